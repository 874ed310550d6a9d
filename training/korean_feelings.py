"""Train the heads of Korean feelings: KOTE (MIT), with what other heads know (CC BY-SA 4.0).

    python -m training.korean_feelings

5,000 comments are few: reviews lend their rating, 3i4K its acts, BEEP its abuse, each as one more
feature. All are linear in the same grams, so the result is one table. Needs the tables of
korean_speech_act and korean_abuse.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bench.understanding.reviews import reviews
from bench.understanding.row import bootstrap, f1
from hanjari.language.heads import ACTS
from hanjari.language.weights import SHARE_ALIKE, shipped
from training.head_grams import Floats, Grams, counted, dense, kept, tables
from training.head_sets import emotions
from training.thresholds import best_threshold, centred, told

FEELINGS = {
    "complaint": (0,), "thanks": (4,), "anger": (6,), "praise": (2, 7, 28, 32, 40, 42), "doubt": (12,), "worry": (41,),
}  # fmt: skip
"""Heads and the emotions of KOTE that make them true: any of them."""
RIDGE = 0.7
LENT = 0.02
"""What each lent feature of unit variance adds to the kernel, beside grams of unit length."""
SMOOTH = 0.4
"""Share of the truth that comes from a comment's other emotions: five raters disagree, together less."""
REVIEWS = 40_000
REPEATS, FOLDS = 3, 5
KEPT = 60_000


class Lent(NamedTuple):
    """Features from other sets: `pulls` (slots, features) with `means`, already scaled."""

    pulls: Floats
    means: Floats


def rating_pull() -> Floats:
    """How far each gram pulls a review to a good rating: (slots, 1)."""
    found = reviews()
    assert found, "NSMC is not here"
    found = found.only(0)
    chance = np.random.default_rng(3)
    good = found.ratings >= 9
    places = np.concatenate([chance.choice(np.flatnonzero(side), REVIEWS, replace=False) for side in (good, ~good)])  # fmt: skip
    matrix = counted([found.texts[place] for place in places])
    grams = kept(matrix, endings=False)
    machine = LinearSVC(C=0.1, tol=0.05, max_iter=30, random_state=0).fit(
        grams.matrix, good[places]
    )
    return grams.spread(machine.coef_.T.astype(np.float32))


def lent_by_others(matrix: Grams) -> Lent:
    """The features of the comments, each of unit variance, the seven acts counting less."""
    act, abuse = shipped("korean-speech-act"), shipped("korean-abuse")
    columns = [rating_pull(), dense(abuse, "offensive"), *(dense(act, name) for name in ACTS)]
    pulls = np.concatenate(columns, axis=1)[matrix.columns]
    said = matrix.matrix @ pulls
    scale = np.array([1, 1, *[0.4] * len(ACTS)], np.float32) * LENT**0.5 / said.std(axis=0)
    return Lent(pulls * scale, (said * scale).mean(axis=0))


def targets(labels: NDArray[np.int64]) -> Floats:
    """What each head learns of each comment, 0 … 1: its label, smoothed by the other emotions."""
    columns = []
    for own in FEELINGS.values():
        truth = labels[:, own].any(axis=1)
        others = np.delete(labels, own, axis=1)
        model = LogisticRegression(C=0.05, solver="liblinear").fit(others, truth)
        columns.append((1 - SMOOTH) * truth + SMOOTH * model.predict_proba(others)[:, 1])
    return np.stack(columns, axis=1).astype(np.float32)


def dual(kernel: Floats, truth: Floats) -> Floats:
    """Ridge regression in its dual form: (comments, heads)."""
    factor = cho_factor(kernel + RIDGE * np.eye(len(kernel), dtype=np.float32))
    return np.asarray(cho_solve(factor, truth - truth.mean(axis=0)), np.float32)


def left_out(kernel: Floats, labels: NDArray[np.int64], fold: NDArray[np.int64]) -> Floats:
    """Scores of each comment by heads that have not seen it: (comments, heads)."""
    scores = np.zeros((len(labels), len(FEELINGS)), np.float32)
    for one in np.unique(fold):
        rest, here = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        truth = targets(labels[rest])
        pulls = dual(kernel[np.ix_(rest, rest)], truth)
        scores[here] = kernel[np.ix_(here, rest)] @ pulls + truth.mean(axis=0)
    return scores


def main() -> None:
    """Measure by repeated folds, then train on all, write."""
    texts, labels = emotions()
    matrix = counted(texts)
    grams = kept(matrix, endings=False)
    lent = lent_by_others(grams)
    said = grams.matrix @ lent.pulls - lent.means
    kernel = (grams.matrix @ grams.matrix.T).toarray()
    size = float(np.trace(kernel)) / len(kernel)
    kernel = kernel / size + said @ said.T
    chance = np.random.default_rng(0)
    folds = [chance.permutation(len(texts)) % FOLDS for _ in range(REPEATS)]
    scores = [left_out(kernel, labels, fold) for fold in folds]
    scaled = measured(scores, labels, folds)
    truth = targets(labels)
    pulls = dual(kernel, truth)
    mixed = said.T @ pulls
    weights = grams.matrix.T @ pulls / size + lent.pulls @ mixed
    biases = truth.mean(axis=0) - lent.means @ mixed
    slopes, shifts = np.array(scaled, np.float32).T
    seen = np.bincount(matrix.indices, minlength=matrix.shape[1])
    spread = grams.spread((weights * slopes).astype(np.float32))
    table, _none = tables(tuple(FEELINGS), spread, biases * slopes + shifts, KEPT, seen)
    table.save(SHARE_ALIKE / "korean-feelings.npz")


def measured(
    scores: list[Floats], labels: NDArray[np.int64], folds: list[NDArray[np.int64]]
) -> list[tuple[float, float]]:
    """Print F1 of every head over the repeats; slope and shift of each."""
    scaled = []
    for head, (name, own) in enumerate(FEELINGS.items()):
        truth = labels[:, own].any(axis=1)
        said = [told(one[:, head], truth, fold) for one, fold in zip(scores, folds, strict=True)]
        values = [f1(truth, one) for one in said]
        low, high = bootstrap(f1, truth, said[0])
        print(f"{name}: F1 {np.mean(values):.1f} [{low:.1f}, {high:.1f}], {truth.mean():.1%} true")
        mean = np.mean([one[:, head] for one in scores], axis=0)
        scaled.append(centred(mean, truth, best_threshold(mean, truth)))
    return scaled


if __name__ == "__main__":
    main()
