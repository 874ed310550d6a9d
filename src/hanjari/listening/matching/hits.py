"""Hits: which leaves were found in which texts of a batch."""

from bisect import bisect_left
from functools import cached_property

from hanjari.listening.matching.table import Marks, Places, in_order

_BITS = 32
_LOW = (1 << _BITS) - 1


class Hits:
    """`texts` and `leaves` side by side, each pair once, ascending."""

    def __init__(self, texts: Places, leaves: Places) -> None:
        self._pairs = in_order(texts << _BITS | leaves)
        self.texts: Places = self._pairs >> _BITS
        self.leaves: Places = self._pairs & _LOW

    def have(self, texts: Places, leaves: Places) -> Marks:
        """Which of these texts have these leaves."""
        if not len(self._pairs):
            return texts < 0
        wanted = texts << _BITS | leaves
        places = self._pairs.searchsorted(wanted)
        have: Marks = self._pairs.take(places, mode="clip") == wanted
        return have

    @cached_property
    def _listed(self) -> tuple[list[int], list[int]]:
        return self.texts.tolist(), self.leaves.tolist()

    def of(self, text: int) -> frozenset[int]:
        """The leaves of one text."""
        texts, leaves = self._listed
        first = bisect_left(texts, text)
        return frozenset(leaves[first : bisect_left(texts, text + 1, first)])
