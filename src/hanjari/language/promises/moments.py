"""Moments: from the parts of a said time (day, part of day, hour) to the instant it is due."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from hanjari.kit.business_time import public_holidays

END_OF_DAY = time(23, 59)
END_OF_BUSINESS = time(18)
_FRIDAY, _SUNDAY = 4, 6
_MORNING_FROM = 7


@dataclass(frozen=True, slots=True)
class Said:
    """A time said in a sentence: when it is due, and where the words stand in the sentence."""

    due_at: datetime
    start: int
    end: int


def at(day: datetime, clock: time) -> datetime:
    """The instant of a local clock time on the day of `day`."""
    return day.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)


def weekday_from(here: datetime, weekday: int, weeks: int) -> datetime:
    """That weekday of this week (0) or the next (1); weeks begin on Monday."""
    return here + timedelta(days=weekday - here.weekday() + 7 * weeks)


def coming_weekday(here: datetime, weekday: int) -> datetime:
    """The next such weekday, today included."""
    return here + timedelta(days=(weekday - here.weekday()) % 7)


def week_end(here: datetime, weeks: int = 0) -> datetime:
    """Friday of that week, as a company means it; Sunday when Friday is over."""
    day = weekday_from(here, _FRIDAY, weeks)
    return day if day.date() >= here.date() else weekday_from(here, _SUNDAY, weeks)


def month_end(here: datetime, months: int = 0) -> datetime:
    """The last day of this month or a later one."""
    first = here.replace(day=1)
    for _ in range(months + 1):
        first = (first + timedelta(days=32)).replace(day=1)
    return first - timedelta(days=1)


def calendar_day(here: datetime, month: int | None, day: int) -> datetime | None:
    """The coming such day; None when the calendar has none."""
    for months in range(13):
        year, place = divmod(here.month - 1 + months, 12)
        if month is not None and place + 1 != month:
            continue
        try:
            found = here.replace(year=here.year + year, month=place + 1, day=day)
        except ValueError:
            continue
        if found.date() >= here.date():
            return found
    return None


def business_days(here: datetime, count: int, country: str = "KR") -> datetime:
    """The end of the count-th working day from tomorrow on."""
    day = here
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < _FRIDAY + 1 and day.date() not in public_holidays(country, day.year):
            count -= 1
    return at(day, END_OF_DAY)


def clock_on(day: datetime, hour: int, minute: int, half: str) -> datetime | None:
    """That hour of a named day; `half` is `am`, `pm`, or empty: then one to six are afternoon."""
    if hour == 24 and minute == 0:
        return at(day + timedelta(days=1), time(0))
    hour = _full_hour(hour, half)
    return at(day, time(hour, minute)) if hour < 24 and minute < 60 else None


def next_clock(here: datetime, hour: int, minute: int, half: str) -> datetime | None:
    """The coming such hour when no day was named."""
    if half or hour > 12 or hour == 0:
        found = clock_on(here, hour, minute, half)
    else:
        halves = [clock_on(here, hour, minute, "am"), clock_on(here, hour, minute, "pm")]
        likely = halves[1:] if hour < _MORNING_FROM else halves
        found = next((moment for moment in likely if moment and moment > here), likely[0])
    return found + timedelta(days=1) if found and found <= here else found


def _full_hour(hour: int, half: str) -> int:
    if half == "am":
        return hour % 12 if hour <= 12 else hour
    if half == "pm" or (not half and 0 < hour < _MORNING_FROM):
        return hour % 12 + 12 if hour <= 12 else hour
    return hour
