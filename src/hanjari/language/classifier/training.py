"""Training: fit, find out how sure to be, and learn from left-out labels what a stranger looks like.

Nobody gives examples of what a desk does not know. So labels themselves are left out in turn: a model
that never saw them meets their texts, and a small regression learns to tell these strangers from
held-out texts of known labels. Examples whose label is None are strangers too, if there are any.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hanjari.language.classifier.features import Matrix, features
from hanjari.language.classifier.model import Classifier, signs
from hanjari.language.classifier.regression import fit, softmax

MINIMUM = 2
"""Least labels, and least examples of each: with less there is nothing to tell apart or to hold out."""

_PENALTY = 0.15
"""Chosen on a fifth of banking77 held out: 0.05 to 0.2 are within 0.2 points of each other."""
_FOLDS = 4
_HELD_OUT = 4_000
"""Texts that the held-out models are trained on at most: how sure to be needs no more."""

_UNSEEN = 0.2
"""Share of the examples that tell how sure the classifier may be."""

Numbers = NDArray[np.intp]


@dataclass(frozen=True)
class _HeldOut:
    """Texts that a model never saw: its scores, their labels (-1: a stranger to it), what signs need."""

    scores: Matrix
    truth: Numbers
    rows: Matrix
    centres: Matrix


def train(
    texts: Sequence[str],
    labels: Sequence[str | None],
    *,
    with_meaning: bool = True,
    kept: float = 0.95,
    seed: int = 4,
) -> Classifier:
    """A classifier of these examples; label None marks a text that is about none of the labels.

    `kept`: share of texts about known labels that shall get a label; the rest is the price of saying
    "I do not know" to strangers. ValueError with fewer than `MINIMUM` labels, or examples of a label.
    """
    return trained(
        features(texts, with_meaning=with_meaning),
        labels,
        with_meaning=with_meaning,
        kept=kept,
        seed=seed,
    )


def trained(
    rows: Matrix, labels: Sequence[str | None], *, with_meaning: bool, kept: float, seed: int
) -> Classifier:
    """The same from feature rows that are already there (see `train`)."""
    names = sorted({label for label in labels if label is not None})
    number = {name: place for place, name in enumerate(names)}
    truth = np.array([-1 if label is None else number[label] for label in labels], dtype=np.intp)
    if len(names) < MINIMUM or np.bincount(truth[truth >= 0]).min() < MINIMUM:
        raise ValueError(f"at least {MINIMUM} labels with {MINIMUM} examples each are needed")
    known = truth >= 0
    weights, biases = fit(rows[known], truth[known], len(names), penalty=_PENALTY)
    rng = np.random.default_rng(seed)
    unseen = _unseen(rows[known], truth[known], len(names), rng)
    sharpness = _sharpness(unseen)
    scope = _scope(_strangers(rows, truth, len(names), rng), sharpness)
    return Classifier(
        tuple(names),
        weights,
        biases,
        sharpness,
        scope,
        _threshold(unseen, sharpness, scope, kept),
        _centres(rows[known], truth[known], len(names)),
        with_meaning,
    )


def _unseen(rows: Matrix, truth: Numbers, count: int, rng: np.random.Generator) -> _HeldOut:
    """A fifth of the examples before a model of the others; each label keeps an example to learn from."""
    asked = rng.random(len(truth)) < _UNSEEN
    asked[np.unique(truth, return_index=True)[1]] = False
    if not asked.any():
        asked[np.flatnonzero(np.bincount(truth)[truth] > 1)[-1]] = True
    weights, biases = fit(rows[~asked], truth[~asked], count, penalty=_PENALTY)
    centres = _centres(rows[~asked], truth[~asked], count)
    return _HeldOut(rows[asked] @ weights + biases, truth[asked], rows[asked], centres)


def _strangers(
    rows: Matrix, truth: Numbers, count: int, rng: np.random.Generator
) -> list[_HeldOut]:
    """Each fold leaves out a part of the examples, and a part of the labels altogether."""
    drawn = rng.permutation(len(truth))[:_HELD_OUT]
    rows, truth = rows[drawn], truth[drawn]
    fold_of_row = rng.integers(0, _FOLDS, len(truth))
    fold_of_label = (
        rng.permutation(np.arange(count) % _FOLDS) if count > MINIMUM else -np.ones(count)
    )
    folds = []
    for fold in range(_FOLDS):
        strange = (truth < 0) | (fold_of_label[truth] == fold)
        taught = ~strange & (fold_of_row != fold)
        names, numbers = np.unique(truth[taught], return_inverse=True)
        if len(names) < MINIMUM:
            continue
        asked = strange | ((fold_of_row == fold) & np.isin(truth, names))
        weights, biases = fit(rows[taught], numbers, len(names), penalty=_PENALTY, steps=40)
        folds.append(
            _HeldOut(
                rows[asked] @ weights + biases,
                np.where(strange, -1, np.searchsorted(names, truth))[asked],
                rows[asked],
                _centres(rows[taught], numbers, len(names)),
            )
        )
    return folds


def _sharpness(unseen: _HeldOut) -> float:
    """The factor of the scores under which unseen texts are least surprising (temperature scaling)."""
    places = np.arange(len(unseen.truth))

    def surprise(factor: float) -> float:
        told = softmax(factor * unseen.scores)[places, unseen.truth]
        return -float(np.log(told + 1e-9).sum())

    return float(min(np.geomspace(0.3, 10, 40), key=surprise))


def _scope(held: list[_HeldOut], sharpness: float) -> NDArray[np.float32]:
    """Intercept and weights of the signs of scope."""
    without = np.array(
        [0, 1, 0, 0], dtype=np.float32
    )  # no stranger met: the lead of the best label
    if not any((fold.truth < 0).any() for fold in held):
        return without
    told = np.concatenate([signs(sharpness * f.scores, f.rows, f.centres) for f in held])
    known = np.concatenate([fold.truth >= 0 for fold in held])
    weights, biases = fit(told, known.astype(np.intp), 2, penalty=1.0, steps=200)
    return np.append(biases[1] - biases[0], weights[:, 1] - weights[:, 0])


def _threshold(
    unseen: _HeldOut, sharpness: float, scope: NDArray[np.float32], kept: float
) -> float:
    """The scope that `kept` of the unseen texts about known labels reach."""
    found = signs(sharpness * unseen.scores, unseen.rows, unseen.centres)
    odds = scope[0] + found @ scope[1:]
    return float(1 / (1 + np.exp(-np.quantile(odds, 1 - kept))))


def _centres(rows: Matrix, truth: Numbers, count: int) -> Matrix:
    centres = np.zeros((count, rows.shape[1]), dtype=np.float32)
    np.add.at(centres, truth, rows)
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-6)
    return centres
