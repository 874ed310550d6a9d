"""Search on PostgreSQL: a side table of our tokens with their places, under a GIN index."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from hanjari.listening.search.asking import Asked, Some, Words
from hanjari.listening.search.candidates import BARE, Row, Source, Wanted, between, newest
from hanjari.listening.search.candidates import counted as counted_in

CREATE = (
    "CREATE TABLE listening_search ("
    "message_id bigint PRIMARY KEY REFERENCES listening_message (id) ON DELETE CASCADE"
    " DEFERRABLE INITIALLY DEFERRED, tokens tsvector NOT NULL);"
    " CREATE INDEX listening_search_tokens ON listening_search USING gin (tokens)"
)
PENDING = (
    "ALTER INDEX listening_search_tokens SET (gin_pending_list_limit = 256);"
    " SELECT gin_clean_pending_list('listening_search_tokens')"
)
"""What was just written waits unsorted, and every question reads it all: 256 kB in a third of a millisecond."""
DROP = "DROP TABLE listening_search"
EMPTY = "DELETE FROM listening_search"
MOST_TOKENS = 16_383
"""A tsvector knows no place beyond this one,"""
MOST_PLACES = 255
"""and of a token no more places than these: where there are more, neighbours can't be told."""
LONGEST = 20
"""Characters of a token that count."""
MOST_BYTES = 900_000
"""PostgreSQL's vectors end at 1 MB; what of a message does not fit is not indexed."""
LONG, VAST = "_long", "_vast"
"""Marks, which no token looks like, of messages whose neighbours, or tokens, are not all indexed:
they are candidates for everything that has the tokens, or for everything, and are read."""

_ADD = (
    "INSERT INTO listening_search (message_id, tokens) VALUES (%s, %s::tsvector)"
    " ON CONFLICT (message_id) DO UPDATE SET tokens = excluded.tokens"
)
_REMOVE = "DELETE FROM listening_search WHERE message_id = %s"

RECENT = 4_000
"""The newest of all messages in which an often said word is found, without asking the index for all of it."""
_FEW = 250
"""So many are looked for among the recent; who wants more asks the index at once."""

WIDER = 16
"""So many times the span of the recent is looked at next, where it promises enough: there the index and
the order of the ids meet, and of a word's many places only the newest are read."""

_STEP = (
    "WITH found AS MATERIALIZED"
    " (SELECT message_id FROM listening_search WHERE tokens @@ %s::tsquery{bounds})"
)
_RECENT_STEP = (
    "WITH found AS MATERIALIZED (SELECT message_id FROM"
    " (SELECT message_id, tokens FROM listening_search WHERE true{bounds}"
    " ORDER BY message_id DESC LIMIT %s) AS newest WHERE tokens @@ %s::tsquery)"
)
_SPAN = (
    "SELECT MIN(message_id), MAX(message_id) FROM (SELECT message_id FROM listening_search"
    " WHERE true{bounds} ORDER BY message_id DESC LIMIT %s) AS newest"
)
_IN_ORDER = (
    "(SELECT message_id FROM found ORDER BY message_id DESC) AS found CROSS JOIN LATERAL"
    " (SELECT * FROM listening_message WHERE id = found.message_id OFFSET 0) AS m"
)
"""One look-up each, newest first, until there are enough; left to itself the planner walks every month."""
_HAS_VAST = "SELECT COUNT(*) FROM listening_search WHERE tokens @@ %s::tsquery"
"""Counted: for EXISTS the planner reads the whole table, in the hope of an early end."""


