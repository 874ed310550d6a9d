"""Words: runs of ASCII letters, digits and underscores, each looked up as one number.

A number has room for the first `FITTING` signs: of longer words it tells the beginning alone, and
the caller compares the rest.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hanjari.listening.matching.table import NOWHERE, Places, Table, spread_out

FITTING = 10
"""Signs that fit into one number, six bits each."""
CODES = {sign: code for code, sign in enumerate("abcdefghijklmnopqrstuvwxyz0123456789_", 1)}
_BITS = 6
_LONG = np.uint64(_BITS * FITTING)


class Words:
    """Whole words."""

    def __init__(self, words: Sequence[str]) -> None:
        keys = np.array([_number(word) for word in words], dtype=np.uint64)
        distinct, groups = np.unique(keys, return_inverse=True)
        self._table = Table(distinct)
        self._words = np.argsort(groups, kind="stable")
        self._counts = np.bincount(groups, minlength=len(distinct))
        self._first = self._counts.cumsum() - self._counts

    def walk(self, codes: NDArray[np.uint32]) -> tuple[Places, Places]:
        """Where words stand and which; a code 0 parts two words, and twelve of them end the row."""
        if not len(self._words):
            return NOWHERE, NOWHERE
        is_word = codes != 0
        edges = (is_word[1:] != is_word[:-1]).nonzero()[0] + 1
        if not len(edges):
            return NOWHERE, NOWHERE
        starts, lengths = edges[::2], edges[1::2] - edges[::2]
        pairs = (codes[:-1] << _BITS) | codes[1:]
        fours = (pairs[:-2] << 2 * _BITS) | pairs[2:]
        keys = fours.take(starts).astype(np.uint64) << np.uint64(36)
        keys |= fours.take(starts + 4).astype(np.uint64) << np.uint64(12)
        keys |= fours.take(starts + 8) >> np.uint32(12)
        keys >>= (_BITS * np.maximum(FITTING - lengths, 0)).view(np.uint64)
        keys |= (lengths > FITTING).astype(np.uint64) << _LONG
        found, groups = self._table.of(keys)
        counts = self._counts.take(groups)
        words = self._words.take(spread_out(self._first.take(groups), counts))
        return starts.take(found).repeat(counts), words


def _number(word: str) -> int:
    number = int(len(word) > FITTING)
    for sign in word[:FITTING]:
        number = number << _BITS | CODES[sign]
    return number
