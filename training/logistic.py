"""Logistic regression on hashed grams, and its way into a small table of whole numbers."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize

from hanjari.language.grams import Batch, Table
from hanjari.language.grams.batch import BITS
from hanjari.language.normal import normal

CHUNK = 5_000
Weights = NDArray[np.float32]


def features(texts: Sequence[str], bits: int = BITS) -> sp.csr_matrix:
    """Texts by slots: how often each gram stands in each text, as the kernel cuts and counts them."""
    rows, columns = [], []
    for first in range(0, len(texts), CHUNK):
        batch = Batch([normal(text) for text in texts[first : first + CHUNK]])
        size = len(batch.codes) - 1
        owner = np.repeat(np.arange(len(batch)), np.diff(batch.edges))[:size].astype(np.int32)
        for slots in batch.slots:
            used = slots != 0
            rows.append(owner[used] + first)
            columns.append((slots[used] >> (BITS - bits)).astype(np.int32))
    row, column = np.concatenate(rows), np.concatenate(columns)
    ones = np.ones(len(row), np.float32)
    matrix = sp.csr_matrix((ones, (row, column)), shape=(len(texts), 1 << bits))
    matrix.sum_duplicates()
    return matrix


def fitted(
    matrix: sp.csr_matrix,
    truth: NDArray[np.float32],
    penalty: float,
    steps: int = 60,
    weights: NDArray[np.float32] | None = None,
) -> tuple[Weights, float]:
    """Weights (slots,) and bias of an L2-penalised logistic regression; `truth` (texts,) in 0 … 1.

    Both sides count the same unless `weights` (texts,) say otherwise.
    """
    turned = matrix.T.tocsr()
    if weights is None:
        weights = _even(truth)

    def cost(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        pull, bias = point[:-1].astype(np.float32), float(point[-1])
        score = matrix @ pull + bias
        loss = weights * (np.logaddexp(0, score) - truth * score)
        slope = (weights * (1 / (1 + np.exp(-score)) - truth)).astype(np.float32)
        total = float(loss.sum()) + penalty / 2 * float(pull @ pull)
        return total, np.append(turned @ slope + penalty * pull, slope.sum()).astype(np.float64)

    start = np.zeros(matrix.shape[1] + 1)
    options = {"maxiter": steps, "maxcor": 8}
    best = minimize(cost, start, jac=True, method="L-BFGS-B", options=options).x
    return best[:-1].astype(np.float32), float(best[-1])


def _even(truth: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weights by which both classes count the same; a text's share of each class is its truth."""
    size, yes = len(truth), float(truth.sum())
    return (truth * (size / 2 / yes) + (1 - truth) * (size / 2 / (size - yes))).astype(np.float32)


def table(
    label: str, weights: Weights, bias: float, kept: int, seen: NDArray[np.int64] | None = None
) -> Table:
    """The `kept` weights that matter most as whole numbers: large ones, of grams `seen` often."""
    matters = np.abs(weights) * (np.sqrt(np.minimum(seen, 400)) if seen is not None else 1)
    matters[0] = 0
    slots = np.sort(np.argpartition(-matters, kept)[:kept])
    chosen = weights[slots]
    top = float(np.quantile(np.abs(chosen), 0.9995))
    whole = np.clip(np.round(chosen / top * 127), -127, 127).astype(np.int8)
    used = whole != 0
    return Table(
        (label,),
        int(np.log2(len(weights))),
        slots[used].astype(np.uint32),
        whole[used][:, None],
        np.array([top / 127], np.float32),
        np.array([bias], np.float32),
    )


def rooted_table(
    label: str, texts: Sequence[str], truth: NDArray[np.bool_], penalty: float, kept: int
) -> Table:
    """The table of a logistic regression on texts of unit length, each gram counted once; not yet calibrated."""
    matrix = features(texts)
    matrix.data[:] = 1
    seen = np.asarray(matrix.sum(axis=0)).ravel().astype(np.int64)
    lengths = np.asarray(matrix.sum(axis=1)).ravel()
    even = (sp.diags(1 / np.sqrt(np.maximum(lengths, 1)).astype(np.float32)) @ matrix).tocsr()
    del matrix
    weights, _bias = fitted(even, truth.astype(np.float32), penalty)
    return replace(table(label, weights, 0, kept, seen), rooted=True)


def scores(found: Table, texts: Sequence[str]) -> NDArray[np.float32]:
    """What the table's only label scores: (texts,)."""
    parts = [
        found.scores(Batch([normal(text) for text in texts[first : first + CHUNK]]))[:, 0]
        for first in range(0, len(texts), CHUNK)
    ]
    return np.concatenate(parts)


def calibrated(scores: NDArray[np.float32], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and shift that make scores log-odds (Platt 1999), both sides counting the same."""
    target = truth.astype(np.float32)
    matrix = sp.csr_matrix(np.column_stack([np.ones_like(scores) * 0, scores]).astype(np.float32))
    (_unused, slope), shift = fitted(matrix, target, 1e-3)
    return float(slope), shift
