"""Timeline: how many were said when, in bars of equal steps; each bar leads to its messages."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from hanjari.listening.exploring.asked import Asked

STEPS = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=7),
    timedelta(days=28),
)
MOST_BARS = 60


class Bar(NamedTuple):
    """A step of time, the end not included, and what was said in it."""

    start: datetime
    end: datetime
    message_count: int
    link: str


def timeline(asked: Asked, moments: Sequence[datetime], zone: tzinfo) -> list[Bar]:
    """Bars from the first to the last moment; the shortest step that needs at most `MOST_BARS`.

    Steps begin at midnight of the first day in the reader's zone. A day of 23 or 25 hours, where
    clocks change, moves what comes after it by an hour.
    """
    if not moments:
        return []
    first, last = min(moments).astimezone(zone), max(moments).astimezone(zone)
    origin = first.replace(hour=0, minute=0, second=0, microsecond=0)
    step = next((one for one in STEPS if (last - first) / one < MOST_BARS - 1), None)
    if step is None:
        step = timedelta(days=28) * (1 + (last - first) // (timedelta(days=28) * (MOST_BARS - 1)))
    counts = Counter((moment - origin) // step for moment in moments)
    return [
        _bar(asked, origin + number * step, step, counts[number])
        for number in range(min(counts), max(counts) + 1)
    ]


def _bar(asked: Asked, start: datetime, step: timedelta, count: int) -> Bar:
    return Bar(start, start + step, count, asked.link(since=start, until=start + step))
