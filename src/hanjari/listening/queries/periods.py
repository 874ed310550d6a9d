"""Periods: days of a reader's calendar, the hours in them, and the days before that they are compared with."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_DAYS = 366
HOURLY_DAYS = 2
"""Up to so many days are told hour by hour, longer periods day by day."""


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both whole, in a time zone; `now` ends what has not been yet.

    Counters are hours of UTC, so where a zone is off by half an hour, an hour belongs to the day in
    which it begins.
    """

    since: date
    until: date
    zone: ZoneInfo
    now: datetime

    @classmethod
    def last(cls, days: int, zone: ZoneInfo, now: datetime) -> "Period":
        """So many days, today the last of them."""
        today = now.astimezone(zone).date()
        return cls(today - (days - 1) * DAY, today, zone, now)

    @property
    def day_count(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1

    @property
    def is_hourly(self) -> bool:
        """Whether it is told hour by hour."""
        return self.day_count <= HOURLY_DAYS

    @cached_property
    def begins(self) -> datetime:
        """The first hour of the first day."""
        return self._midnight(self.since)

    @cached_property
    def ends(self) -> datetime:
        """The first hour after the last day, or after now when that comes first."""
        return min(self._midnight(self.until + DAY), _hour(self.now) + HOUR)

    @cached_property
    def before(self) -> "Before":
        """As many days before it, as far as these have come: half a day is compared with half a day."""
        begins = self._midnight(self.since - self.day_count * DAY)
        missing = self._midnight(self.until + DAY) - self.ends
        return Before(begins, max(begins, self.begins - max(missing, timedelta())))

    @property
    def is_open(self) -> bool:
        """Whether it still goes on."""
        return self._midnight(self.until + DAY) > self.now

    @cached_property
    def steps(self) -> list["Step"]:
        """Its hours or days in order, also those that are still to come."""
        if not self.is_hourly:
            return [Step(self.since + n * DAY, None) for n in range(self.day_count)]
        end = self._midnight(self.until + DAY)
        count = (end - self.begins) // HOUR
        hours = (self.begins + n * HOUR for n in range(count))
        return [Step(hour.astimezone(self.zone).date(), hour) for hour in hours]

    def place(self, hour: datetime) -> int:
        """Which step an hour of the counters belongs to."""
        if self.is_hourly:
            return (hour - self.begins) // HOUR
        return (hour.astimezone(self.zone).date() - self.since).days

    def place_before(self, hour: datetime) -> int:
        """Which step an hour of the period before is laid beside."""
        if self.is_hourly:
            return (hour - self.before.begins) // HOUR
        first = self.since - self.day_count * DAY
        return (hour.astimezone(self.zone).date() - first).days

    def _midnight(self, day: date) -> datetime:
        """In UTC, to the hour."""
        return _hour_up(datetime.combine(day, time(), self.zone).astimezone(UTC))


@dataclass(frozen=True)
class Before:
    """The hours that a period is compared with."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Step:
    """A day of a period, or an hour of it."""

    day: date
    hour: datetime | None


def _hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _hour_up(moment: datetime) -> datetime:
    whole = _hour(moment)
    return whole if whole == moment else whole + HOUR
