"""Times as people read them, in the reader's zone: 10:02, 11. 23., 9 minutes ago, 9 min left."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from markupsafe import Markup

from hanjari.kit.clock import now

MINUTE, HOUR, DAY = 60, 3600, 86400
FAR = 6 * HOUR
"""Beyond this, a clock shows the time it ends instead of the time left."""
_FACE = Markup(
    '<span class="clock" data-phase="%s"%s><svg viewBox="0 0 20 20" aria-hidden="true">'
    '<circle class="clock__track" cx="10" cy="10" r="8"/><circle class="clock__left" cx="10" cy="10"'
    ' r="8" pathLength="100" stroke-dasharray="%d 100"/></svg><time datetime="%s">%s</time></span>'
)


def moment(at: datetime | None) -> str:
    """Short: the time today, the date before that, with the year when it is another."""
    if at is None:
        return ""
    local, today = timezone.localtime(at), timezone.localtime(now())
    if local.date() == today.date():
        return f"{local:%H:%M}"
    if local.year == today.year:
        return formats.date_format(local, _("M j"))
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
    local, today = timezone.localtime(at), timezone.localtime(now()).date()
    if local.date() == today:
        return _("by %(time)s") % {"time": f"{local:%H:%M}"}
    if local.date() == today + timedelta(days=1):
        return _("by %(time)s tomorrow") % {"time": f"{local:%H:%M}"}
    return _("by %(time)s on %(day)s") % {"time": f"{local:%H:%M}", "day": moment(at)}


def clock_words() -> str:
    """The same words as JSON patterns for `clocks.js`, in the reader's language."""
    gaps = {name: f"{{{name}}}" for name in ("m", "h", "d", "span")}
    patterns = {
        "brief": _("less than a minute"),
        "minutes": _("%(m)s min"),
        "hours": _("%(h)s h"),
        "hoursMinutes": _("%(h)s h %(m)s min"),
        "days": _("%(d)s d"),
        "daysHours": _("%(d)s d %(h)s h"),
        "left": _("%(span)s left"),
        "over": _("%(span)s over"),
    }
    return json.dumps({name: pattern % gaps for name, pattern in patterns.items()})


@dataclass(frozen=True)
class Face:
    """What a clock shows: its phase, how much of the ring is left (0 to 100) and the words."""

    phase: str
    left: int
    words: str


def face(due: datetime, started: datetime | None, stopped: datetime | None = None) -> Face:
    """Calm, soon in the last quarter, late after the end; a stopped clock says how long it took."""
    begun = started or due - timedelta(hours=1)
    if stopped:
        return Face("done", 100, _("Done in %(span)s") % {"span": span(_seconds(stopped - begun))})
    left, whole = _seconds(due - now()), max(_seconds(due - begun), 1)
    if left < 0:
        return Face("late", 100, _("%(span)s over") % {"span": span(-left)})
    share = min(round(100 * left / whole), 100)
    words = until(due) if left > FAR else _("%(span)s left") % {"span": span(left)}
    return Face("soon" if share <= 25 else "calm", max(share, 1), words)


def clock(due: datetime | None, started: datetime | None, stopped: datetime | None = None) -> str:
    """The ring that empties and the words; `clock.js` keeps both true while the page is open."""
    if due is None:
        return Markup()
    shown = face(due, started, stopped)
    begun = int((started or due).timestamp())
    ticks = (
        Markup("")
        if stopped
        else Markup(' data-due="%d" data-started="%d"')
        % (
            due.timestamp(),
            begun,
        )
    )
    return _FACE % (shown.phase, ticks, shown.left, due.isoformat(timespec="minutes"), shown.words)


def _seconds(length: timedelta) -> float:
    return length.total_seconds()
