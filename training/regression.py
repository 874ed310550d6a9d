"""Logistic regression of several classes on shares instead of labels, for what scikit-learn has no form."""

import numpy as np
from scipy import sparse
from scipy.optimize import minimize


def softmax(scores: np.ndarray) -> np.ndarray:
    """Rows of probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def fitted(
    rows: np.ndarray | sparse.csr_matrix,
    shares: np.ndarray,
    l2: float,
    weight: np.ndarray,
    bound: np.ndarray,
    steps: int = 60,
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (d, k) and biases (k,) by L-BFGS; `bound` (d,) multiplies the penalty of each column."""
    n, d = rows.shape
    k = shares.shape[1]
    weight = (weight / weight.mean())[:, None]
    back = rows.T.tocsr() if sparse.issparse(rows) else rows.T

    def objective(point: np.ndarray) -> tuple[float, np.ndarray]:
        w, b = point[: d * k].reshape(d, k), point[d * k :]
        scores = rows @ w + b
        scores = scores - scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        loss = -(weight * shares * logs).sum() / n + l2 / 2 * (bound[:, None] * w * w).sum() / n
        errors = weight * (np.exp(logs) - shares) / n
        slope = back @ errors + l2 * bound[:, None] * w / n
        return loss, np.concatenate([slope.ravel(), errors.sum(axis=0)]).astype(np.float64)

    found = minimize(
        objective, np.zeros(d * k + k), jac=True, method="L-BFGS-B", options={"maxiter": steps}
    )
    return found.x[: d * k].reshape(d, k), found.x[d * k :]
