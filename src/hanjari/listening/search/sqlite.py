"""Search on SQLite: contentless FTS5, the rowid is the message's id, so newest first needs no sort."""

from collections.abc import Sequence

from django.db import connection

from hanjari.listening.search.narrowing import Row, Wanted, asked
from hanjari.listening.search.query import Term

CREATE = (
    "CREATE VIRTUAL TABLE listening_search USING fts5("
    "tokens, content='', columnsize=0, tokenize='ascii')"
)
"""`ascii` leaves everything but ASCII signs whole: our analyser has cut and folded already."""
DROP = "DROP TABLE listening_search"
EMPTY = "INSERT INTO listening_search (listening_search) VALUES ('delete-all')"

_ADD = "INSERT INTO listening_search (rowid, tokens) VALUES (%s, %s)"
_REMOVE = "INSERT INTO listening_search (listening_search, rowid, tokens) VALUES ('delete', %s, %s)"
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
    """The newest messages that the index finds, with their words."""
    terms = wanted.query.indexed
    if not terms:
        return asked(wanted, "listening_message m WHERE", "m.id", [])
    return asked(
        wanted,
        "listening_search s CROSS JOIN listening_message m ON m.id = s.rowid"
        " WHERE s.tokens MATCH %s AND",
        "s.rowid",
        [matching(terms)],
    )


def matching(terms: Sequence[Term]) -> str:
    """The terms in FTS5's language: phrases of quoted tokens, all of them."""
    return " AND ".join(
        '"' + " ".join(term.tokens).replace('"', '""') + '"' + ("*" if term.is_prefix else "")
        for term in terms
    )
