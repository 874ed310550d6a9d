"""One yes/no head on grams: support vectors, and their scores on folds left out."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.svm import LinearSVC

Floats = NDArray[np.float32]
STRENGTH = 0.1


def fitted(
    matrix: sp.csr_matrix,
    truth: NDArray[np.bool_],
    counts: Floats | None = None,
    strength: float = STRENGTH,
) -> Floats:
    """Weights of the columns and the bias last; `counts` (texts,) says what each text counts."""
    machine = LinearSVC(C=strength, tol=0.05, max_iter=50, random_state=0)
    machine.fit(matrix, truth, sample_weight=counts)
    return np.append(machine.coef_[0], machine.intercept_).astype(np.float32)


def left_out(matrix: sp.csr_matrix, truth: NDArray[np.bool_], fold: NDArray[np.int64]) -> Floats:
    """Scores of each text by a head that has not seen its fold: (texts,)."""
    scores = np.zeros(len(truth), np.float32)
    for one in np.unique(fold):
        here = fold == one
        found = fitted(matrix[~here], truth[~here])
        scores[here] = matrix[here] @ found[:-1] + found[-1]
    return scores
