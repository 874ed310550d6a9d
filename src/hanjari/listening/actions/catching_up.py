"""Catching up: a query that is new, or asks for something else, finds the last week's messages as well."""

from contextlib import suppress
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q

from hanjari.channels.models import Account
from hanjari.kit.clock import now
from hanjari.kit.rows import insert, pieces
from hanjari.listening.actions.recounting import recount_query
from hanjari.listening.expressions import ExpressionError, parsed
from hanjari.listening.ingest.locking import lock
from hanjari.listening.models import Hit, Message, StandingQuery
from hanjari.listening.queries.backtest import DAYS, past_of

HOUR = timedelta(hours=1)
SETTLED = timedelta(seconds=5)
"""By then every matcher knows of a change: what it did not match before is found here."""


def catch_up_due() -> bool:
    """Let the query that waits longest catch up; True when there was one."""
    rows = StandingQuery.objects.filter(is_on=True, changed_at__lt=now() - SETTLED)
    behind = Q(caught_up_at=None) | Q(caught_up_at__lt=F("changed_at"))
    query = rows.filter(behind).order_by("changed_at").first()
    if query is None:
        return False
    with suppress(ExpressionError):  # one that this version can't read any more waits for a change
        catch_up(query)
    StandingQuery.objects.filter(pk=query.pk).update(caught_up_at=query.changed_at)
    return True


def catch_up(query: StandingQuery) -> int:
    """Put what the back-test shows on the query's list and into its counts; how many it was.

    The messages are read before anything is locked. What came in meanwhile was matched at ingest or
    is found here, never counted twice: counts are made from the list. Safe to repeat.
    """
    past = past_of(query.organisation_id, parsed(query.expression), ZoneInfo("UTC"), with_ours=True)
    _list(query, past.ids)
    return past.count


@transaction.atomic
def _list(query: StandingQuery, ids: list[int]) -> None:
    lock(Account.objects.filter(organisation=query.organisation_id).values_list("pk", flat=True))
    if not StandingQuery.objects.select_for_update().filter(pk=query.pk).exists():
        return
    for some in pieces(ids):
        known = Hit.objects.filter(query=query, message__in=some).values_list("message", flat=True)
        there = Message.objects.filter(pk__in=some, erased_at=None).values_list("pk", flat=True)
        rows = [(query.pk, pk) for pk in sorted(set(there) - set(known))]
        insert(Hit, ("query_id", "message_id"), rows)
    begun = now().replace(minute=0, second=0, microsecond=0)
    recount_query(query, begun - timedelta(days=DAYS), begun + HOUR)
