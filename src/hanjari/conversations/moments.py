"""Moments at which an answer may leave later: what is offered, what is read, what is refused. Pure.

Times of day are the company's: its zone, its opening hours, its days off.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hanjari.kit.business_time import Hours

LONGEST = timedelta(days=90)
"""Nobody knows what will be so later than that."""
EVENING, MORNING = time(18), time(9)
_SOON = timedelta(minutes=30)
"""An offer nearer than this is no later."""
_DAY = timedelta(days=1)
_FURTHEST = 30
"""Days among which the next open one is looked for."""


class MomentError(ValueError):
    """No answer can leave then; `code` says why: `past`, `far`, `none` (no time), `gap` (no such time)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def must_be_possible(at: datetime, moment: datetime) -> None:
    """Raise `MomentError` for what has passed already or lies too far ahead."""
    if at <= moment:
        raise MomentError("past")
    if at > moment + LONGEST:
        raise MomentError("far")


def read_moment(text: str) -> datetime:
    """A moment as the form's own choices give it, in UTC. Raises `MomentError`."""
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo else _none()
    except (ValueError, OverflowError):
        raise MomentError("none") from None


def read_local(text: str, zone: str) -> datetime:
    """A date and time of day in this zone, in UTC; of a time that comes twice, the first. Raises `MomentError`.

    When clocks go forward an hour does not exist; nobody can mean it.
    """
    try:
        said = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
        at = said.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        again = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise MomentError("none") from None
    if again != said:
        raise MomentError("gap")
    return at


def offers(moment: datetime, hours: Hours) -> list[datetime]:
    """Today's evening, the next open day's morning, the first open day of next week; each once."""
    zone = ZoneInfo(hours.zone)
    today = moment.astimezone(zone).date()
    monday = today + _DAY * (7 - today.weekday())
    found = [
        _at(today, EVENING, zone),
        *(_opening(day, hours) for day in (today + _DAY, monday)),
    ]
    return [at for at in dict.fromkeys(found) if at > moment + _SOON]


def _opening(day: date, hours: Hours) -> datetime:
    """When the first open day from this one on begins; nine where nobody ever opens."""
    first = next(_open_days(day, hours), (day, MORNING))
    return _at(*first, ZoneInfo(hours.zone))


def _open_days(day: date, hours: Hours) -> Iterator[tuple[date, time]]:
    for _number in range(_FURTHEST):
        opens = [begins for weekday, begins, _ends in hours.weekly if weekday == day.weekday()]
        if opens and not hours.is_day_off(day):
            yield day, min(opens)
        day += _DAY


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)


def _none() -> datetime:
    raise MomentError("none")
