"""Grams of the heads: sparse matrices that count what the runtime sums, and tables made of the weights."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from hanjari.language.grams import Batch, Table
from hanjari.language.grams.batch import BITS
from hanjari.language.heads.sentences import Endings, Sentences
from hanjari.language.normal import normal
from training.logistic import features

TABLE_BITS = 18
ENDING_BITS = 16
CHUNK = 5_000
Floats = NDArray[np.float32]


class Grams(NamedTuple):
    """`matrix` (texts, kept columns) of texts of unit length, and the `columns` kept."""

    matrix: sp.csr_matrix
    columns: NDArray[np.intp]

    def spread(self, weights: Floats) -> Floats:
        """Weights of the kept columns as weights of all slots: (slots, labels)."""
        width = (1 << TABLE_BITS) + (1 << ENDING_BITS)
        whole = np.zeros((width, weights.shape[1]), np.float32)
        whole[self.columns] = weights
        return whole


def counted(texts: Sequence[str]) -> sp.csr_matrix:
    """Texts of unit length by slots, the endings' slots behind the grams': each text one sentence."""
    grams = features(texts, TABLE_BITS)
    endings, lengths = [], []
    for first in range(0, len(texts), CHUNK):
        rows = Sentences(Batch([normal(text) for text in texts[first : first + CHUNK]]), whole=True)
        slots = Endings(rows).slots[0]
        owner = np.repeat(np.arange(len(rows)), len(slots) // len(rows))
        used = slots != 0
        cells = (owner[used], slots[used] >> (BITS - ENDING_BITS))
        shape = (len(rows), 1 << ENDING_BITS)
        endings.append(sp.csr_matrix((np.ones(len(cells[0]), np.float32), cells), shape=shape))
        lengths.append(rows.lengths)
    shares = sp.diags(1 / np.sqrt(np.concatenate(lengths)).astype(np.float32))
    return (shares @ sp.hstack([grams, sp.vstack(endings)])).tocsr().astype(np.float32)


def kept(matrix: sp.csr_matrix, least: int = 2, *, endings: bool = True) -> Grams:
    """The columns that at least `least` texts have."""
    columns = np.flatnonzero(np.bincount(matrix.indices, minlength=matrix.shape[1]) >= least)
    if not endings:
        columns = columns[columns < 1 << TABLE_BITS]
    return Grams(matrix[:, columns], columns)


def tables(
    labels: tuple[str, ...], weights: Floats, biases: Floats, size: int, seen: NDArray[np.int64]
) -> tuple[Table, Table]:
    """The table of grams and that of endings, with the `size` slots that matter most: large, seen often."""
    matters = np.abs(weights).max(axis=1) * np.sqrt(np.minimum(seen, 400))
    matters[[0, 1 << TABLE_BITS]] = 0
    chosen = np.argpartition(-matters, size)[:size]
    chosen = np.sort(chosen[matters[chosen] > 0])
    tops = np.maximum(np.abs(weights[chosen]).max(axis=0), 1e-9)
    whole = np.clip(np.round(weights[chosen] / tops * 127), -127, 127).astype(np.int8)
    grams = chosen < 1 << TABLE_BITS
    scales = (tops / 127).astype(np.float32)
    made = []
    for bits, used, first, bias in (
        (TABLE_BITS, grams, 0, biases),
        (ENDING_BITS, ~grams, 1 << TABLE_BITS, np.zeros_like(biases)),
    ):
        slots = (chosen[used] - first).astype(np.uint32)
        made.append(Table(labels, bits, slots, whole[used], scales, bias, rooted=True))
    return made[0], made[1]


def dense(table: Table, label: str) -> Floats:
    """The weights of one label in all slots, endings' slots empty: (slots, 1)."""
    lane = table.labels.index(label)
    whole = np.zeros(((1 << TABLE_BITS) + (1 << ENDING_BITS), 1), np.float32)
    whole[table.slots, 0] = table.weights[:, lane] * table.scales[lane]
    return whole
