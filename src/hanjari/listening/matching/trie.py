"""Trie: every place of many strings in one long row of signs, one more sign at a time for all places.

The first signs are looked for at every place in a filter small enough for a core's own cache, each
further sign only where the ones before it stood. What is longer than `DEEPEST` signs is told by its
beginning alone, and is for the caller to compare.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hanjari.listening.matching.table import NOWHERE, Keys, Places, Table, spread_out

Signs = NDArray[np.uint32]

DEEPEST = 12
SIGN_BITS = 21
"""There are 0x110000 code points."""
_BITS = np.uint64(SIGN_BITS)
_FIRST = 3
"""Signs by which the search for longer strings begins."""
_SOME, _OPEN = 1, 2
"""In a filter: a string begins so, one that may stand behind an ASCII letter."""
_FILTER_BITS = 18


class Trie:
    """Strings of signs; `is_open` tells which may stand behind an ASCII letter or digit."""

    def __init__(self, strings: Sequence[Sequence[int]], is_open: Sequence[bool]) -> None:
        lengths = np.fromiter(map(len, strings), dtype=np.int64, count=len(strings))
        flat = [sign for string in strings for sign in string]
        signs = np.array(flat + [0] * DEEPEST, dtype=np.uint64)
        starts = lengths.cumsum() - lengths
        opens = np.array(is_open, dtype=bool)
        short = [np.flatnonzero(lengths == length) for length in range(1, _FIRST)]
        entries = [_Entry(signs, starts, some, opens, depth) for depth, some in enumerate(short, 1)]
        longer = np.flatnonzero(lengths >= _FIRST)
        self._entries = [*entries, _Entry(signs, starts, longer, opens, _FIRST)]
        self._ends = [
            _Ends(entry.nodes, some, lengths[some], depth)
            for depth, (entry, some) in enumerate(
                zip(self._entries, [*short, longer], strict=True), 1
            )
        ]
        self._levels: list[tuple[Table, _Ends]] = []
        nodes, here = self._entries[-1].nodes, longer
        for depth in range(_FIRST + 1, DEEPEST + 1):
            more = lengths[here] >= depth
            nodes, here = nodes[more], here[more]
            if not len(here):
                break
            keys = (nodes.astype(np.uint64) << _BITS) | signs[starts[here] + depth - 1]
            distinct, nodes = np.unique(keys, return_inverse=True)
            self._levels.append((Table(distinct), _Ends(nodes, here, lengths[here], depth)))

    def walk(self, signs: Signs, need: NDArray[np.uint8]) -> tuple[Places, Places]:
        """Where strings begin, and which; `signs` end with `DEEPEST` zeros or more.

        `need` has for every place 1, or 2 where an ASCII letter or digit stands before it.
        """
        places: list[Places] = []
        found: list[Places] = []
        here = nodes = NOWHERE
        for entry, ends in zip(self._entries, self._ends, strict=True):
            here, nodes = entry.walk(signs, need)
            here, nodes = ends.tell(here, nodes, places, found)
        for depth, (table, ends) in enumerate(self._levels, _FIRST):
            if not len(here):
                break
            keys = (nodes.view(np.uint64) << _BITS) | signs.take(here + depth)
            stay, nodes = table.of(keys)
            here, nodes = ends.tell(here.take(stay), nodes, places, found)
        return np.concatenate([NOWHERE, *places]), np.concatenate([NOWHERE, *found])


class _Entry:
    """The first `depth` signs of some strings: a filter over all places, then a table."""

    def __init__(
        self, signs: Keys, starts: Places, some: Places, opens: NDArray[np.bool_], depth: int
    ) -> None:
        self._depth = depth
        columns = [signs[starts[some] + place] for place in range(depth)]
        distinct, self.nodes = np.unique(_key(columns), return_inverse=True)
        self._table = Table(distinct)
        bits = min(_FILTER_BITS, max(10, int(32 * len(distinct)).bit_length()))
        self._shift = np.uint32(32 - bits)
        self._filter = np.zeros(1 << bits, dtype=np.uint8)
        slots = self._slots([column.astype(np.uint32) for column in columns])
        np.bitwise_or.at(self._filter, slots, _SOME)
        np.bitwise_or.at(self._filter, slots[opens[some]], _OPEN)

    def _slots(self, columns: Sequence[Signs]) -> Signs:
        mixed = columns[0] * np.uint32(0x85EBCA6B)
        for column in columns[1:]:
            mixed += column
            mixed *= np.uint32(0x9E3779B1)
        mixed >>= self._shift
        return mixed

    def walk(self, signs: Signs, need: NDArray[np.uint8]) -> tuple[Places, Places]:
        """The places where strings begin, and the nodes that they reach."""
        last = len(signs) - DEEPEST
        if not len(self.nodes):
            return NOWHERE, NOWHERE
        slots = self._slots([signs[place : last + place] for place in range(self._depth)])
        here = (self._filter.take(slots) & need[:last]).nonzero()[0]
        if not len(here):
            return NOWHERE, NOWHERE
        found, nodes = self._table.of(_key([signs.take(here + at) for at in range(self._depth)]))
        return here.take(found), nodes


def _key(columns: Sequence[NDArray[np.unsignedinteger]]) -> Keys:
    key = columns[0].astype(np.uint64)
    for column in columns[1:]:
        key = (key << _BITS) | column
    return key


class _Ends:
    """Of the nodes at one depth: which strings end there (at the deepest: go on), and which nodes lead on."""

    def __init__(self, nodes: Places, strings: Places, lengths: Places, depth: int) -> None:
        size = int(nodes.max(initial=-1)) + 1
        self._goes_on = np.zeros(size, dtype=bool)
        self._goes_on[nodes[lengths > depth]] = depth < DEEPEST
        ends = lengths >= depth if depth == DEEPEST else lengths == depth
        self._strings = strings[ends][np.argsort(nodes[ends], kind="stable")]
        self._counts = np.bincount(nodes[ends], minlength=size)
        self._first = self._counts.cumsum() - self._counts

    def tell(
        self, here: Places, nodes: Places, places: list[Places], found: list[Places]
    ) -> tuple[Places, Places]:
        """Add the strings that end at these places; returns the places that lead on, and their nodes."""
        if not len(nodes):
            return here, nodes
        counts = self._counts.take(nodes)
        places.append(here.repeat(counts))
        found.append(self._strings.take(spread_out(self._first.take(nodes), counts)))
        stay = self._goes_on.take(nodes).nonzero()[0]
        return here.take(stay), nodes.take(stay)
