"""Spots: whether what was found at a place is a leaf there, by what stands beside it."""

from collections.abc import Sequence

import numpy as np

from hanjari.listening.expressions.fitting import form_of
from hanjari.listening.matching.edges import stands_somewhere
from hanjari.listening.matching.leaves import Edge
from hanjari.listening.matching.table import Marks, Places, in_order

Use = tuple[str, Edge, int]
"""A string, the edge it wants, and the leaf that it is then."""
Found = tuple[Places, Places]
"""Numbers of texts and of leaves, side by side."""


class Spots:
    """Uses by their numbers; of those longer than `deepest` only the beginning was compared."""

    def __init__(self, uses: Sequence[Use], deepest: int) -> None:
        self._strings = [string for string, _edge, _leaf in uses]
        self._lengths = np.array([len(string) for string in self._strings], dtype=np.int64)
        self._edges = np.array([edge for _string, edge, _leaf in uses], dtype=np.int64)
        self._leaves = np.array([leaf for _string, _edge, leaf in uses], dtype=np.int64)
        self._is_rare = (self._edges >= Edge.TAG) | (self._lengths > deepest)
        self._is_edged = (self._edges != Edge.FREE) & ~self._is_rare

    def told(
        self, places: Places, uses: Places, texts: Sequence[str], text_at: Places, is_word: Marks
    ) -> list[Found]:
        """What of the uses at these places is so; `is_word` marks ASCII letters, digits and underscores."""
        numbers = text_at.take(places)
        is_rare, is_edged = self._is_rare.take(uses), self._is_edged.take(uses)
        rare, edged = is_rare.nonzero()[0], is_edged.nonzero()[0]
        fine = ~is_rare
        if len(edged):
            fine[edged] = self._is_whole(places.take(edged), uses.take(edged), is_word)
        found = [(numbers[fine], self._leaves.take(uses[fine]))]
        if len(rare):
            found.append(self._compared(numbers.take(rare), uses.take(rare), texts))
        return found

    def _is_whole(self, places: Places, uses: Places, is_word: Marks) -> Marks:
        ends = np.minimum(places + self._lengths.take(uses), len(is_word) - 1)
        is_closed: Marks = ~is_word.take(ends) | (self._edges.take(uses) == Edge.PREFIX)
        is_open: Marks = is_word.take(places - 1)
        return is_closed & ~is_open

    def _compared(self, numbers: Places, uses: Places, texts: Sequence[str]) -> Found:
        """Long strings, tags and mentions, each compared once with each text that may have it."""
        forms: dict[int, str] = {}
        found: list[tuple[int, int]] = []
        for pair in in_order(numbers << 32 | uses).tolist():
            number, use = pair >> 32, pair & 0xFFFFFFFF
            if number not in forms:
                forms[number] = form_of(texts[number])
            edge = Edge(int(self._edges[use]))
            if stands_somewhere(self._strings[use], edge, forms[number]):
                found.append((number, int(self._leaves[use])))
        both = np.array(found, dtype=np.int64).reshape(-1, 2)
        return both[:, 0], both[:, 1]
