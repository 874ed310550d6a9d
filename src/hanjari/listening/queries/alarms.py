"""Alarms as a member may see them: the list, one with what lies behind it, what was said of the last one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Min, QuerySet
from django.shortcuts import get_object_or_404

from hanjari.kit.brief import Brief
from hanjari.kit.clock import now
from hanjari.listening.alarming.bins import BIN, arrived, bin_of, news, said_between
from hanjari.listening.models import (
    Alarm,
    Author,
    CallRule,
    Hit,
    Message,
    StandingQuery,
    Verdict,
)
from hanjari.listening.queries.noise import folds_of
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

FIRST, MOST_PEOPLE = 8, 8
COURSE_BEFORE = timedelta(hours=12)
SECONDS = 3
"""The number of open alarms may be so old."""
STEP = 4
"""Bins a point of the course: twenty minutes, as the sentence says."""


_open_counts: Brief[int] = Brief(SECONDS)


class Said(NamedTuple):
    """A message behind an alarm, and how many copies of it lie folded."""

    message: Message
    copies: int


class Speaker(NamedTuple):
    """Who spoke: how often, first when, and how often before."""

    author: Author
    message_count: int
    first_at: datetime
    earlier: int


def alarms_for(member: Member) -> QuerySet[Alarm]:
    """The company's, newest first, for those who may read everything."""
    if not member.can(Permission.READ_ALL):
        return Alarm.objects.none()
    rows = Alarm.objects.filter(organisation=member.organisation_id)
    return rows.select_related("query", "candidate").prefetch_related("verdicts__by")


def earlier_alarms(member: Member, before: int | None, limit: int) -> list[Alarm]:
    """Those that are over, as they were raised, newest first; below a row where a page ended."""
    rows = alarms_for(member).exclude(ended_at=None).order_by("-pk")
    return list((rows.filter(pk__lt=before) if before else rows)[:limit])


def alarm_for(member: Member, pk: int) -> Alarm:
    """One of them; a stranger gets 404."""
    return get_object_or_404(alarms_for(member), pk=pk)


def open_alarms(member: Member) -> list[Alarm]:
    """Those that go on and that nobody has dismissed."""
    rows = list(alarms_for(member).filter(ended_at=None))
    return [
        alarm for alarm in rows if (said := last_word(alarm)) is None or said.word != "dismissed"
    ]


def open_count(member: Member) -> int:
    """How many go on and nobody has dismissed, for the rail of every page; a few seconds old at most."""
    if not member.can(Permission.READ_ALL):
        return 0
    return _open_counts.get(member.organisation_id, lambda: len(open_alarms(member)))


def forget_open_count(organisation_id: int) -> None:
    """Somebody has just said what one is: count anew."""
    _open_counts.forget(organisation_id)


def last_word(alarm: Alarm) -> Verdict | None:
    """What was said of it last."""
    return max(alarm.verdicts.all(), key=lambda one: one.pk, default=None)


def dismissed_before(alarm: Alarm) -> Verdict | None:
    """The last word on an earlier alarm of the same pattern (query and channel), where it was no alarm."""
    same = {"alarm__query": alarm.query_id, "alarm__kind": alarm.kind}
    last = Verdict.objects.filter(**same, alarm__lt=alarm.pk).select_related("by").last()
    return last if last and last.word == Verdict.Word.DISMISSED else None


def behind(alarm: Alarm) -> QuerySet[Hit]:
    """The messages of the burst."""
    return arrived(news(), alarm.began_at, alarm.ended_at or now()).filter(query=alarm.query_id)


def first_said(alarm: Alarm) -> list[Said]:
    """The first messages, each text once."""
    rows = behind(alarm).exclude(message__folded__is_out=False).order_by("message_id")
    rows = rows.select_related("message__author", "message__account")[:FIRST]
    found = [hit.message for hit in rows]
    folds = folds_of([one.pk for one in found])
    return [Said(one, folds[one.pk].folded_count if one.pk in folds else 0) for one in found]


def speakers(alarm: Alarm) -> list[Speaker]:
    """Who spoke most, and how often before the burst."""
    counted = behind(alarm).order_by().values("message__author")
    counted = counted.annotate(count=Count("message"), first=Min("message__posted_at"))
    best = counted.order_by("-count", "first")
    rows = list(best.values_list("message__author", "count", "first")[:MOST_PEOPLE])
    authors = Author.objects.in_bulk([pk for pk, *_ in rows])
    before = Hit.objects.filter(query=alarm.query_id, message__author__in=authors)
    before = before.filter(message__arrived_at__lt=alarm.began_at).order_by()
    earlier = dict(before.values_list("message__author").annotate(count=Count("message")))
    return [Speaker(authors[pk], count, first, earlier.get(pk, 0)) for pk, count, first in rows]


def course(alarm: Alarm) -> tuple[datetime, Sequence[int]]:
    """From when on, and how many in each twenty minutes until the burst's end, by the alarm's own stream."""
    start = bin_of(alarm.began_at + BIN / 2) - COURSE_BEFORE
    end = bin_of(alarm.ended_at or now()) + BIN
    bins = [0] * (-(-((end - start) // BIN) // STEP) * STEP)
    key = (alarm.query_id, alarm.kind, alarm.mood)
    for (one, place), count in said_between(start, end, [alarm.query_id]).items():
        if one == key and place < len(bins):
            bins[place] += count
    return start, [sum(bins[place : place + STEP]) for place in range(0, len(bins), STEP)]


def rule_of(query: StandingQuery) -> dict[str, Any]:
    """Who is called for a query's alarms, as a form shows it."""
    rule = CallRule.objects.filter(query=query).first()
    if rule is None:
        rule = CallRule()
        return {"is_urgent": rule.is_urgent, "minutes": rule.minutes}
    named = {"members": list(rule.members.all()), "roles": list(rule.roles.all())}
    return {"is_urgent": rule.is_urgent, "minutes": rule.minutes, **named}
