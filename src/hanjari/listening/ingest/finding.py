"""What standing queries found of a batch: hits and hourly counts, in the caller's transaction."""

from collections.abc import Iterable, Sequence

from django.db import connection

from hanjari.kit.rows import insert, run, where_among
from hanjari.listening.ingest.arrival import Arrival
from hanjari.listening.ingest.counting import count_finds
from hanjari.listening.models import Hit

_LIVING = "SELECT id FROM listening_standingquery WHERE true"
_FOUND = "SELECT message_id, query_id FROM listening_hit WHERE true"

Pair = tuple[int, int]
"""A message's id and a query's."""


def store_finds(arrivals: Sequence[Arrival]) -> None:
    """Write the hits of new messages and count them. A query deleted meanwhile found nothing."""
    _add(arrivals, {(one.id, query_id) for one in arrivals for query_id in one.query_ids})


def follow_edits(arrivals: Sequence[Arrival]) -> None:
    """Hits follow the new words. Finds that an edit adds are counted; counts of those it takes stand."""
    before: set[Pair] = set(where_among(_FOUND, "message_id", [one.id for one in arrivals]))
    now = {(one.id, query_id) for one in arrivals for query_id in one.query_ids}
    run("DELETE FROM listening_hit WHERE message_id = %s AND query_id = %s", sorted(before - now))
    _add(arrivals, now - before)


def _add(arrivals: Iterable[Arrival], pairs: set[Pair]) -> None:
    living = _living({query_id for _message_id, query_id in pairs})
    finds = [
        (query_id, one)
        for one in arrivals
        for query_id in one.query_ids
        if query_id in living and (one.id, query_id) in pairs
    ]
    insert(Hit, ("query_id", "message_id"), [(query_id, one.id) for query_id, one in finds])
    count_finds(finds)


def _living(ids: Iterable[int]) -> set[int]:
    """Those queries that exist; PostgreSQL keeps them until this transaction ends, SQLite has one writer."""
    held = "FOR KEY SHARE" if connection.vendor == "postgresql" else ""
    return {row[0] for row in where_among(_LIVING, "id", sorted(ids), tail=held)}
