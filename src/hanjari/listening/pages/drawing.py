"""The charts of a dashboard: volume, moods, hours of the week, voices."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

from hanjari.listening.models import StandingQuery
from hanjari.listening.naming import mood_named
from hanjari.listening.pages.behind import behind, behind_hour
from hanjari.listening.pages.charts import (
    Cell,
    Chart,
    Column,
    Row,
    hour_title,
    is_to_come,
    messages,
    number,
    step_short,
    step_title,
    weekday_short,
)
from hanjari.listening.queries.counting import HOURS, MOODS, WEEK, Course
from hanjari.listening.queries.periods import Period, Step
from hanjari.listening.queries.voices import Voice

MOOD_TONES = {
    "negative": "negative-mark",
    "neutral": "chart-4",
    "positive": "positive-mark",
    "": "line",
}
RIVAL_TONES = ("chart-2", "chart-3", "chart-4", "negative-mark", "positive-mark")
_A_MONDAY = date(2024, 1, 1)


Series = tuple[Sequence[int], str | None]
"""A number a step, and the expression behind it; None opens nothing."""


def volume(period: Period, course: Course, base: str) -> Chart:
    """What came, and what came in the period before."""
    counts = course.counts
    columns = [Column(_("Heard"), "chart-1", "fill")]
    series: list[Series] = [(counts, "")]
    if course.before is not None:
        columns.append(Column(_("Period before"), "chart-4", "dash"))
        series.append((course.before, None))
    rows = _rows(period, base, series)
    return Chart(
        "volume",
        "line",
        _("Messages heard"),
        columns,
        rows,
        _peak(period, counts),
        _cut(period, course),
    )


def moods(period: Period, course: Course, base: str) -> Chart:
    """What came, by how it sounded."""
    columns = [Column(mood_named(mood), MOOD_TONES[mood], "block") for mood in MOODS]
    series = [(course.moods[mood], f"sentiment:{mood}" if mood else None) for mood in MOODS]
    told = [f"{mood_named(mood)} {number(sum(course.moods[mood]))}" for mood in MOODS]
    return Chart(
        "moods", "stack", _("How it sounded"), columns, _rows(period, base, series), ", ".join(told)
    )


def voice_lines(period: Period, heard: Sequence[Voice]) -> Chart:
    """How often each name was named, step by step."""
    tones = iter(RIVAL_TONES * len(heard))
    columns = [
        Column(one.query.name, "chart-1", "fill")
        if one.query.side == StandingQuery.Side.OURS
        else Column(one.query.name, next(tones), "dash" if number_ % 2 else "")
        for number_, one in enumerate(heard)
    ]
    rows = []
    for place, step in enumerate(period.steps):
        cells = [
            Cell(
                None if is_to_come(step, period) else one.steps[place],
                _behind(period, one.query.expression, "", step),
            )
            for one in heard
        ]
        rows.append(Row(step_title(step, period), step_short(step, period), cells))
    told = ", ".join(f"{one.query.name} {number(one.count)}" for one in heard)
    return Chart("voices", "line", _("Mentions over time"), columns, rows, told)


def week(period: Period, course: Course, base: str) -> Chart:
    """When people speak: hours against weekdays, summed over the period."""
    columns = [Column(weekday_short(weekday), "chart-1") for weekday in range(WEEK)]
    days = _days_of_one_week(period)
    rows = [
        Row(
            hour_title(hour),
            str(hour),
            [
                Cell(
                    course.week[weekday][hour], _behind_hour(period, base, days.get(weekday), hour)
                )
                for weekday in range(WEEK)
            ],
        )
        for hour in range(HOURS)
    ]
    most, weekday, hour = max(
        (course.week[weekday][hour], -weekday, -hour)
        for weekday in range(WEEK)
        for hour in range(HOURS)
    )
    told = {"day": _weekday(-weekday), "hour": hour_title(-hour), "count": messages(most)}
    summary = (
        _("Most at %(hour)s on %(day)s: %(count)s.") % told if most else _("Nothing was heard.")
    )
    return Chart("week", "heat", _("When they speak"), columns, rows, summary)


def _days_of_one_week(period: Period) -> dict[int, date]:
    """Each weekday's date; of more than a week there is no one span of time behind a number."""
    if period.day_count > WEEK:
        return {}
    days = [period.since + timedelta(days=n) for n in range(period.day_count)]
    return {day.weekday(): day for day in days}


def _behind_hour(period: Period, base: str, day: date | None, hour: int) -> str:
    if day is None:
        return ""
    return behind_hour(base, "", datetime.combine(day, time(hour), period.zone))


def _rows(period: Period, base: str, series: Sequence[Series]) -> list[Row]:
    """A row a step; a series without an expression (None) opens nothing."""
    rows = []
    for place, step in enumerate(period.steps):
        to_come = is_to_come(step, period)
        cells = [
            Cell(
                None if to_come else counts[place],
                "" if part is None or to_come else _behind(period, base, part, step),
            )
            for counts, part in series
        ]
        link = "" if to_come else _behind(period, base, "", step)
        rows.append(Row(step_title(step, period), step_short(step, period), cells, link))
    return rows


def _behind(period: Period, base: str, part: str, step: Step) -> str:
    if step.hour is None:
        return behind(base, part, step.day, step.day)
    return behind_hour(base, part, step.hour.astimezone(period.zone))


def _peak(period: Period, counts: Sequence[int]) -> str:
    most = max(counts)
    if not most:
        return _("Nothing was heard.")
    told = {
        "all": messages(sum(counts)),
        "step": step_title(period.steps[counts.index(most)], period),
        "most": messages(most),
    }
    return _("%(all)s; most on %(step)s: %(most)s.") % told


def _cut(period: Period, course: Course) -> str:
    if course.before is None:
        return _("In the period before, nobody was listening yet.")
    if not period.is_open:
        return ""
    return _("The period goes on: figures are compared with the one before up to the same hour.")


def _weekday(weekday: int) -> str:
    return formats.date_format(_A_MONDAY + timedelta(days=weekday), "l")
