"""Table: many keys looked up at once.

Of one text most look-ups are empty: what is asked of nothing is answered before numpy is called,
and `nonzero` itself spares the two calls that `flatnonzero` puts around it. Linear probing (Knuth,
The Art of Computer Programming 3, 6.4) and multiplicative hashing (ibid.).
"""

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Places = NDArray[np.int64]
Marks = NDArray[np.bool_]

NOWHERE: Places = np.zeros(0, dtype=np.int64)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)
_ROOM = 6
"""Places of a table for each key, at least: hardly any is looked for twice."""


class Table:
    """From 64-bit keys, each given once, to where they stand in the given order."""

    def __init__(self, keys: Keys) -> None:
        bits = max(4, int(len(keys) * _ROOM).bit_length())
        self._shift = np.uint64(64 - bits)
        self._mask = (1 << bits) - 1
        self._keys = np.full(1 << bits, _EMPTY)
        self._values = np.full(1 << bits, -1, dtype=np.int64)
        self._reach = 0
        left = np.arange(len(keys))
        while len(left):
            slots = (self._home(keys[left]) + self._reach) & self._mask
            free = self._values[slots] < 0
            self._values[slots[free]] = left[free]
            is_in = self._values[slots] == left
            self._keys[slots[is_in]] = keys[left[is_in]]
            left = left[~is_in]
            self._reach += 1

    def _home(self, keys: Keys) -> Places:
        home: Places = ((keys * _GOLDEN) >> self._shift).view(np.int64)
        return home

    def of(self, keys: Keys) -> tuple[Places, Places]:
        """Which of the keys the table has, and their values; in no order."""
        if not len(keys):
            return NOWHERE, NOWHERE
        slots = self._home(keys)
        there = self._keys.take(slots)
        is_there = there == keys
        found = is_there.nonzero()[0]
        values = self._values.take(slots.take(found))
        left = (~is_there & (there != _EMPTY)).nonzero()[0]
        step = 1
        while len(left) and step < self._reach:
            further = (slots.take(left) + step) & self._mask
            there, wanted = self._keys.take(further), keys.take(left)
            same = there == wanted
            if same.any():
                found = np.concatenate((found, left[same]))
                values = np.concatenate((values, self._values.take(further[same])))
            left = left[~same & (there != _EMPTY)]
            step += 1
        return found, values


def spread_out(first: Places, counts: Places) -> Places:
    """The numbers first, first + 1 … of each entry, as many as it counts, in a row."""
    if not len(counts):
        return NOWHERE
    ends = counts.cumsum()
    steps: Places = (first - ends + counts).repeat(counts)
    steps += np.arange(len(steps))
    return steps


def in_order(pairs: Places) -> Places:
    """Each number once, ascending."""
    pairs = pairs.copy()
    pairs.sort()
    return pairs[first_marks(pairs)]


def first_marks(numbers: Places) -> Marks:
    """Where a run of one number begins; `numbers` ascend."""
    is_first = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=is_first[1:])
    return is_first
