"""Rows: set statements, one for a whole batch, the same text for SQLite and PostgreSQL."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Model
from msgspec.json import Encoder

Row = tuple[Any, ...]
_encode = Encoder().encode


def insert(model: type[Model], columns: Sequence[str], rows: Sequence[Row], tail: str = "") -> int:
    """One prepared INSERT for all rows; `tail` is an ON CONFLICT clause. How many were written."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    table = quote(model._meta.db_table)  # noqa: SLF001 (Django's public model API)
    return run(f"INSERT INTO {table} ({names}) VALUES ({places}) {tail}", rows)  # noqa: S608 (names of our own models)


def insert_new(model: type[Model], columns: Sequence[str], rows: Sequence[Row]) -> list[int]:
    """Insert rows whose keys the store gives; the keys, in the rows' order.

    As Django's `bulk_create` does, without an object a row, which costs as much as the row itself.
    """
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))  # noqa: SLF001 (Django's public model API)
    names = ", ".join(quote(column) for column in columns)
    places = f"({', '.join(['%s'] * len(columns))})"
    keys: list[int] = []
    with connection.cursor() as cursor:
        for some in pieces(rows, 900 // len(columns)):
            values = ", ".join([places] * len(some))
            cursor.execute(
                f"INSERT INTO {table} ({names}) VALUES {values} RETURNING {key}",  # noqa: S608 (names of our own models)
                [value for row in some for value in row],
            )
            keys += [row[0] for row in cursor.fetchall()]
    return keys


def run(statement: str, rows: Sequence[Row]) -> int:
    """Run a statement once for each row; how many rows it changed."""
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
        return int(cursor.rowcount)


def moment(value: datetime | None) -> Any:
    """A time as the store writes it; Django's own way makes it twice on SQLite, and takes five times as long."""
    return moments()(value)


def moments() -> Callable[[datetime | None], Any]:
    """What writes times for this store: asked for once where there are many."""
    return _in_letters if connection.vendor == "sqlite" else _as_it_is


def _in_letters(value: datetime | None) -> str | None:
    if value is None:
        return None
    there = value if value.tzinfo is UTC else value.astimezone(UTC)
    return there.isoformat(" ")[: -len("+00:00")]


def _as_it_is(value: datetime | None) -> datetime | None:
    return value


def utc(value: datetime) -> datetime:
    """A time as the driver gave it: SQLite's are UTC and do not say so."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def where_among(
    select: str, column: str, values: Iterable[Any], *parameters: Any, tail: str = ""
) -> list[tuple[Any, ...]]:
    """Rows of `select … WHERE … AND column IN values`: one parameter however many values there are.

    `tail` is what comes behind, such as a row lock.
    """
    values = list(values)
    if not values:
        return []
    parameter: Any = values
    among = f"{column} = ANY(%s)"
    if connection.vendor == "sqlite":
        among = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 (our own column names)
        parameter = json.dumps(values)
    with connection.cursor() as cursor:
        cursor.execute(f"{select} AND {among} {tail}", [*parameters, parameter])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def compact(value: Any) -> str:
    """JSON without blanks; Korean stays readable and short."""
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    return _encode(value).decode()


def pieces(values: Iterable[Any], size: int = 900) -> Iterable[list[Any]]:
    """Lists short enough for one IN clause anywhere."""
    values = list(values)
    return (values[start : start + size] for start in range(0, len(values), size))
