"""Train the heads of Korean speech acts: 3i4K and ParaKQC (CC BY-SA 4.0).

    python -m training.korean_speech_act

Measures on the utterances held out, without marks as they are and with marks of our own.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp
from sklearn.svm import LinearSVC

from bench.understanding.heads import is_held_out, speech_acts
from bench.understanding.row import wilson
from hanjari.language.grams import Batch, Table
from hanjari.language.heads import ACTS, acts
from hanjari.language.normal import normal
from hanjari.language.weights import SHARE_ALIKE
from training.head_grams import Floats, counted, kept, tables
from training.head_sets import paraphrases

STRENGTH = 0.6
"""C of the machine: 0.1 reads 0.7 points worse, 0.25 as well."""
KEPT = 60_000
"""Slots shipped: twice as many bring nothing."""
_MARKS = (("",), (".", "!", "~", "..."), ("?", "?", "?", "??"), (".", "!", "~"), ("?", "?!"), ("!", "."), ("", "?", "."))  # fmt: skip
"""What people write behind an utterance of each act; 3i4K has no marks at all."""


def marked(texts: list[str], truth: NDArray[np.int64], seed: int) -> list[str]:
    """The utterances with the mark that such a sentence would have in writing."""
    chance = np.random.default_rng(seed)
    return [text + str(chance.choice(_MARKS[act])) for text, act in zip(texts, truth, strict=True)]


def trained(texts: list[str], truth: NDArray[np.int64]) -> tuple[Table, Table]:
    """Both tables: the utterances as they are, a third of them again with marks, and the paraphrases.

    One against the rest by support vectors: a tenth of the time of a softmax, half a point better.
    """
    again = np.random.default_rng(1).permutation(len(texts))[: len(texts) // 3]
    written = marked([texts[place] for place in again], truth[again], 2)
    more, more_truth = paraphrases()
    matrix = counted([*texts, *written, *more])
    grams = kept(matrix)
    machine = LinearSVC(C=STRENGTH, tol=0.03, max_iter=100, random_state=0)
    machine.fit(grams.matrix, np.concatenate([truth, truth[again], more_truth]))
    weights, biases = machine.coef_.T.astype(np.float32), machine.intercept_.astype(np.float32)
    seen = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return tables(ACTS, grams.spread(weights), biases, KEPT, seen)


def tempered(shares: Floats, truth: NDArray[np.int64]) -> float:
    """The slope that makes the softmax of held-out scores most likely (Guo et al. 2017)."""
    odds = np.log(np.maximum(shares, 1e-12))

    def loss(slope: float) -> float:
        said = odds * slope
        return float((logsumexp(said, axis=1) - said[np.arange(len(truth)), truth]).mean())

    return float(minimize_scalar(loss, bounds=(0.5, 12), method="bounded").x)


def measured(name: str, shares: Floats, truth: NDArray[np.int64]) -> None:
    """Print accuracy and F1 over seven acts, and over the three plain ones alone."""
    _print(f"{name}, seven acts", shares.argmax(axis=1), truth)
    three = np.isin(truth, (1, 2, 3))
    _print(f"{name}, three acts", 1 + shares[three, 1:4].argmax(axis=1), truth[three])


def _print(name: str, said: NDArray[np.int64], truth: NDArray[np.int64]) -> None:
    hits = int((said == truth).sum())
    low, high = wilson(hits, len(truth))
    print(f"{name}: {hits / len(truth):.2%} [{low:.2f}, {high:.2f}] of {len(truth)}")
    for act in np.unique(truth):
        both = ((said == act) & (truth == act)).sum()
        f1 = 200 * both / ((said == act).sum() + (truth == act).sum())
        print(f"  F1 {ACTS[act]} {f1:.1f}")


def main() -> None:
    """Train on all but the held-out utterances, measure on them, write."""
    texts, truth = speech_acts()
    held = np.array([is_held_out(text) for text in texts])
    test = [texts[place] for place in np.flatnonzero(held)]
    raw = trained([texts[place] for place in np.flatnonzero(~held)], truth[~held])
    slope = tempered(shares(test, raw), truth[held])
    grams, endings = (
        replace(table, scales=table.scales * slope, biases=table.biases * slope) for table in raw
    )
    measured("without marks", shares(test, (grams, endings)), truth[held])
    measured("with marks", shares(marked(test, truth[held], 3), (grams, endings)), truth[held])
    print(f"slope {slope:.2f}")
    grams.save(SHARE_ALIKE / "korean-speech-act.npz")
    endings.save(SHARE_ALIKE / "korean-speech-act-endings.npz")


def shares(texts: list[str], found: tuple[Table, Table]) -> Floats:
    """Probabilities of the acts, each text one sentence: (texts, acts)."""
    return acts(Batch([normal(text) for text in texts]), found, whole=True)


if __name__ == "__main__":
    main()
