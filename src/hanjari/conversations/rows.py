"""Many rows at once, by the names of their models' fields: `kit.rows` with values as the house holds them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models

from hanjari.kit import rows as stored


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows; those whose unique key is already there are left as they are."""
    if not rows:
        return
    fields = [_field(model, column) for column in columns]
    names = [str(field.column) for field in fields]
    stored.insert(model, names, _written(fields, rows), "ON CONFLICT DO NOTHING")


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
    stored.run(sql, _written(fields, rows))


def ask(question: str, items: Iterable[Any], *first: Any) -> Iterator[Any]:
    """Rows of a plain SELECT whose `{marks}` stand for `items`, asked in pieces.

    `first` are the parameters before the marks. Values come as the driver gives them: read times
    with `utc` and JSON with `listed`.
    """
    with connection.cursor() as cursor:
        for piece in stored.pieces(items):
            cursor.execute(question.format(marks=", ".join(["%s"] * len(piece))), [*first, *piece])
            yield from cursor.fetchall()


def listed(value: Any) -> Any:
    """JSON as the driver gave it."""
    if value == "[]":
        return []
    return json.loads(value) if isinstance(value, str) else value


def _written(fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> list[stored.Row]:
    """The rows as the store writes them."""
    adapters = [(place, adapt) for place, field in enumerate(fields) if (adapt := _adapter(field))]
    ready = []
    for row in rows:
        values = list(row)
        for place, adapt in adapters:
            values[place] = adapt(values[place])
        ready.append(tuple(values))
    return ready


def _adapter(field: Any) -> Callable[[Any], Any] | None:
    if isinstance(field, models.DateTimeField):
        return stored.moments()
    if isinstance(field, models.JSONField):
        return lambda value: "[]" if value == [] else json.dumps(value)
    return None


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)  # noqa: SLF001 (Django's documented model API)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
