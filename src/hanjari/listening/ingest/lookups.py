"""What the store already knows of a batch: messages, tombstones, and what we sent ourselves."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection

from hanjari.kit.rows import Row, utc, where_among
from hanjari.listening.ids import seated
from hanjari.listening.ingest.arrival import Arrival
from hanjari.listening.ingest.bounding import external_id
from hanjari.listening.ingest.sifting import Known, Name

_MESSAGES = (
    "SELECT external_id, id, raw_id, edited_at, is_overheard FROM listening_message"
    " WHERE account_id = %s"
)
_EXTRAS = "SELECT external_id, CAST(extra AS text) FROM listening_message WHERE account_id = %s"
_NAMES = "SELECT message_id FROM listening_name WHERE account_id = %s"
"""Only on PostgreSQL: the unique key over all months (`listening.months`)."""
_TOMBSTONES = "SELECT external_id FROM listening_tombstone WHERE account_id = %s"
_SENT = "SELECT external_id FROM channels_delivery WHERE account_id = %s"
_KEYS = "SELECT account_id, key FROM channels_delivery WHERE true"
_TAKEN = "SELECT id FROM listening_message WHERE true"


def known_messages(names: Iterable[Name]) -> dict[Name, Known]:
    """Messages by account and external id."""
    return {
        name: Known(pk, raw_id, utc(edited_at) if edited_at else None, bool(is_overheard))
        for name, (pk, raw_id, edited_at, is_overheard) in _by_name(_MESSAGES, names)
    }


def told_apart(arrivals: Sequence[Arrival]) -> Sequence[Arrival]:
    """Different messages under one id (a broken mailer's) get ids of their own.

    A kind that can tell gives `extra["fingerprint"]`: the same in every copy of a message. Whoever
    is stored first keeps the id, so that every later pull gives the same answer.
    """
    marked = [one for one in arrivals if one.extra.get("fingerprint")]
    first = {
        name: json.loads(row[0] or "{}").get("fingerprint")
        for name, row in _by_name(_EXTRAS, {one.name for one in marked})
    }
    for one in marked:
        mine = str(one.extra["fingerprint"])
        if (first.setdefault(one.name, mine) or mine) != mine:
            one.external_id = external_id(f"{one.external_id}#{mine}")
    return arrivals


def tombstones(names: Iterable[Name]) -> set[Name]:
    """Names that were erased once."""
    return {name for name, _rest in _by_name(_TOMBSTONES, names)}


def with_own_recognised(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The same arrivals, our own posts coming back marked: by id, by author or by our key."""
    sent = {name for name, _rest in _by_name(_SENT, (arrival.name for arrival in arrivals))}
    keys = _keys_of_ours(arrivals)
    for arrival in arrivals:
        arrival.is_ours = (
            arrival.is_ours
            or arrival.sender.external_id.casefold() in arrival.place.own_ids
            or arrival.name in sent
            or (arrival.place.account_id, arrival.extra.get("key")) in keys
        )
    return list(arrivals)


def free_seats(wished: Sequence[int]) -> list[int]:
    """An id for each wish that nobody has: where a message must move up, its new place is asked for too."""
    taken = _taken(wished)
    while True:
        seats = seated(wished, taken)
        surprises = _taken(set(seats) - set(wished)) - taken
        if not surprises:
            return seats
        taken |= surprises


def _taken(wished: Iterable[int]) -> set[int]:
    return {row[0] for row in where_among(_TAKEN, "id", wished)}


def _keys_of_ours(arrivals: Iterable[Arrival]) -> set[Row]:
    keys = {str(arrival.extra["key"]) for arrival in arrivals if "key" in arrival.extra}
    return set(where_among(_KEYS, "key", keys))


def _by_name(select: str, names: Iterable[Name]) -> list[tuple[Name, Row]]:
    groups: defaultdict[int, set[str]] = defaultdict(set)
    for account_id, name in names:
        groups[account_id].add(name)
    return [
        ((account_id, row[0]), row[1:])
        for account_id, some in groups.items()
        for row in _rows_named(select, some, account_id)
    ]


def _rows_named(select: str, names: set[str], account_id: int) -> list[Row]:
    """On PostgreSQL the names tell first which messages these are, and so which months need a look."""
    if connection.vendor != "postgresql" or "listening_message" not in select:
        return where_among(select, "external_id", names, account_id)
    ids = [row[0] for row in where_among(_NAMES, "external_id", names, account_id)]
    return where_among(select, "id", ids, account_id)
