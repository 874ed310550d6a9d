"""Many rows at once: plain SQL for the ingest path, where a model object a row would cost ten times."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, models

T = TypeVar("T")

CHUNK = 500
"""Ids in one `IN (…)`: below every store's limit of parameters, above the cost of a round trip."""


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Lists of at most `size` items."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows; those whose unique key is already there are left as they are."""
    if not rows:
        return
    fields = [_field(model, column) for column in columns]
    names = ", ".join(_quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = (
        f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608, SLF001 (names come from the model)
        " ON CONFLICT DO NOTHING"
    )
    _execute(sql, fields, rows)


def update(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Update rows by primary key; each row is the columns' values, then the key."""
    if not rows:
        return
    key = model._meta.pk  # noqa: SLF001 (Django's documented model API)
    fields = [*(_field(model, column) for column in columns), key]
    sets = ", ".join(f"{_quoted(str(field.column))} = %s" for field in fields[:-1])
    sql = (
        f"UPDATE {_quoted(model._meta.db_table)} SET {sets}"  # noqa: S608, SLF001 (names come from the model)
        f" WHERE {_quoted(str(key.column))} = %s"
    )
    _execute(sql, fields, rows)


def ask(question: str, items: Iterable[Any], *first: Any) -> Iterator[Any]:
    """Rows of a plain SELECT whose `{marks}` stand for `items`, asked in chunks.

    `first` are the parameters before the marks. Values come as the driver gives them: read times
    with `moment` and JSON with `listed`.
    """
    with connection.cursor() as cursor:
        for piece in chunks(items):
            cursor.execute(question.format(marks=", ".join(["%s"] * len(piece))), [*first, *piece])
            yield from cursor.fetchall()


def moment(value: datetime) -> datetime:
    """A time as the driver gave it: SQLite's are UTC and do not say so."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def listed(value: Any) -> Any:
    """JSON as the driver gave it."""
    if value == "[]":
        return []
    return json.loads(value) if isinstance(value, str) else value


def _execute(sql: str, fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> None:
    adapters = [(place, adapt) for place, field in enumerate(fields) if (adapt := _adapter(field))]
    ready = []
    for row in rows:
        values = list(row)
        for place, adapt in adapters:
            values[place] = adapt(values[place])
        ready.append(values)
    with connection.cursor() as cursor:
        cursor.executemany(sql, ready)


def _adapter(field: Any) -> Callable[[Any], Any] | None:
    if isinstance(field, models.DateTimeField):
        return _as_text if connection.vendor == "sqlite" else None
    if isinstance(field, models.JSONField):
        return lambda value: "[]" if value == [] else json.dumps(value)
    return None


def _as_text(value: datetime | None) -> str | None:
    """A time as Django's SQLite keeps it; its own way takes five times as long."""
    return None if value is None else str(value.astimezone(UTC).replace(tzinfo=None))


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)  # noqa: SLF001 (Django's documented model API)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
