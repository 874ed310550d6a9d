"""Waiting times in steps, as the hours of `AnswerHour` keep them (care domain §1.4). Pure."""

import sys
from array import array
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from math import log

RATIO = 1.02
"""A step is two per cent wide: a median is told to the minute below an hour, to half an hour at a day."""
HIGHEST = 800
"""Steps end at twelve years."""


def hour_of(moment: datetime) -> datetime:
    """The hour, in UTC, that a moment lies in."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def step_of(waited: timedelta) -> int:
    """The step of a waiting time; 0 is below a minute."""
    minutes = waited.total_seconds() / 60
    if minutes < 1:
        return 0
    return min(HIGHEST, 1 + int(log(minutes) / log(RATIO) + 1e-9))


def ends() -> list[float]:
    """Minutes at which each step ends: a figure made of steps never flatters."""
    return [RATIO**step for step in range(HIGHEST + 1)]


def packed(steps: Iterable[int]) -> bytes:
    """How often each step came, as pairs of little-endian 32-bit numbers."""
    return _swapped(
        array("I", [one for pair in sorted(Counter(steps).items()) for one in pair])
    ).tobytes()


def summed(pieces: Iterable[bytes]) -> list[int]:
    """How often each step came, over many hours; one number for each step."""
    counts = [0] * (HIGHEST + 1)
    pairs = _swapped(array("I", b"".join(pieces)))
    for step, count in zip(pairs[::2], pairs[1::2], strict=True):
        counts[step] += count
    return counts


def _swapped(numbers: "array[int]") -> "array[int]":
    """Little-endian on the disk, whatever the machine thinks in."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
