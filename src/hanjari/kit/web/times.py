"""Times as people read them, in the reader's zone: 10:02, 11. 23., 9 minutes ago, 9 min left."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hanjari.kit.clock import now

MINUTE = 60


def today() -> date:
    """The reader's day."""
    return timezone.localdate(now())


def moment_of(seconds: int | None) -> str:
    """`moment` from seconds since 1970; lists show the same minutes again and again."""
    return moments()(seconds)


def moments() -> Callable[[int | None], str]:
    """`moment_of` for a list: the day, the language and the zone are asked for once."""
    day, language = today(), get_language() or ""
    zone = timezone.get_current_timezone_name()

    def shown(seconds: int | None) -> str:
        return "" if seconds is None else _moment(seconds // MINUTE, day, language, zone)

    return shown


@lru_cache(maxsize=8192)
def _moment(minute: int, day: date, language: str, zone: str) -> str:  # noqa: ARG001 (part of the key)
    return moment(datetime.fromtimestamp(minute * MINUTE, UTC))


def moment(at: datetime | None) -> str:
    """Short: the time today, the date before that, with the year when it is another."""
    if at is None:
        return ""
    local, day = timezone.localtime(at), today()
    if local.date() == day:
        return f"{local:%H:%M}"
    if local.year == day.year:
        return formats.date_format(local, _("M j"))
    return formats.date_format(local, _("M j, Y"))


def calendar_day(at: date) -> str:
    """A day with its year, for what is read long afterwards."""
    local = timezone.localtime(at) if isinstance(at, datetime) else at
    return formats.date_format(local, _("M j, Y"))


def hour(at: datetime | None) -> str:
    """The time of day alone, 10:02."""
    return f"{timezone.localtime(at):%H:%M}" if at else ""


def day(at: datetime) -> str:
    """A whole day in words, as the head of what was said on it."""
    return formats.date_format(timezone.localtime(at), _("l, F j, Y"))


def stamp(at: datetime | None) -> str:
    """Date and time in full."""
    return formats.date_format(timezone.localtime(at), _("M j, Y, H:i")) if at else ""


def span(seconds: float) -> str:
    """A length of time in at most two units: 34 min, 2 h 50 min, 3 d 4 h."""
    minutes = max(int(seconds), 0) // MINUTE
    hours, minutes_left = divmod(minutes, 60)
    days, hours_left = divmod(hours, 24)
    if not minutes:
        return _("less than a minute")
    if not hours:
        return _("%(m)s min") % {"m": minutes}
    if not days:
        words = _("%(h)s h %(m)s min") if minutes_left else _("%(h)s h")
        return words % {"h": hours, "m": minutes_left}
    words = _("%(d)s d %(h)s h") if hours_left else _("%(d)s d")
    return words % {"d": days, "h": hours_left}


def ago(at: datetime | None) -> str:
    """How long ago: just now, 9 min ago."""
    if at is None:
        return ""
    seconds = (now() - at).total_seconds()
    return _("%(span)s ago") % {"span": span(seconds)} if seconds >= MINUTE else _("just now")


def until(at: datetime) -> str:
    """The time something ends: by 15:00, by 11:00 tomorrow, by 11:00 on Nov 25."""
    local = timezone.localtime(at)
    if local.date() == today():
        return _("by %(time)s") % {"time": f"{local:%H:%M}"}
    if local.date() == today() + timedelta(days=1):
        return _("by %(time)s tomorrow") % {"time": f"{local:%H:%M}"}
    return _("by %(time)s on %(day)s") % {"time": f"{local:%H:%M}", "day": moment(at)}
