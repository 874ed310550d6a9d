"""Rows: set statements, one for a whole batch, the same text for SQLite and PostgreSQL."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Model

Row = tuple[Any, ...]
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def insert(model: type[Model], columns: Sequence[str], rows: Sequence[Row], tail: str = "") -> None:
    """One prepared INSERT for all rows; `tail` is an ON CONFLICT clause."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    run(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places}) {tail}", rows)  # noqa: S608, SLF001 (names of our own models; `_meta` is Django's public model API)


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


def run(statement: str, rows: Sequence[Row]) -> None:
    """Run a statement once for each row."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def moment(value: datetime | None) -> Any:
    """A time as the store writes it; Django's own way makes it twice on SQLite, and takes five times as long."""
    if value is None or connection.vendor != "sqlite":
        return value
    there = value if value.tzinfo is UTC else value.astimezone(UTC)
    return there.isoformat(" ")[: -len("+00:00")]


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
    return _COMPACT(value)


def pieces(values: Iterable[Any], size: int = 900) -> Iterable[list[Any]]:
    """Lists short enough for one IN clause anywhere."""
    values = list(values)
    return (values[start : start + size] for start in range(0, len(values), size))


def lock(accounts: Iterable[int], *, room: int = 1) -> None:
    """One writer an account until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for account_id in sorted(set(accounts)):
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [room, account_id])
