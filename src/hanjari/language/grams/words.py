"""The words of a batch as hashes, without a loop over texts or words.

A word is a run of letters and digits (with the apostrophe inside `don't`), or a run of signs (`:)`,
`!!`, one emoji or several). Spaces end both.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hanjari.language.grams.batch import READ

_SPACE, _SIGN, _LETTER = 0, 1, 2
_FIRST_PLANE = 0x10000
_LONGEST = 32
"""Characters of a word that count: longer words with the same beginning are one."""

_SPREAD = np.uint32(0x9E3779B1)
_MULTIPLIER = 0x01000193
_QUOTE, _APOSTROPHE = np.uint32(ord("’")), np.uint32(ord("'"))
_POWERS = np.array(
    [pow(_MULTIPLIER, place + 1, 1 << 32) for place in range(_LONGEST)] + [0], np.uint32
)


def _kinds() -> NDArray[np.uint8]:
    text = "".join(
        chr(code) if not 0xD800 <= code < 0xE000 else " " for code in range(_FIRST_PLANE)
    )
    kinds = [
        _LETTER if char.isalnum() or char in "'’_" else _SPACE if char.isspace() else _SIGN
        for char in text
    ]
    return np.array([*kinds, _SIGN], dtype=np.uint8)


_KINDS = _kinds()


class Words:
    """`hashes` (w,) uint32 of all words of the texts in order; text i has those from edges[i] to edges[i + 1]."""

    def __init__(self, forms: Sequence[str]) -> None:
        """`forms`: texts in their normal form (`normal.normal`), any length, any content."""
        forms = [form[:READ] for form in forms]
        joined = f" {' '.join(forms)} "
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        lengths = np.fromiter(map(len, forms), dtype=np.int64, count=len(forms))
        spaces = np.concatenate(([0], np.cumsum(lengths + 1)))
        codes, spaces = _without_runs(codes, spaces)
        kinds = _KINDS[np.minimum(codes, _FIRST_PLANE)]
        begins = np.ones(len(codes), dtype=bool)
        np.not_equal(kinds[1:], kinds[:-1], out=begins[1:])
        starts = np.flatnonzero(begins)
        number = np.cumsum(begins) - 1
        place = np.arange(len(codes)) - starts[number]
        powers = _POWERS[np.minimum(place, _LONGEST)]
        letters = np.where(codes == _QUOTE, _APOSTROPHE, codes)
        sums = np.add.reduceat(letters * powers, starts, dtype=np.uint32)
        real = kinds[starts] != _SPACE
        self.hashes: NDArray[np.uint32] = sums[real] * _SPREAD
        self.edges: NDArray[np.int64] = np.concatenate(([0], np.cumsum(real)))[number[spaces]]

    @property
    def texts(self) -> NDArray[np.int64]:
        """For each word the number of its text."""
        return np.repeat(np.arange(len(self.edges) - 1), np.diff(self.edges))

    @property
    def pairs(self) -> NDArray[np.uint32]:
        """For each word its hash with the word before it; the first of a text has 0 before it."""
        before = np.zeros_like(self.hashes)
        before[1:] = self.hashes[:-1]
        firsts = self.edges[:-1][self.edges[:-1] < self.edges[1:]]
        before[firsts] = 0
        return (before * np.uint32(0x85EBCA6B) + self.hashes) * _SPREAD


def _without_runs(
    codes: NDArray[np.uint32], edges: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The third and later of the same character in a row drop out (sooo reads like soo); edges stay."""
    again = codes[1:] == codes[:-1]
    third = np.zeros(len(codes), dtype=bool)
    third[2:] = again[1:] & again[:-1]
    third[edges] = False
    if not third.any():
        return codes, edges
    return codes[~third], (np.cumsum(~third) - 1)[edges]
