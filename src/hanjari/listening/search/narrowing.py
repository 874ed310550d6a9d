"""Narrowing: the conditions that both stores put on messages, and the question asked with them."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from hanjari.listening.search.query import Query

Row = tuple[int, str, str]
"""A message's id, subject and text."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which messages are asked for: a query's newest, of an organisation, below an id."""

    query: Query
    organisation_id: int
    accounts: frozenset[int] | None
    before: int | None
    limit: int


def asked(wanted: Wanted, source: str, key: str, head: list[Any], step: str = "") -> list[Row]:
    """The newest rows of `source` in which `m` is the message and `key` the column of its id.

    Words of users are only ever parameters; `source`, `key` and `step` are the engines' own.
    """
    where, parameters = _conditions(wanted, key)
    statement = (
        f"{step} SELECT m.id, m.subject, m.text FROM {source} {' AND '.join(where)}"  # noqa: S608 (see above)
        f" ORDER BY {key} DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*head, *parameters, wanted.limit])
        rows: list[Row] = cursor.fetchall()
    return rows


def _conditions(wanted: Wanted, key: str) -> tuple[list[str], list[Any]]:
    where: list[str] = ["m.organisation_id = %s"]
    values: list[Any] = [wanted.organisation_id]
    if wanted.accounts is not None:
        where.append(f"m.account_id IN ({', '.join(['%s'] * len(wanted.accounts))})")
        values += wanted.accounts
    for term in wanted.query.syllables:
        where.append("(m.text LIKE %s OR m.subject LIKE %s)")
        values += [f"%{term.form}%"] * 2
    if wanted.before is not None:
        where.append(f"{key} < %s")
        values.append(wanted.before)
    return where, values
