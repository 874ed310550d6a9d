"""Finding: pages of messages that somebody may see, newest first, each page going on where one ended."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from hanjari.listening.search.index import engine, said
from hanjari.listening.search.narrowing import Row, Wanted
from hanjari.listening.search.query import Query, parsed

_READ_AT_ONCE = 2_000

Sieve = Callable[[list[int]], Collection[int]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose messages may be found.

    `accounts` narrows it to some accounts (none allowed: nothing is found). `visible` is an upper
    room's say: of these message ids, which may be seen.
    """

    organisation_id: int
    accounts: frozenset[int] | None = None
    visible: Sieve | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Message ids, newest first; `before` asks for the next page, None: this was the last."""

    ids: list[int]
    before: int | None = None


def search(scope: Scope, words: str, *, before: int | None = None, limit: int = 50) -> Page:
    """The newest messages that have all the words and may be seen."""
    query = parsed(words)
    if not query.terms or scope.accounts == frozenset():
        return Page([])
    found: list[int] = []
    size = limit + 1
    while True:
        rows = _candidates(Wanted(query, scope.organisation_id, scope.accounts, before, size))
        found += _fitting(rows, query, scope)
        if len(found) > limit:
            return Page(found[:limit], found[limit - 1])
        if len(rows) < size:
            return Page(found)
        before, size = rows[-1][0], min(size * 4, _READ_AT_ONCE)


def _candidates(wanted: Wanted) -> list[Row]:
    rows: list[Row] = engine().candidates(wanted)
    return rows


def _fitting(rows: list[Row], query: Query, scope: Scope) -> list[int]:
    if query.is_read:
        rows = [row for row in rows if query.fits(said(row[1], row[2]))]
    ids = [row[0] for row in rows]
    if scope.visible is None or not ids:
        return ids
    seen = set(scope.visible(ids))
    return [pk for pk in ids if pk in seen]
