"""A dashboard: its figures, charts and bars, from counters alone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import compress
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from hanjari.channels import registry
from hanjari.language.intents import ASKING
from hanjari.listening.models import StandingQuery
from hanjari.listening.naming import intent_named, language_named
from hanjari.listening.pages import charts, drawing
from hanjari.listening.pages.behind import behind
from hanjari.listening.pages.charts import Bar, Bars, change, is_to_come, messages, number, percent
from hanjari.listening.queries import counting
from hanjari.listening.queries.counting import Total
from hanjari.listening.queries.judgements import wilson
from hanjari.listening.queries.periods import Period
from hanjari.listening.queries.voices import Voice, voices
from hanjari.people.models import Member

SHORT = 6
"""Rows of a list of bars; the rest is one row."""


class Figure(NamedTuple):
    """A number that matters, with its small print and its course."""

    name: str
    value: str
    small: str
    link: str
    course: Sequence[float]
    trend: str


def dashboard(member: Member, period: Period, query: StandingQuery | None) -> dict[str, Any]:
    """Everything on the page, of all that is heard or of what one standing query finds."""
    counts = counting.counts_for(member, query)
    base = query.expression if query else ""
    course = counting.course(counts, period)
    heard = [] if query else voices(member, period)
    by = counting.totals(
        counts,
        period,
        "account",
        "intent",
        "language",
        is_comparable=course.before is not None,
    )
    kinds = _by_kind(member, by["account"])
    wants = _bars(_("What they want"), by["intent"], intent_named, period, base, "intent")
    is_compared = len(heard) > 1
    return {
        "is_begun": counting.begun(counts),
        "figures": [
            *_figures(period, course, by["intent"], base),
            *(_ours(period, heard) if is_compared else []),
        ],
        "drawn": [
            drawing.volume(period, course, base),
            drawing.moods(period, course, base),
            *([drawing.voice_lines(period, heard)] if is_compared else []),
            *([] if period.is_hourly else [drawing.week(period, course, base)]),
        ],
        "beside": [
            *([_shares(period, heard)] if is_compared else []),
            replace(
                wants, note=_("Each message counts once, for the weightiest thing that it says.")
            ),
            _bars(_("Channels"), kinds, _kind_named, period, base, "channel"),
            _bars(_("Languages"), by["language"], language_named, period, base, "language"),
        ],
    }


def _figures(
    period: Period, course: counting.Course, intents: Iterable[Total], base: str
) -> list[Figure]:
    counts, sums = course.counts, counting.sums(course)
    before = None if course.before is None else sum(course.before)
    asking = [one for one in intents if one.name in ASKING]
    asked = sum(one.count for one in asking)
    asked_before = None if before is None else sum(one.before or 0 for one in asking)
    known = sum(counts) - sums[""]
    spent = [not is_to_come(step, period) for step in period.steps]
    return [
        Figure(
            _("Heard"), number(sum(counts)), _before(before), _behind(period, base), list(compress(counts, spent)),
            change(sum(counts), before),
        ),
        Figure(
            _("Negative"), percent(sums["negative"] / known) if known else "–",
            between(sums["negative"], known), _behind(period, base, "sentiment:negative"),
            list(compress(course.moods["negative"], spent)), "",
        ),
        Figure(
            _("Waiting for an answer"), number(asked), _before(asked_before), "", [],
            change(asked, asked_before),
        ),
    ]  # fmt: skip


def _ours(period: Period, heard: Sequence[Voice]) -> list[Figure]:
    """Our own share, where we are one name among those compared."""
    ours = [one for one in heard if one.query.side == StandingQuery.Side.OURS]
    if len(ours) != 1:
        return []
    one = ours[0]
    small = charts.between(*one.interval) if one.of else _("Nothing to tell it from.")
    link = _behind(period, one.query.expression)
    return [
        Figure(_("Our share of what is said"), percent(one.share), small, link, [], _points(one))
    ]


def between(count: int, of: int) -> str:
    """The small print of a share: its interval, and of how many."""
    if not of:
        return _("Nothing to tell it from.")
    told = {"interval": charts.between(*wilson(count, of)), "count": number(of)}
    return _("%(interval)s, of %(count)s whose mood is clear") % told


def _before(count: int | None) -> str:
    if count is None:
        return _("In the period before, nobody was listening yet.")
    return _("%(count)s in the period before") % {"count": number(count)}


def _bars(
    title: str, totals: Sequence[Total], named: Any, period: Period, base: str, field: str
) -> Bars:
    longest = max((one.count for one in totals), default=0) or 1
    bars = [
        Bar(
            named(one.name), one.count, one.count / longest, number(one.count),
            change(one.count, one.before),
            _behind(period, base, f"{field}:{one.name}") if one.name else "",
        )
        for one in totals[:SHORT]
    ]  # fmt: skip
    rest = sum(one.count for one in totals[SHORT:])
    if rest:
        bars.append(Bar(_("All others"), rest, rest / longest, number(rest), ""))
    return Bars(f"by-{field}", title, bars, messages(sum(one.count for one in totals)))


def _by_kind(member: Member, totals: Iterable[Total]) -> list[Total]:
    """Accounts of one network are one channel, as in expressions."""
    kinds = dict(counting.accounts_heard(member).values_list("pk", "kind"))
    found: dict[str, Total] = {}
    for one in totals:
        kind = kinds[int(one.name)]
        so_far = found.get(kind, Total(kind, 0, one.before and 0))
        before = None if one.before is None else (so_far.before or 0) + one.before
        found[kind] = Total(kind, so_far.count + one.count, before)
    return sorted(found.values(), key=lambda one: (-one.count, one.name))


def _kind_named(slug: str) -> str:
    return str(registry.kind(slug).name) if slug in registry.kinds() else slug


def _shares(period: Period, heard: Sequence[Voice]) -> Bars:
    loudest = max(one.share for one in heard) or 1.0
    bars = [
        Bar(
            one.query.name, one.count, one.share / loudest, percent(one.share),
            _points(one), _behind(period, one.query.expression),
            "" if one.query.side == StandingQuery.Side.OURS else "plain",
            charts.between(*one.interval) if one.of else "",
        )
        for one in heard
    ]  # fmt: skip
    note = _(
        "Who names two counts for both, so these are shares of mentions, not of messages. "
        "To be named often is not to be liked."
    )
    return Bars(
        "shares",
        _("Who is talked about"),
        bars,
        _("%(count)s mentions") % {"count": number(heard[0].of)},
        note,
    )


def _points(voice: Voice) -> str:
    if voice.share_before is None:
        return ""
    points = round(100 * (voice.share - voice.share_before))
    if not points:
        return _("as before")
    words = _("%(points)s points more") if points > 0 else _("%(points)s points less")
    return words % {"points": abs(points)}


def _behind(period: Period, base: str, part: str = "") -> str:
    return behind(base, part, period.since, period.until)
