"""Grams of Latin words: every two, three and four letters of a word with its ends, and the word itself.

Letters are folded to lower case; whatever is no letter ends a word. A gram never reaches over the
end of a word: a text is a bag of words, and their order says nothing.
"""

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

from hanjari.language.scripts import KINDS, LATIN

LETTERS = 72
"""Letters and ends of words that are read of a text: 3 x 72 grams + 36 words fit a lane of 12 bits."""

SIGHT = 160
"""Characters of a text among which those letters are looked for."""

BITS = 16
"""Slots are hashes of this many bits; slot 0 is no gram."""

_LAST = 0x1D7CB + 2
_MULTIPLIER = np.uint32(0x01000193)  # the prime of FNV-1a
_BACK = np.uint32(pow(0x01000193, -1, 1 << 32))
_SPREAD = np.uint32(0x9E3779B1)  # 2^32 over the golden ratio: Knuth's multiplicative hash
_DOWN = np.uint32(32 - BITS)
_SEEDS = np.array([0x811C9DC5, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F], dtype=np.uint32)

Places = NDArray[np.int64]
Slots = NDArray[np.intp]


@cache
def folded() -> NDArray[np.uint32]:
    """For each code point the lower case of its Latin letter, 0 for all else; the last entry is 0."""
    table = np.zeros(_LAST, dtype=np.uint32)
    pairs = dict(KINDS)[LATIN]
    for first, last in zip(pairs[::2], pairs[1::2], strict=True):
        for code in range(ord(first), ord(last) + 1):
            letter = unicodedata.normalize("NFKC", chr(code)).lower()[:1]
            table[code] = ord(letter) if letter.isalpha() else 0
    return table


class Features:
    """The grams of the chosen texts of a buffer.

    `letters` (m,) has one 0 between words and texts; text i begins at the 0 at `starts[i]` and has
    `lengths[i]` places. `slots` are three arrays (m,): the gram of 2, 3, 4 letters that begins at
    each place, 0 for none. `words` are the places where words begin and their slots.
    """

    def __init__(self, codes: NDArray[np.uint32], edges: Places, chosen: Places) -> None:
        """`codes` with a space before and after each text, at `edges` (n + 1,); `chosen` rows."""
        lengths = np.minimum(edges[chosen + 1] - edges[chosen], SIGHT)
        read, starts = cut(codes, edges[chosen], lengths)
        letters = folded().take(read, mode="clip")
        letters[starts] = 0
        letters, starts = _with_single_ends(letters, starts)
        lengths = np.diff(starts, append=len(letters) - 1)
        if len(lengths) and lengths.max() > LETTERS:
            lengths = np.minimum(lengths, LETTERS)
            letters, starts = cut(letters, starts, lengths)
            letters = np.append(letters, np.uint32(0))
            letters[starts] = 0
        self.letters, self.starts, self.lengths = letters, starts, lengths

    @property
    def slots(self) -> list[Slots]:
        """See the class; a gram that would reach over the end of a word has slot 0."""
        letters = self.letters
        inner = letters != 0
        rolled, whole = letters, np.ones(len(letters), dtype=bool)
        slots = []
        for n in (2, 3, 4):
            rolled = rolled[:-1] * _MULTIPLIER + letters[n - 1 :]
            if n > 2:
                whole = whole[: len(rolled)] & inner[n - 2 : n - 2 + len(rolled)]
            slot = np.zeros(len(letters), dtype=np.intp)
            slot[: len(rolled)] = _hashed(rolled, n - 2) * whole[: len(rolled)]
            slots.append(slot)
        return slots

    @property
    def words(self) -> tuple[Places, Slots]:
        """See the class."""
        ends = np.flatnonzero(self.letters == 0)
        up, down = _powers(len(self.letters))
        sums = np.cumsum(self.letters * up, dtype=np.uint32)[ends]
        return ends[:-1], _hashed((sums[1:] - sums[:-1]) * down[ends[:-1]], 3).astype(np.intp)


def cut(
    whole: NDArray[np.uint32], starts: Places, lengths: Places
) -> tuple[NDArray[np.uint32], Places]:
    """The pieces one after the other, and where each begins."""
    ends = np.cumsum(lengths)
    begins = ends - lengths
    total = int(ends[-1]) if len(ends) else 0
    return whole.take(np.repeat(starts - begins, lengths) + np.arange(total)), begins


def _with_single_ends(
    letters: NDArray[np.uint32], starts: Places
) -> tuple[NDArray[np.uint32], Places]:
    """Of several places without a letter in a row one stays; the text after them begins there."""
    letters = np.append(letters, np.uint32(0))
    kept = letters != 0
    kept[1:] |= kept[:-1].copy()
    kept[:1] = True
    return letters[kept], (np.cumsum(kept) - 1)[starts]


def _hashed(rolled: NDArray[np.uint32], seed: int) -> NDArray[np.uint32]:
    slots: NDArray[np.uint32] = ((rolled ^ _SEEDS[seed]) * _SPREAD) >> _DOWN
    return slots


@cache
def _powers_of(size: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    both = []
    for base in (_MULTIPLIER, _BACK):
        factors = np.full(size, base, dtype=np.uint32)
        factors[0] = 1
        both.append(np.cumprod(factors, dtype=np.uint32))
    return both[0], both[1]


def _powers(size: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Powers of the multiplier and of its inverse, for at least `size` places."""
    up, down = _powers_of(1 << max(size, 1).bit_length())
    return up[:size], down[:size]
