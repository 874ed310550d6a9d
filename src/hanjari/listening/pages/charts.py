"""Charts as values: every chart is a table first, and `charts.js` draws what the table says."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hanjari.kit.clock import now
from hanjari.listening.queries.periods import Period, Step


@dataclass(frozen=True)
class Column:
    """A series: its name, the colour token it is drawn in, and how."""

    title: str
    tone: str
    look: str = ""
    """`dash`, `fill` or `block`."""


@dataclass(frozen=True)
class Cell:
    """A number and the messages behind it; None is what has not been yet."""

    count: int | None
    link: str = ""


@dataclass(frozen=True)
class Row:
    """A point of every series: its name in full and on the axis."""

    title: str
    short: str
    cells: Sequence[Cell]
    link: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart with its table; `kind` is line, stack or heat."""

    name: str
    kind: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    summary: str
    note: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Bar:
    """A name with its number: `share` of the longest bar, from 0 to 1."""

    title: str
    count: int
    length: float
    told: str
    change: str
    link: str = ""
    tone: str = ""
    interval: str = ""


@dataclass(frozen=True)
class Bars:
    """A table whose rows are drawn as bars."""

    name: str
    title: str
    bars: Sequence[Bar]
    hint: str = ""
    note: str = ""
    heads: Sequence[str] = field(default_factory=tuple)


def step_title(step: Step, period: Period) -> str:
    """November 20 (Fri), and the hour where it is told hour by hour."""
    form = _("F j")
    day = f"{formats.date_format(step.day, form)} ({weekday_short(step.day.weekday())})"
    if step.hour is None:
        return day
    hour = hour_title(step.hour.astimezone(period.zone).hour)
    return hour if period.day_count == 1 else f"{day} {hour}"


def step_short(step: Step, period: Period) -> str:
    """The same for the axis."""
    if step.hour is None:
        return formats.date_format(step.day, _("n/j"))
    return hour_title(step.hour.astimezone(period.zone).hour)


def weekday_short(weekday: int) -> str:
    """Mon; 0 is Monday. Django's own short names are whole words in Korean."""
    return (
        pgettext("short weekday", "Mon"),
        pgettext("short weekday", "Tue"),
        pgettext("short weekday", "Wed"),
        pgettext("short weekday", "Thu"),
        pgettext("short weekday", "Fri"),
        pgettext("short weekday", "Sat"),
        pgettext("short weekday", "Sun"),
    )[weekday]


def hour_title(hour: int) -> str:
    """09:00."""
    return _("%(hour)s:00") % {"hour": f"{hour:02}"}


def is_to_come(step: Step, period: Period) -> bool:
    """Whether a step has not begun."""
    if step.hour is not None:
        return step.hour > now()
    return step.day > now().astimezone(period.zone).date()


def change(count: int, before: int | None) -> str:
    """How a number stands to the one before it, in words; None: nobody listened then."""
    if before is None:
        return ""
    if not before:
        return _("new") if count else ""
    percent = round(100 * (count - before) / before)
    if not percent:
        return _("as before")
    if abs(percent) >= 1000:
        return _("%(times)s times") % {"times": number(round(count / before))}
    words = _("%(percent)s%% more") if percent > 0 else _("%(percent)s%% less")
    return words % {"percent": abs(percent)}


def number(count: float) -> str:
    """3214 as 3,214."""
    return formats.number_format(count, use_l10n=True, force_grouping=True)


def percent(share: float) -> str:
    """0.123 as 12 %."""
    return _("%(percent)s%%") % {"percent": round(100 * share)}


def messages(count: int) -> str:
    """214 messages."""
    return _("%(count)s messages") % {"count": number(count)}


def between(low: float, high: float) -> str:
    """A 95 % interval of a share."""
    return _("95%% interval %(low)s–%(high)s%%") % {
        "low": round(100 * low),
        "high": round(100 * high),
    }
