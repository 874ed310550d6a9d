"""Standing queries as a member may see them, and what each found lately."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import QuerySet, Sum
from django.shortcuts import get_object_or_404

from hanjari.kit.clock import now
from hanjari.listening.models import Hit, QueryCount, StandingQuery
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

WEEK = timedelta(days=7)


def standing_queries_for(member: Member) -> QuerySet[StandingQuery]:
    """The company's, for those who may read everything."""
    if not member.can(Permission.READ_ALL):
        return StandingQuery.objects.none()
    return StandingQuery.objects.filter(organisation=member.organisation_id)


def standing_query_for(member: Member, pk: int) -> StandingQuery:
    """One of them; a stranger gets 404."""
    return get_object_or_404(standing_queries_for(member), pk=pk)


def found_lately(queries: Iterable[StandingQuery]) -> dict[int, int]:
    """How many messages of others each found in the last seven days, from its counters."""
    counts = QueryCount.objects.filter(
        query__in=[one.pk for one in queries], hour__gt=now() - WEEK, is_ours=False
    )
    return dict(counts.order_by().values_list("query").annotate(count=Sum("message_count")))


def found_by(member: Member, message_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """By message: number and name of each standing query that found it, by name."""
    hits = Hit.objects.filter(query__in=standing_queries_for(member), message__in=message_ids)
    named: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for message, query, name in hits.order_by("query__name").values_list(
        "message_id", "query_id", "query__name"
    ):
        named[message].append((query, name))
    return named
