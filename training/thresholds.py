"""Where a head says yes: the threshold of the best F1, found on folds left out and put at probability 0.5."""

import numpy as np
from numpy.typing import NDArray

from training.logistic import calibrated

Floats = NDArray[np.float32]


def best_threshold(scores: Floats, truth: NDArray[np.bool_]) -> float:
    """The score from which saying yes gives the highest F1."""
    order = np.argsort(-scores)
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(truth) + 1) + truth.sum())
    best = int(f1.argmax())
    return float(scores[order[[best, min(best + 1, len(order) - 1)]]].mean())


def centred(scores: Floats, truth: NDArray[np.bool_], threshold: float) -> tuple[float, float]:
    """Slope and shift of Platt's scaling, moved so that the threshold has probability 0.5."""
    slope, _shift = calibrated(scores.astype(np.float32), truth)
    return slope, -slope * threshold


def told(scores: Floats, truth: NDArray[np.bool_], fold: NDArray[np.int64]) -> NDArray[np.bool_]:
    """What left-out scores say when each fold's threshold comes from the other folds."""
    said = np.zeros(len(truth), dtype=np.bool_)
    for one in np.unique(fold):
        here = fold == one
        said[here] = scores[here] > best_threshold(scores[~here], truth[~here])
    return said
