"""Voices: how much is said of us and of each named rival, and how sure that share is."""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from hanjari.listening.models import QueryCount, StandingQuery
from hanjari.listening.queries.counting import accounts_heard, begun
from hanjari.listening.queries.judgements import wilson
from hanjari.listening.queries.periods import Period
from hanjari.listening.queries.standing import standing_queries_for
from hanjari.people.models import Member

MOST = 8
"""Names at one table: more are no longer told apart by eye."""


@dataclass(frozen=True)
class Voice:
    """One name among those compared. Shares are of all mentions, from 0 to 1, with their 95 % interval."""

    query: StandingQuery
    count: int
    before: int
    of: int
    of_before: int
    steps: list[int]

    @property
    def share(self) -> float:
        """Of all mentions of the names."""
        return self.count / self.of if self.of else 0.0

    @property
    def share_before(self) -> float | None:
        """The same in the period before; None when nobody was named."""
        return self.before / self.of_before if self.of_before else None

    @property
    def interval(self) -> tuple[float, float]:
        """By Wilson, as if each mention were a draw of its own."""
        return wilson(self.count, self.of)


def voices(member: Member, period: Period) -> list[Voice]:
    """Us and the named rivals, the loudest first; a message that names two counts for both."""
    sides = [StandingQuery.Side.OURS, StandingQuery.Side.RIVAL]
    queries = list(standing_queries_for(member).filter(side__in=sides, is_on=True)[: MOST * 4])
    heard = list(accounts_heard(member).values_list("pk", flat=True))
    counts = QueryCount.objects.filter(query__in=queries, account__in=heard, is_ours=False)
    steps = {query.pk: [0] * len(period.steps) for query in queries}
    rows = counts.filter(hour__gte=period.begins, hour__lt=period.ends)
    for query, hour, count in rows.values_list("query", "hour").annotate(sum=Sum("message_count")):
        steps[query][period.place(hour)] += count
    before = _before(counts, period)
    of, of_before = sum(map(sum, steps.values())), sum(before.values())
    found = [
        Voice(query, sum(steps[query.pk]), before.get(query.pk, 0), of, of_before, steps[query.pk])
        for query in queries
    ]
    return sorted(found, key=lambda one: (-one.count, one.query.name))[:MOST]


def _before(counts: QuerySet[QueryCount], period: Period) -> dict[int, int]:
    """Nothing where nobody listened yet when the period before began."""
    if not begun(counts, period.before.begins):
        return {}
    past = counts.filter(hour__gte=period.before.begins, hour__lt=period.before.ends)
    return dict(past.values_list("query").annotate(sum=Sum("message_count")))
