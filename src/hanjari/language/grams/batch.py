"""A batch of texts as one buffer of code points, cut into hashed character n-grams without a loop.

Every text stands between two spaces in the buffer; a gram that would reach into the next text is
sent to slot 0, which no table uses. Runs of one character count as two (ㅋㅋㅋㅋ reads like ㅋㅋ), and
spaces beside Hangul do not count: people space Korean as they please (배송 이 늦어요, 배송이늦어요).
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

LONGEST = 4
"""Longest n-gram. Longer ones add nothing to Korean short text (docs/models/korean-sentiment.md)."""

READ = 2_000
"""Characters of a text that are scored: 4 x 2,000 grams of at most 127 fit a lane of 21 bits."""

BITS = 20
"""Slots are hashes of this many bits; a smaller table takes the upper ones."""

_MULTIPLIER = np.uint32(0x01000193)  # the prime of FNV-1a
_SPREAD = np.uint32(0x9E3779B1)  # 2^32 over the golden ratio: Knuth's multiplicative hash
_SYLLABLES = np.uint32(0xAC00), np.uint32(0xD7A3 - 0xAC00)
_JAMO = np.uint32(0x3131), np.uint32(0x318E - 0x3131)
_DOWN = np.uint32(32 - BITS)
_SEEDS = np.array([0x811C9DC5, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F], dtype=np.uint32)

Slots = NDArray[np.intp]
"""As numpy's own index type: converting once here halves every look-up after it."""


class Batch:
    """Normalised texts ready for tables: `codes` (m,) uint32, and the `edges` (n + 1,) between the texts.

    Text i lies between the spaces at `edges[i]` and `edges[i + 1]`.
    """

    def __init__(self, forms: Sequence[str]) -> None:
        """`forms`: texts in their normal form (`normal.normal`), any length, any content."""
        forms = [form[:READ] for form in forms]
        joined = f" {' '.join(forms)} "
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        lengths = np.fromiter(map(len, forms), dtype=np.int64, count=len(forms))
        edges = np.concatenate(([0], np.cumsum(lengths + 1)))
        self.first = edges
        self.codes, self.edges, self._kept = _condensed(codes, edges)

    def __len__(self) -> int:
        return len(self.edges) - 1

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where the grams of each text begin: the space before it."""
        return self.edges[:-1]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Codes of each text with the space before it: (n,), at least 1."""
        return np.diff(self.edges)

    @property
    def places(self) -> NDArray[np.intp]:
        """For each code its place in the text it belongs to, before runs were shortened: (m,)."""
        kept = np.arange(len(self.codes)) if self._kept is None else self._kept
        owner = np.searchsorted(self.edges, np.arange(len(self.codes)), side="right") - 1
        return kept - self.first[owner] - 1

    @cached_property
    def slots(self) -> list[Slots]:
        """For n = 1 … 4 the slot of the gram that begins at each place of the buffer, (m - 1,) each."""
        codes = self.codes
        size = len(codes) - 1
        rolled = codes
        slots = []
        for n in range(1, LONGEST + 1):
            if n > 1:
                rolled = rolled[:-1] * _MULTIPLIER + codes[n - 1 :]
            slot = np.zeros(size, dtype=np.intp)
            slot[: len(rolled)] = (((rolled ^ _SEEDS[n - 1]) * _SPREAD) >> _DOWN)[:size]
            for reach in range(1, n - 1):  # these would cross the edge after their text
                slot[np.maximum(self.edges[1:] - reach, 0)] = 0
            slots.append(slot)
        return slots

    def slots_of(self, bits: int) -> list[Slots]:
        """The slots of a table of `bits`, the upper ones of these; worked out once for all such tables."""
        if bits == BITS:
            return self.slots
        if bits not in self._narrowed:
            self._narrowed[bits] = [slot >> (BITS - bits) for slot in self.slots]
        return self._narrowed[bits]

    @cached_property
    def _narrowed(self) -> dict[int, list[Slots]]:
        return {}


def _condensed(
    codes: NDArray[np.uint32], edges: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.intp] | None]:
    """Without spaces beside Hangul and without the third and later of a run; edges always stay.

    Returns codes, edges and which codes were kept; None when all were.
    """
    drops = _loose_spaces(codes)
    drops[edges] = False
    spaced = np.flatnonzero(~drops)
    closer = codes[spaced]
    again = closer[1:] == closer[:-1]
    borders = np.searchsorted(spaced, edges)
    again[borders[1:] - 1] = False  # a run ends with its text
    third = np.zeros(len(closer), dtype=bool)
    third[2:] = again[1:] & again[:-1]
    kept = spaced[~third]
    if len(kept) == len(codes):
        return codes, edges, None
    return codes[kept], np.searchsorted(kept, edges), kept


def _loose_spaces(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    hangul = (
        codes - _SYLLABLES[0] <= _SYLLABLES[1]
    )  # below the range, unsigned numbers wrap to huge
    hangul |= codes - _JAMO[0] <= _JAMO[1]
    loose: NDArray[np.bool_] = codes == ord(" ")
    beside = np.zeros(len(codes), dtype=bool)
    beside[1:] = hangul[:-1]
    beside[:-1] |= hangul[1:]
    beside &= loose
    return beside
