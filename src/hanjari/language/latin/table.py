"""The table of Latin languages: each gram points somewhere in a small space, and so do the languages.

A text is the sum of its grams over the root of their number; a language's score is a dot product
(the linear model of fastText, Joulin et al. 2017, arXiv:1607.01759, trained by training/language_id.py).
Weights are small whole numbers: five dimensions of 12 bits are packed in one 64-bit number, and
adding packed numbers adds all five at once.
"""

import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hanjari.language.latin.features import BITS, Features, Places, Slots

LATIN = (
    "en", "fr", "de", "es", "it", "pt", "nl", "id", "vi", "tr", "pl", "sv", "da", "nb", "fi", "cs",
    "ro", "hu", "ms", "tl", "ca", "hr", "sk", "sl", "et", "lt", "lv", "sw", "af", "is", "sq", "eu",
)  # fmt: skip
"""Languages that the table tells apart, ISO 639-1 (`nb` is all Norwegian, `hr` all Serbo-Croatian)."""

REACH = 4
"""Weights are whole numbers of -REACH … REACH: (3 x 72 + 36) x 4 fits a lane."""

LANES = 5
_ROWS = 512
"""Rows multiplied at once: from there on OpenBLAS wakes a second thread, which costs more than it saves."""

_BASE = 2 * REACH + 1
_LANE = np.int64(12)
_HALF = np.int64(1 << 11)
_MASK = np.int64((1 << 12) - 1)


@dataclass(frozen=True, eq=False)
class LatinTable:
    """`weights` (dimensions, 2^BITS) int8; `directions` (dimensions, languages); `biases` (languages,)."""

    weights: NDArray[np.int8]
    directions: NDArray[np.float32]
    biases: NDArray[np.float32]

    def scores(self, features: Features) -> NDArray[np.float32]:
        """Log-odds up to a constant, (texts, languages); a text without a letter has the biases."""
        if not len(features.starts):
            return np.zeros((0, len(self.biases)), dtype=np.float32)
        grams = (features.slots, *features.words)
        sums = np.concatenate([_summed(packed, grams, features.starts) for packed in self._packed])
        spread = np.where(features.lengths > 0, 1 / np.sqrt(features.lengths + 1), 0)
        places = (sums[: len(self.weights)] * spread).T.astype(np.float32)
        scores = np.empty((len(places), len(self.biases)), dtype=np.float32)
        for first in range(0, len(places), _ROWS):
            rows = slice(first, first + _ROWS)
            np.matmul(places[rows], self.directions, out=scores[rows])
        scores += self.biases
        return scores

    @cached_property
    def _packed(self) -> list[NDArray[np.int64]]:
        packed = []
        for first in range(0, len(self.weights), LANES):
            whole = np.zeros(1 << BITS, dtype=np.int64)
            for lane, row in enumerate(self.weights[first : first + LANES]):
                whole += row.astype(np.int64) << (_LANE * lane)
            packed.append(whole)
        return packed

    def save(self, path: Path) -> None:
        """Write the table: two weights a byte, and Huffman's code over those, which is all they hold."""
        pairs = (self.weights + REACH).astype(np.uint8).reshape(-1, 2) @ np.array(
            [_BASE, 1], np.uint8
        )
        packer = zlib.compressobj(9, zlib.DEFLATED, strategy=zlib.Z_HUFFMAN_ONLY)
        packed = packer.compress(pairs.tobytes()) + packer.flush()
        np.savez(
            path,
            weights=np.frombuffer(packed, dtype=np.uint8),
            directions=self.directions,
            biases=self.biases,
        )

    @classmethod
    def load(cls, path: Path) -> "LatinTable":
        """Read a table that `save` wrote; no pickles."""
        with np.load(path, allow_pickle=False) as found:
            pairs = np.frombuffer(zlib.decompress(found["weights"].tobytes()), dtype=np.uint8)
            weights = np.stack(np.divmod(pairs, np.uint8(_BASE)), axis=1).astype(np.int8) - REACH
            return cls(weights.reshape(-1, 1 << BITS), found["directions"], found["biases"])


def _summed(
    packed: NDArray[np.int64],
    features: tuple[list[Slots], Places, Slots],
    starts: Places,
) -> NDArray[np.int64]:
    """Five dimensions of each text, (LANES, texts)."""
    slots, places, words = features
    total = packed.take(slots[0], mode="clip")  # no slot is outside: clip only spares the check
    found = np.empty_like(total)
    for more in slots[1:]:
        packed.take(more, out=found, mode="clip")
        total += found
    total[places] += packed.take(words, mode="clip")
    summed = np.add.reduceat(total, starts)
    lanes = np.empty((LANES, len(summed)), dtype=np.int64)
    for lane in range(LANES):
        lanes[lane] = ((summed + _HALF) & _MASK) - _HALF
        summed = (summed - lanes[lane]) >> _LANE
    return lanes
