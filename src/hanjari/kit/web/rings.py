"""Clocks of care: a ring that empties and words that turn; made for lists, so from whole seconds."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from hanjari.kit.clock import now
from hanjari.kit.web import times

FAR = 6 * 3600
"""Beyond this, a clock shows the time it ends instead of the time left."""
QUARTER = 25
"""In the last quarter a clock is `soon`."""

_FACE = (
    '<span class="clock" data-phase="%s"%s><svg viewBox="0 0 20 20" aria-hidden="true">'
    '<circle class="clock__track" cx="10" cy="10" r="8"/><circle class="clock__left" cx="10" cy="10"'
    ' r="8" pathLength="100" stroke-dasharray="%d 100"/></svg><time datetime="%s">%s</time></span>'
)


def clock(
    due: datetime | None,
    started: datetime | None,
    stopped: datetime | None = None,
    soon: datetime | None = None,
) -> Markup:
    """A clock from datetimes; one that has stopped says how long it took."""
    if due is None:
        return Markup()
    begun = started or due
    if stopped:
        words = _("Done in %(span)s") % {"span": times.span((stopped - begun).total_seconds())}
        return Markup(_FACE % ("done", "", 100, _iso(int(due.timestamp())), words))  # noqa: S704 (our own words)
    return ring(
        int(due.timestamp()), int(begun.timestamp()), int(soon.timestamp()) if soon else None
    )


def ring(due: int | None, started: int | None, soon: int | None = None) -> Markup:
    """A running clock from seconds since 1970: calm, soon in its last quarter, late after its end.

    `soon` is where the last quarter begins when the clock counts only opening hours.
    """
    return Markup(ringer()(due, started, soon))  # noqa: S704 (numbers and our own words)


def ringer() -> Callable[[int | None, int | None, int | None], str]:
    """`ring` for a list: the moment, the language and the zone are asked for once, not once a row."""
    at, language = int(now().timestamp()), get_language() or ""
    today, zone = times.today(), timezone.get_current_timezone_name()

    def draw(due: int | None, started: int | None, soon: int | None = None) -> str:
        if due is None:
            return ""
        left, begun = due - at, due - 3600 if started is None else started
        share = 100 if left < 0 else max(1, min(100, round(100 * left / max(due - begun, 1))))
        is_soon = at >= soon if soon is not None else share <= QUARTER
        phase = "late" if left < 0 else "soon" if is_soon else "calm"
        ticks = f' data-due="{due}" data-started="{begun}"'
        if soon is not None:
            ticks += f' data-soon="{soon}"'
        near = left <= FAR
        words = (
            _near(left < 0, abs(left) // 60, language) if near else _far(due, today, language, zone)
        )
        return _FACE % (phase, ticks, share, _iso(due), words)

    return draw


def beside(due: datetime) -> str:
    """What stands beside a running clock, the other half of what it says: until when, or how long."""
    left = (due - now()).total_seconds()
    if left <= FAR:
        return times.until(due)
    return _("%(span)s left") % {"span": times.span(left)}


def clock_words() -> str:
    """The words as JSON patterns for `clocks.js`, in the reader's language."""
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


@lru_cache(maxsize=4096)
def _near(is_late: bool, minutes: int, language: str) -> str:  # noqa: ARG001, FBT001 (the language is part of the key)
    words = _("%(span)s over") if is_late else _("%(span)s left")
    return words % {"span": times.span(minutes * 60)}


@lru_cache(maxsize=4096)
def _far(due: int, today: date, language: str, zone: str) -> str:  # noqa: ARG001 (part of the key)
    return times.until(datetime.fromtimestamp(due, UTC))


@lru_cache(maxsize=4096)
def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="minutes")
