"""Business time: opening hours, days off and public holidays, so that a clock runs only while we are there.

Public holidays with their substitutes come from the `holidays` package, one year at a time.
All instants are aware; local hours are turned into UTC first, so a change to summer time neither
gives nor takes an hour.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib import import_module
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_FURTHEST = 400
"""Days in a row without an opening after which nobody will ever open."""


class NeverOpenError(ValueError):
    """The hours hold no opening within more than a year."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a desk is staffed: weekly openings (weekday 0 = Monday, opens, closes), local to `zone`.

    A closing at or before the opening is on the next day. `country` (`KR`, or empty for none) names
    whose public holidays are off; `closed` are the company's own days off.
    """

    zone: str
    weekly: tuple[tuple[int, time, time], ...]
    closed: frozenset[date] = frozenset()
    country: str = "KR"

    def is_day_off(self, day: date) -> bool:
        """Whether the day is a public holiday or one of the company's own."""
        return day in self.closed or day in public_holidays(self.country, day.year)


def add(start: datetime, duration: timedelta, hours: Hours) -> datetime:
    """The earliest instant by which the desk has been open for `duration` since `start`, in UTC.

    Raises `NeverOpenError` when it never will be, `ValueError` for a negative duration.
    """
    if duration < timedelta():
        raise ValueError("a clock runs forward only")
    moment = start.astimezone(UTC)
    if not duration:
        return moment
    for opens, closes in _openings_from(moment, hours):
        begins = max(opens, moment)
        if closes - begins >= duration:
            return begins + duration
        duration -= closes - begins
    raise NeverOpenError(hours.zone)


def between(start: datetime, end: datetime, hours: Hours) -> timedelta:
    """How long the desk was open from `start` to `end`; nothing when `end` is earlier."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    total = timedelta()
    for opens, closes in _openings_from(start, hours):
        if opens >= end:
            break
        total += min(closes, end) - max(opens, start)
    return total


def is_open(moment: datetime, hours: Hours) -> bool:
    """Whether the desk is staffed at this moment."""
    for opens, _closes in _openings_from(moment, hours):
        return opens <= moment
    return False


@lru_cache(maxsize=64)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """A country's public holidays in a year, substitutes included; none for an empty country.

    The package's tables weigh 8 MB and a tenth of a second, so only a process that asks loads them.
    """
    if not country:
        return frozenset()
    return frozenset(import_module("holidays").country_holidays(country, years=year))


def _openings_from(moment: datetime, hours: Hours) -> Iterator[tuple[datetime, datetime]]:
    """Openings that end after the moment, in order, disjoint; ends when there are no more."""
    if not hours.weekly:
        return
    day = moment.astimezone(ZoneInfo(hours.zone)).date() - _DAY
    reached, idle = moment, 0
    while idle < _FURTHEST:
        openings = [(max(a, reached), b) for a, b in _openings_on(day, hours) if b > reached]
        idle = 0 if openings else idle + 1
        for opens, closes in openings:
            if closes > reached:
                yield max(opens, reached), closes
                reached = closes
        day += _DAY


@lru_cache(maxsize=4096)
def _openings_on(day: date, hours: Hours) -> tuple[tuple[datetime, datetime], ...]:
    if hours.is_day_off(day):
        return ()
    spans = (
        (_instant(day, opens, hours), _instant(day + _DAY * (closes <= opens), closes, hours))
        for weekday, opens, closes in hours.weekly
        if weekday == day.weekday()
    )
    return tuple(sorted((opens, closes) for opens, closes in spans if opens < closes))


def _instant(day: date, clock: time, hours: Hours) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(hours.zone)).astimezone(UTC)
