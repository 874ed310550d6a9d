"""Train the heads of Korean abuse: BEEP! and K-MHaS (CC BY-SA 4.0).

    python -m training.korean_abuse

`offensive` means offensive or hateful, `hateful` the worse of the two. Thresholds come from folds of
the training part; the figure is that of BEEP's dev part, which nothing here has seen.
"""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from bench.understanding.heads import classes, comments
from bench.understanding.row import bootstrap, f1, macro_f1
from hanjari.language.grams import Batch, Table
from hanjari.language.heads import ABUSE
from hanjari.language.normal import normal
from hanjari.language.weights import SHARE_ALIKE
from training.head_grams import Floats, Grams, counted, kept, tables
from training.head_sets import hate_speech
from training.one_head import fitted
from training.thresholds import centred

FOLDS = 5
LENT = (0.5, 0.3)
"""What a K-MHaS comment counts for each head: its classes are near BEEP's, not the same."""
KEPT = 40_000
CLASSES = 0.5
"""Scale of the K-MHaS classes as features: 0.3 and 0.6 read alike."""


class Lender:
    """K-MHaS beside BEEP: as more comments, and as eight features of each comment."""

    def __init__(self, matrix: sp.csr_matrix, kinds: NDArray[np.int64]) -> None:
        self.matrix = matrix
        severe = kinds[:, [0, 4, 5, 6, 7]].any(axis=1) | (kinds.sum(axis=1) > 1)
        self.truth = kinds.any(axis=1), severe
        self.pulls = np.array([fitted(matrix, column == 1)[:-1] for column in kinds.T]).T

    def fit(self, matrix: sp.csr_matrix, truth: NDArray[np.bool_], head: int) -> Floats:
        """The mean of both ways; both are linear, so it is one set of weights."""
        size = len(self.truth[head])
        counts = np.append(np.ones(len(truth)), np.full(size, LENT[head])).astype(np.float32)
        together = np.append(truth, self.truth[head])
        joint = fitted(sp.vstack([matrix, self.matrix]).tocsr(), together, counts)
        said = matrix @ self.pulls
        scale = CLASSES / said.std(axis=0)
        wide = fitted(sp.hstack([matrix, sp.csr_matrix(said * scale)]).tocsr(), truth)
        columns = matrix.shape[1]
        stacked = wide[:columns] + self.pulls @ (wide[columns:-1] * scale)
        return (joint + np.append(stacked, wide[-1])) / 2


def left_out(grams: Grams, truth: NDArray[np.int64], lender: Lender) -> Floats:
    """Scores of each comment by heads that have not seen it: (comments, 2)."""
    fold = np.random.default_rng(0).permutation(len(truth)) % FOLDS
    scores = np.zeros((len(truth), 2), np.float32)
    for one in range(FOLDS):
        here = fold == one
        for head in range(2):
            found = lender.fit(grams.matrix[~here], truth[~here] > head, head)
            scores[here, head] = grams.matrix[here] @ found[:-1] + found[-1]
    return scores


def classes_of(scores: Floats, thresholds: Floats) -> NDArray[np.int64]:
    """0 neither, 1 offensive, 2 hateful."""
    offensive, hateful = (scores > thresholds).T
    return classes(offensive, hateful)


def best_pair(scores: Floats, truth: NDArray[np.int64]) -> Floats:
    """Both thresholds with the highest macro-F1."""
    pairs = [
        np.array([first, second], np.float32)
        for first in np.quantile(scores[:, 0], np.arange(0.2, 0.65, 0.03))
        for second in np.quantile(scores[:, 1], np.arange(0.55, 0.9, 0.03))
    ]
    return max(pairs, key=lambda pair: macro_f1(truth, classes_of(scores, pair)))


def measured(table: Table) -> None:
    """Print macro-F1 on BEEP's dev part, by the shipped table itself."""
    texts, truth = comments("dev")
    odds = table.scores(Batch([normal(text) for text in texts]))
    said = classes_of(odds, np.zeros(2, np.float32))
    low, high = bootstrap(macro_f1, truth, said)
    print(
        f"dev, {len(truth)} comments: macro-F1 {macro_f1(truth, said):.1f} [{low:.1f}, {high:.1f}]"
    )
    hits = (odds[:, 0] > 0, truth > 0)
    print(f"  offensive or hateful: F1 {f1(hits[1], hits[0]):.1f}")


def main() -> None:
    """Train, find the thresholds, measure, write."""
    texts, truth = comments("train")
    more, kinds = hate_speech()
    matrix = counted([*texts, *more])
    both = kept(matrix, endings=False)
    grams = Grams(both.matrix[: len(texts)], both.columns)
    lender = Lender(both.matrix[len(texts) :], kinds)
    scores = left_out(grams, truth, lender)
    thresholds = best_pair(scores, truth)
    print(f"left-out folds: macro-F1 {macro_f1(truth, classes_of(scores, thresholds)):.1f}")
    found = [lender.fit(grams.matrix, truth > head, head) for head in range(2)]
    scaled = [centred(scores[:, head], truth > head, thresholds[head]) for head in range(2)]
    weights = np.stack([one[:-1] * slope for one, (slope, _) in zip(found, scaled, strict=True)], 1)
    biases = [one[-1] * slope + shift for one, (slope, shift) in zip(found, scaled, strict=True)]
    seen = np.bincount(matrix.indices, minlength=matrix.shape[1])
    spread = grams.spread(weights.astype(np.float32))
    table, _none = tables(ABUSE, spread, np.array(biases, np.float32), KEPT, seen)
    table.save(SHARE_ALIKE / "korean-abuse.npz")
    measured(table)


if __name__ == "__main__":
    main()
