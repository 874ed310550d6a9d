"""Search on SQLite: contentless FTS5, the rowid is the message's id, so newest first needs no sort."""

from collections.abc import Sequence

from django.db import connection

from hanjari.listening.search.asking import Asked, Some, Words
from hanjari.listening.search.candidates import BARE, Row, Source, Wanted, newest
from hanjari.listening.search.candidates import counted as counted_in

CREATE = (
    "CREATE VIRTUAL TABLE listening_search USING fts5("
    "tokens, content='', columnsize=0, detail='none', tokenize='ascii')"
)
"""`ascii` leaves everything but ASCII signs whole: our analyser has cut and folded already.

Where in a message a token stands is not kept (a fifth of the index): whether tokens are neighbours
is told by reading, which phrases need anyway.
"""
DROP = "DROP TABLE listening_search"
EMPTY = "INSERT INTO listening_search (listening_search) VALUES ('delete-all')"

_ADD = "INSERT INTO listening_search (rowid, tokens) VALUES (%s, %s)"
_REMOVE = "INSERT INTO listening_search (listening_search, rowid, tokens) VALUES ('delete', %s, %s)"
_TOKENS = 24
"""Of one phrase so many are asked for; the rest is told by reading."""
_MERGE = "INSERT INTO listening_search (listening_search, rank) VALUES ('merge', -500)"
"""At most 500 pages, two megabytes, are written at once."""


def add(rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Index messages by their tokens."""
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, [(pk, " ".join(tokens)) for pk, tokens in rows])


def remove(rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Take messages out; FTS5 of SQLite 3.40 needs the very tokens that went in."""
    with connection.cursor() as cursor:
        cursor.executemany(_REMOVE, [(pk, " ".join(tokens)) for pk, tokens in rows])


def tidy() -> None:
    """Merge some segments; what they only marked as deleted is gone from the result."""
    with connection.cursor() as cursor:
        cursor.execute(_MERGE)


def candidates(wanted: Wanted) -> list[Row]:
    """The newest messages that the index finds."""
    return newest(wanted, _source(wanted))


def counted(wanted: Wanted) -> int:
    """How many the index finds, counted up to the limit."""
    return counted_in(wanted, _source(wanted))


def knows_all() -> bool:
    """FTS5 holds messages of every length."""
    return True


def matching(asked: Asked) -> str:
    """The question in FTS5's language."""
    if isinstance(asked, Words):
        return _words(asked)
    if isinstance(asked, Some):
        return f"({' OR '.join(map(matching, asked.parts))})"
    told = " AND ".join(map(matching, asked.parts))
    return "(" + " NOT ".join([f"({told})", *map(matching, asked.without)]) + ")"


def _words(asked: Words) -> str:
    *whole, last = asked.tokens
    told = [f'"{token}"' for token in dict.fromkeys(whole)][:_TOKENS]
    told.append(f'"{last}"' + "*" * asked.is_prefix)
    return f"({' AND '.join(told)})" if len(told) > 1 else told[0]


def _source(wanted: Wanted) -> Source:
    if wanted.plan.asked is None:
        return BARE
    return Source(
        "listening_search s CROSS JOIN listening_message m ON m.id = s.rowid",
        "s.rowid",
        where=("s.listening_search MATCH %s",),
        values=(matching(wanted.plan.asked),),
    )
