"""Candidates: the newest messages that index and columns let through, in pieces of bounded size."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from hanjari.listening.search.places import Places
from hanjari.listening.search.plan import Plan
from hanjari.listening.search.stores import among

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which messages are asked for: a plan's newest, with ids from `first` to below `end`."""

    plan: Plan
    places: Places
    accounts: frozenset[int] | None
    first: int
    end: int | None
    limit: int
    columns: str = "m.id"
    tables: str = ""
    """What is joined for the sake of the columns."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an engine finds them: `m` is the message, `key` the column of its id that has an order."""

    tables: str
    key: str
    step: str = ""
    step_values: tuple[object, ...] = ()
    where: tuple[str, ...] = ()
    values: tuple[object, ...] = ()


BARE = Source("listening_message m", "m.id")
"""Without an index: by time, newest first."""


def newest(wanted: Wanted, source: Source) -> list[Row]:
    """The rows, newest first."""
    select, values = _selected(wanted, source, wanted.columns)
    return _rows(f"{select} ORDER BY {source.key} DESC LIMIT %s", [*values, wanted.limit])


def counted(wanted: Wanted, source: Source) -> int:
    """How many there are, counted up to the limit."""
    select, values = _selected(wanted, source, "1")
    counting = f"SELECT COUNT(*) FROM ({select} LIMIT %s) AS newest"  # noqa: S608 (see `_selected`)
    ((number,),) = _rows(counting, [*values, wanted.limit])
    return int(number)


def between(key: str, wanted: Wanted) -> tuple[list[str], list[int]]:
    """The bounds of the ids, where there are any."""
    told = [(f"{key} >= %s", wanted.first)] if wanted.first else []
    if wanted.end is not None:
        told.append((f"{key} < %s", wanted.end))
    return [sql for sql, _bound in told], [bound for _sql, bound in told]


def _selected(wanted: Wanted, source: Source, columns: str) -> tuple[str, list[object]]:
    """Words of users are only ever parameters; everything else is the engines' own."""
    where = [*source.where, "m.organisation_id = %s"]
    values: list[object] = [*source.values, wanted.places.organisation_id]
    told, some = between(source.key, wanted)
    where += told
    values += some
    if wanted.accounts is not None:
        sql, accounts = among("m.account_id", wanted.accounts)
        where.append(sql)
        values += accounts
    where += wanted.plan.where
    values += wanted.plan.values
    statement = (
        f"{source.step} SELECT {columns} FROM {source.tables} {wanted.tables}"  # noqa: S608 (see above)
        f" WHERE {' AND '.join(where)}"
    )
    return statement, [*source.step_values, *values]


def _rows(statement: str, values: Sequence[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[Row] = cursor.fetchall()
    return rows
