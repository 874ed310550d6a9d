"""Multinomial logistic regression with an L2 penalty."""

import numpy as np
from numpy.typing import NDArray

from hanjari.language.classifier.features import Matrix
from hanjari.language.optimiser import Vector, minimum


def softmax(scores: Matrix) -> Matrix:
    """Rows of probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def fit(
    rows: Matrix, labels: NDArray[np.intp], count: int, *, penalty: float, steps: int = 60
) -> tuple[Matrix, Matrix]:
    """Weights (width, count) and biases (count,) for rows (n, width) with labels 0 … count - 1.

    `penalty` is the weight of half the squared weights beside the summed log-loss (1 / C elsewhere).
    """
    n, width = rows.shape
    truth = np.zeros((n, count), dtype=np.float32)
    truth[np.arange(n), labels] = 1.0

    def objective(point: Vector) -> tuple[float, Vector]:
        weights = point[:-count].reshape(width, count).astype(np.float32)
        scores = rows @ weights + point[-count:].astype(np.float32)
        scores -= scores.max(axis=1, keepdims=True)
        totals = np.log(np.exp(scores).sum(axis=1))
        loss = float(totals.sum() - scores[np.arange(n), labels].sum())
        errors = np.exp(scores - totals[:, None]) - truth
        slope = np.concatenate([(rows.T @ errors + penalty * weights).ravel(), errors.sum(axis=0)])
        return (loss + penalty / 2 * float((weights**2).sum())) / n, slope.astype(np.float64) / n

    found = minimum(objective, np.zeros((width + 1) * count), steps=steps)
    return (
        found[:-count].reshape(width, count).astype(np.float32),
        found[-count:].astype(np.float32),
    )
