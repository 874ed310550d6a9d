"""Outages: hours in which we did not hear a side, so that its count says nothing; missing, and not zero."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

HOUR = timedelta(hours=1)
LEAST_SHARE = 0.1
"""Of what a side says on a topic: a place that brings less changes an hour's count by less than chance does."""
MOST_UNHEARD = HOUR / 2
"""From here on an hour of a place is missing."""


class Unheard(NamedTuple):
    """A place was not heard from one moment to another; `why` is a code for the page."""

    place: int
    since: datetime
    until: datetime
    why: str


class Outages(NamedTuple):
    """The hours that are missing, counted from the beginning, each with why."""

    news: Mapping[int, str]
    social: Mapping[int, str]

    @property
    def told(self) -> dict[str, object]:
        """As a row keeps it: hours of each side and of either, and of these how many for which reason."""
        either = {**self.social, **self.news}
        return {
            "news": len(self.news),
            "social": len(self.social),
            "hours": len(either),
            "why": dict(Counter(either.values())),
        }


NONE = Outages({}, {})


def outages(
    spoken: Iterable[tuple[int, bool]], unheard: Sequence[Unheard], since: datetime, until: datetime
) -> Outages:
    """The hours between two whole ones that are missing; `spoken`: place and side (news or not) of each message."""
    sides = Counter(spoken)
    totals = Counter({True: 0, False: 0})
    for (_place, is_news), count in sides.items():
        totals[is_news] += count
    missing: dict[bool, dict[int, str]] = {True: {}, False: {}}
    lost: Counter[tuple[bool, int]] = Counter()
    for (place, is_news), count in sides.items():
        for hour, why in _hours(place, unheard, since, until).items():
            lost[is_news, hour] += count
            if lost[is_news, hour] >= LEAST_SHARE * totals[is_news]:
                missing[is_news].setdefault(hour, why)
    return Outages(missing[True], missing[False])


def _hours(
    place: int, unheard: Sequence[Unheard], since: datetime, until: datetime
) -> dict[int, str]:
    """The hours of a place that are missing, and why."""
    found: dict[int, str] = {}
    for one in unheard:
        if one.place != place:
            continue
        begin, end = max(one.since, since), min(one.until, until)
        for hour in range(int((begin - since) / HOUR), -int((since - end) / HOUR) + 1):
            start = since + hour * HOUR
            if min(end, start + HOUR) - max(begin, start) >= MOST_UNHEARD:
                found.setdefault(hour, one.why)
    return found
