"""A table of weights: for each hashed gram how far it pulls each label; three labels cost one look-up.

Weights are whole numbers of -127 … 127 times the label's scale. Three of them are packed in one
64-bit number, 21 bits each: adding packed numbers adds all three at once, and a text of `READ`
characters cannot overflow a lane.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hanjari.language.grams.batch import Batch

LANES = 3
_LANE = np.int64(21)
_HALF = np.int64(1 << 20)
_MASK = np.int64((1 << 21) - 1)


@dataclass(frozen=True, eq=False)
class Table:
    """`slots` (k,) and `weights` (k, labels) int8 of the grams kept; score = scale x sum + bias.

    Scores are log-odds when the table was trained as a logistic regression. A `rooted` one was trained
    on texts of unit length: its sums are divided by the square root of the text's codes.
    """

    labels: tuple[str, ...]
    bits: int
    slots: NDArray[np.uint32]
    weights: NDArray[np.int8]
    scales: NDArray[np.float32]
    biases: NDArray[np.float32]
    rooted: bool = False

    def scores(self, batch: Batch) -> NDArray[np.float32]:
        """Scores (texts, labels), float32."""
        if not len(batch):
            return np.zeros((0, len(self.labels)), dtype=np.float32)
        slots = batch.slots_of(self.bits)
        sums = [_summed(packed, slots, batch.starts) for packed in self._packed]
        lanes = np.concatenate([_unpacked(total) for total in sums])[: len(self.labels)].T
        if self.rooted:
            lanes = lanes / np.sqrt(batch.lengths)[:, None]
        return (lanes * self.scales + self.biases).astype(np.float32)

    def scores_of(
        self, slots: Sequence[NDArray[np.intp]], edges: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Scores (texts, labels) of other features than grams: text i has edges[i] to edges[i + 1] of each."""
        rest = np.zeros(1, dtype=np.int64)  # so that a text without features may end the row
        parts = []
        for packed in self._packed:
            total = np.concatenate([sum(packed[slot] for slot in slots), rest])
            sums = np.add.reduceat(total, edges[:-1]) if len(edges) > 1 else total[:0]
            sums[np.diff(edges) == 0] = 0
            parts.append(_unpacked(sums))
        lanes = np.concatenate(parts)[: len(self.labels)].T
        return (lanes * self.scales + self.biases).astype(np.float32)

    def pulls(self, batch: Batch, label: str) -> NDArray[np.float32]:
        """How far each code of the batch pulls its text towards the label, in log-odds: (codes,).

        A gram shares its weight among its characters; a text's pulls and its edges' add up to its score
        (before a rooted table divides it).
        """
        lane = self.labels.index(label)
        dense = self._dense[:, lane]
        pulls = np.zeros(len(batch.codes) + len(batch.slots), dtype=np.float32)
        for n, slots in enumerate(batch.slots_of(self.bits), 1):
            weights = dense[slots] * (self.scales[lane] / np.float32(n))
            for reach in range(n):
                pulls[reach : reach + len(weights)] += weights
        return pulls[: len(batch.codes)]

    @cached_property
    def _dense(self) -> NDArray[np.int8]:
        dense = np.zeros((1 << self.bits, len(self.labels)), dtype=np.int8)
        dense[self.slots] = self.weights
        return dense

    @cached_property
    def _packed(self) -> list[NDArray[np.int64]]:
        packed = []
        for first in range(0, len(self.labels), LANES):
            lanes = self.weights[:, first : first + LANES].astype(np.int64)
            whole = np.zeros(1 << self.bits, dtype=np.int64)
            for lane in range(lanes.shape[1]):
                whole[self.slots] += lanes[:, lane] << (_LANE * lane)
            whole[0] = 0
            packed.append(whole)
        return packed

    @classmethod
    def joined(cls, tables: Sequence["Table"]) -> "Table":
        """Several tables of one form as one, so that their labels share look-ups."""
        forms = {(table.bits, table.rooted) for table in tables}
        if len(forms) != 1:
            raise ValueError("tables of different sizes share no look-ups")
        ((bits, rooted),) = forms
        slots = np.unique(np.concatenate([table.slots for table in tables]))
        weights = np.zeros((len(slots), sum(len(table.labels) for table in tables)), dtype=np.int8)
        lane = 0
        for table in tables:
            weights[np.searchsorted(slots, table.slots), lane : lane + len(table.labels)] = (
                table.weights
            )
            lane += len(table.labels)
        return cls(
            tuple(label for table in tables for label in table.labels),
            bits,
            slots,
            weights,
            np.concatenate([table.scales for table in tables]),
            np.concatenate([table.biases for table in tables]),
            rooted,
        )

    def only(self, labels: Sequence[str]) -> "Table":
        """The table of some of the labels; each three fewer save a look-up."""
        lanes = [self.labels.index(label) for label in labels]
        return replace(
            self,
            labels=tuple(labels),
            weights=np.ascontiguousarray(self.weights[:, lanes]),
            scales=self.scales[lanes],
            biases=self.biases[lanes],
        )

    def save(self, path: Path) -> None:
        """Write the table; slots as steps, so that they pack well."""
        order = np.argsort(self.slots)
        slots = self.slots[order].astype(np.int64)
        np.savez_compressed(
            path,
            labels=np.array(self.labels),
            bits=np.array(self.bits),
            steps=np.diff(slots, prepend=0).astype(np.uint32 if self.bits > 16 else np.uint16),
            weights=np.ascontiguousarray(self.weights[order].T),
            scales=self.scales,
            biases=self.biases,
            rooted=np.array(self.rooted),
        )

    @classmethod
    def load(cls, path: Path) -> "Table":
        """Read a table that `save` wrote; no pickles."""
        with np.load(path, allow_pickle=False) as found:
            return cls(
                tuple(found["labels"].tolist()),
                int(found["bits"]),
                np.cumsum(found["steps"], dtype=np.int64).astype(np.uint32),
                np.ascontiguousarray(found["weights"].T),
                found["scales"],
                found["biases"],
                bool(found["rooted"]),
            )


def _summed(
    packed: NDArray[np.int64], slots: list[NDArray[np.intp]], starts: NDArray[np.int64]
) -> NDArray[np.int64]:
    total = packed.take(slots[0], mode="clip")  # no slot is outside: clip only spares the check
    found = np.empty_like(total)
    for more in slots[1:]:
        packed.take(more, out=found, mode="clip")
        total += found
    return np.add.reduceat(total, starts)


def _unpacked(total: NDArray[np.int64]) -> NDArray[np.int64]:
    lanes = np.empty((LANES, len(total)), dtype=np.int64)
    for lane in range(LANES):
        lanes[lane] = ((total + _HALF) & _MASK) - _HALF
        total = (total - lanes[lane]) >> _LANE
    return lanes
