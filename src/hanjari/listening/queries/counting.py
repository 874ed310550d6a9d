"""Counting: what dashboards show, out of the counters that ingest wrote; live tables are never read.

Only what others said is counted: our own posts are left out of every number here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum

from hanjari.channels.models import Account
from hanjari.listening.models import HourCount, QueryCount, StandingQuery
from hanjari.listening.queries.periods import Period
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

Counts = QuerySet[HourCount] | QuerySet[QueryCount]
MOODS = ("negative", "neutral", "positive", "")
"""In the order in which they are drawn; empty: nobody could tell."""
WEEK, HOURS = 7, 24


@dataclass(frozen=True)
class Total:
    """How many messages of one kind came, and came in the period before."""

    name: str
    count: int
    before: int | None
    """None: nobody listened then."""


@dataclass(frozen=True)
class Course:
    """The messages of a period step by step: how many, in which mood, how many before, at which hours."""

    moods: dict[str, list[int]]
    before: list[int] | None
    """None: nobody listened yet when the period before began."""
    week: list[list[int]]
    """Messages by weekday (0 = Monday) and hour of the reader's clock."""

    @property
    def counts(self) -> list[int]:
        """All moods together."""
        return [sum(step) for step in zip(*self.moods.values(), strict=True)]


def accounts_heard(member: Member) -> QuerySet[Account]:
    """The places whose messages the member may know of, those disconnected meanwhile too."""
    accounts = Account.objects.filter(organisation=member.organisation_id)
    if member.can(Permission.READ_ALL):
        return accounts
    if member.can(Permission.READ_DEPARTMENT):
        return accounts.filter(department__in=member.departments.all())
    return accounts.none()


def counts_for(member: Member, query: StandingQuery | None = None) -> Counts:
    """The counters of everything the member may know of, or of what one standing query found."""
    heard = list(accounts_heard(member).values_list("pk", flat=True))
    if query is None:
        return HourCount.objects.filter(account__in=heard, is_ours=False)
    return QueryCount.objects.filter(query=query, account__in=heard, is_ours=False)


def course(counts: Counts, period: Period) -> Course:
    """Step by step; the store sums hours, at most 24 a day and mood, and they are folded here."""
    moods = {mood: [0] * len(period.steps) for mood in MOODS}
    week = [[0] * HOURS for _ in range(WEEK)]
    for hour, mood, count in _summed(counts, period.begins, period.ends, "mood"):
        local = hour.astimezone(period.zone)
        moods[mood][period.place(hour)] += count
        week[local.weekday()][local.hour] += count
    return Course(moods, _before(counts, period), week)


def _before(counts: Counts, period: Period) -> list[int] | None:
    if not begun(counts, period.before.begins):
        return None
    steps = [0] * len(period.steps)
    for hour, count in _summed(counts, period.before.begins, period.before.ends):
        steps[min(period.place_before(hour), len(steps) - 1)] += count
    return steps


def totals(
    counts: Counts, period: Period, *columns: str, is_comparable: bool = True
) -> dict[str, list[Total]]:
    """Messages by intent, language or account, the most first: one sum by the store, then folded."""
    now, before = Q(hour__gte=period.begins), Q(hour__lt=period.before.ends)
    rows = (
        counts.filter(hour__gte=period.before.begins, hour__lt=period.ends)
        .values_list(*columns)
        .annotate(now=Sum("message_count", filter=now), before=Sum("message_count", filter=before))
        .order_by()
    )
    found: dict[str, dict[str, Total]] = {column: {} for column in columns}
    for *names, count, earlier in rows:
        for column, name in zip(columns, map(str, names), strict=True):
            so_far = found[column].get(name, Total(name, 0, 0))
            was = (so_far.before or 0) + (earlier or 0)
            found[column][name] = Total(name, so_far.count + (count or 0), was)
    return {column: _ranked(some.values(), is_comparable) for column, some in found.items()}


def _ranked(found: Iterable[Total], is_comparable: bool) -> list[Total]:  # noqa: FBT001 (told on)
    heard = sorted((one for one in found if one.count or one.before), key=_rank)
    return heard if is_comparable else [replace(one, before=None) for one in heard if one.count]


def sums(course: Course) -> dict[str, int]:
    """Messages of the whole period by mood."""
    return {mood: sum(steps) for mood, steps in course.moods.items()}


def begun(counts: Counts, before: datetime | None = None) -> bool:
    """Whether anything was counted, ever or before a moment.

    An empty desk is told another thing than a quiet week, and who was not yet listening in the
    period before has nothing to compare with.
    """
    rows = counts.exclude(message_count=0)
    return (rows.filter(hour__lt=before) if before else rows).exists()


def _summed(counts: Counts, begins: datetime, ends: datetime, *columns: str) -> list[Any]:
    """Hour, columns, messages."""
    rows = counts.filter(hour__gte=begins, hour__lt=ends).values_list("hour", *columns)
    return list(rows.annotate(sum=Sum("message_count")).order_by())


def _rank(total: Total) -> tuple[int, int, str]:
    return -total.count, -(total.before or 0), total.name
