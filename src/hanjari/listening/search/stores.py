"""Stores: pieces of SQL that the two say differently. Columns are our own, values are parameters."""

import json
from collections.abc import Collection

from django.db import connection

from hanjari.language.normal import SAME

Piece = tuple[str, tuple[object, ...]]
"""SQL and its parameters."""

_PLAIN = SAME.replace("\0", "\x01")
"""No store keeps a NUL in a text."""


def is_postgresql() -> bool:
    """Which of the two this is."""
    return connection.vendor == "postgresql"


def has(column: str, piece: str) -> Piece:
    """ASCII letters in either case, every other sign as it is."""
    escaped = piece.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    like = f'{column} COLLATE "C" ILIKE' if is_postgresql() else f"{column} LIKE"
    return f"{like} %s ESCAPE '\\'", (f"%{escaped}%",)


def is_odd(column: str) -> Piece:
    """Whether a text has signs of which lower case is not the normal form."""
    if is_postgresql():
        return f"{column} ~ %s", (f"[^{_PLAIN}]",)
    return f"{column} GLOB %s", (f"*[^{_PLAIN}]*",)


def among(column: str, ids: Collection[int]) -> Piece:
    """One parameter however many ids there are."""
    if is_postgresql():
        return f"{column} = ANY(%s)", (list(ids),)
    return f"{column} IN (SELECT value FROM json_each(%s))", (json.dumps(list(ids)),)  # noqa: S608 (our own column names)