def add(rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Index messages by their tokens."""
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, [(pk, vector(tokens)) for pk, tokens in rows])


def remove(rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Take messages out; the tokens are not needed here."""
    with connection.cursor() as cursor:
        cursor.executemany(_REMOVE, [(pk,) for pk, _tokens in rows])


def tidy() -> None:
    """Autovacuum does this here."""


def candidates(wanted: Wanted) -> list[Row]:
    """The newest messages that the index finds: among the recent ones, in a wider span, or else among all.

    A word that is said often has its newest fifty among the recent; all places of a rare one are few.
    """
    if wanted.plan.asked is None:
        return newest(wanted, BARE)
    if wanted.limit <= _FEW:
        rows = newest(wanted, _ordered(wanted, is_recent=True))
        if len(rows) < wanted.limit <= len(rows) * WIDER and (first := _widened(wanted)):
            rows = newest(wanted, _ordered(replace(wanted, first=max(first, wanted.first))))
        if len(rows) == wanted.limit:
            return rows
    return newest(wanted, _ordered(wanted))


def counted(wanted: Wanted) -> int:
    """How many the index finds, counted up to the limit."""
    return counted_in(wanted, _source(wanted))


def knows_all() -> bool:
    """Whether no message is marked as vast: only then the index is exact where it says so."""
    with connection.cursor() as cursor:
        cursor.execute(_HAS_VAST, [_quoted(VAST)])
        (vast,) = cursor.fetchone()
    return not vast


def vector(tokens: Sequence[str]) -> str:
    """Tokens with their places as a tsvector is written, and marks for what it can't hold."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, token in enumerate(tokens, 1):
        places[token[:LONGEST]].append(place)
    marks = set()
    if len(tokens) > MOST_TOKENS or any(len(some) > MOST_PLACES for some in places.values()):
        marks.add(LONG)
    written, size = [], 0
    for token, some in places.items():
        told = [place for place in some if place <= MOST_TOKENS][:MOST_PLACES]
        size += len(token.encode()) + 2 * len(told) + 4
        if size > MOST_BYTES:
            marks.add(VAST)
            break
        written.append(_quoted(token) + (f":{','.join(map(str, told))}" if told else ""))
    return " ".join([*written, *map(_quoted, sorted(marks))])


def matching(asked: Asked) -> str:
    """The question as a tsquery."""
    return f"({_matching(asked)}) | {_quoted(VAST)}"


def _matching(asked: Asked) -> str:
    if isinstance(asked, Words):
        return _words(asked)
    if isinstance(asked, Some):
        return f"({' | '.join(map(_matching, asked.parts))})"
    excluded = [f"!{_matching(one)}" for one in asked.without]
    return f"({' & '.join([*map(_matching, asked.parts), *excluded])})"


def _words(asked: Words) -> str:
    words = [_quoted(token[:LONGEST]) for token in asked.tokens]
    if asked.is_prefix:
        words[-1] += ":*"
    if len(words) == 1:
        return words[0]
    return f"(({' <-> '.join(words)}) | ({' & '.join([_quoted(LONG), *words])}))"


def _quoted(token: str) -> str:
    doubled = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _widened(wanted: Wanted) -> int:
    """The first id of a span `WIDER` times as long as that of the recent; 0 where nothing is there."""
    narrowed, bounds = _narrowed(wanted)
    with connection.cursor() as cursor:
        cursor.execute(_SPAN.format(bounds=narrowed), [*bounds, RECENT])
        first, last = cursor.fetchone()
    return max(0, last - WIDER * (last - first)) if last else 0


def _ordered(wanted: Wanted, *, is_recent: bool = False) -> Source:
    asked = matching(wanted.plan.asked) if wanted.plan.asked else ""
    narrowed, bounds = _narrowed(wanted)
    step = _RECENT_STEP if is_recent else _STEP
    return Source(
        _IN_ORDER,
        "found.message_id",
        step=step.format(bounds=narrowed),
        step_values=(*bounds, RECENT, asked) if is_recent else (asked, *bounds),
    )


def _source(wanted: Wanted) -> Source:
    if wanted.plan.asked is None:
        return BARE
    narrowed, bounds = _narrowed(wanted)
    return Source(
        "found JOIN listening_message m ON m.id = found.message_id",
        "m.id",
        step=_STEP.format(bounds=narrowed),
        step_values=(matching(wanted.plan.asked), *bounds),
    )


def _narrowed(wanted: Wanted) -> tuple[str, list[int]]:
    """The bounds of the ids as SQL that goes on behind a condition, and their values."""
    told, bounds = between("message_id", wanted)
    return "".join(f" AND {one}" for one in told), bounds
