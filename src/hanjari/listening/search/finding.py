"""Finding: messages that somebody may see and that fit, newest first, in pages or counted."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from hanjari.listening.expressions.nodes import Node
from hanjari.listening.ids import first_id_at
from hanjari.listening.search.candidates import Row, Wanted
from hanjari.listening.search.index import engine
from hanjari.listening.search.places import Places
from hanjari.listening.search.plan import planned
from hanjari.listening.search.reading import columns_for, fitting
from hanjari.listening.search.words import expression_of

COUNTED = 10_000
"""Beyond it a count says only that there are more."""
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


@dataclass(frozen=True, slots=True)
class Count:
    """How many fit; with `is_more` at least so many."""

    number: int
    is_more: bool = False


def search(scope: Scope, words: str, *, before: int | None = None, limit: int = 50) -> Page:
    """The newest messages that have all the words and may be seen."""
    node = expression_of(words)
    return find(scope, node, before=before, limit=limit) if node else Page([])


def find(
    scope: Scope,
    node: Node,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int = 50,
) -> Page:
    """The newest messages that fit, said from `since` on, before `until`, with ids below `before`."""
    found: list[int] = []
    for some in _pieces(_asked(scope, node, since, until, before, limit + 1), scope):
        found += some
        if len(found) > limit:
            return Page(found[:limit], found[limit - 1])
    return Page(found)


def ids(
    scope: Scope,
    node: Node,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
) -> Iterator[list[int]]:
    """Everything that fits, newest first, piece by piece; no piece is longer than a thousand or two."""
    for some in _pieces(_asked(scope, node, since, until, before, _READ_AT_ONCE), scope):
        if some:
            yield some


def count(
    scope: Scope,
    node: Node,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    most: int = COUNTED,
) -> Count:
    """How many fit, counted up to `most`; what index and columns know exactly is not read."""
    wanted = _asked(scope, node, since, until, None, most + 1)
    is_exact = wanted.plan.rest is None and scope.visible is None
    number = engine().counted(wanted) if is_exact else _read_up_to(most, wanted, scope)
    return Count(min(number, most), number > most)


def _read_up_to(most: int, wanted: Wanted, scope: Scope) -> int:
    number = 0
    for some in _pieces(replace(wanted, limit=min(most + 1, _READ_AT_ONCE)), scope):
        number += len(some)
        if number > most:
            break
    return number


def _asked(
    scope: Scope,
    node: Node,
    since: datetime | None,
    until: datetime | None,
    before: int | None,
    limit: int,
) -> Wanted:
    places = Places(scope.organisation_id)
    plan = planned(node, places)
    if plan.asked and not engine().knows_all():
        plan = replace(plan, rest=node)
    ends = [first_id_at(until)] if until else []
    if before is not None:
        ends.append(before)
    return Wanted(
        plan,
        places,
        scope.accounts,
        first_id_at(since) if since else 0,
        min(ends, default=None),
        limit,
        *columns_for(plan.rest),
    )


def _pieces(wanted: Wanted, scope: Scope) -> Iterator[list[int]]:
    """What fits and may be seen; a piece may be empty and another follow."""
    while wanted.accounts != frozenset():
        rows: list[Row] = engine().candidates(wanted)
        yield _seen(fitting(rows, wanted.plan.rest, wanted.places), scope)
        if len(rows) < wanted.limit:
            return
        more = max(wanted.limit, min(wanted.limit * 4, _READ_AT_ONCE))
        wanted = replace(wanted, end=rows[-1][0], limit=more)


def _seen(found: list[int], scope: Scope) -> list[int]:
    if scope.visible is None or not found:
        return found
    seen = set(scope.visible(found))
    return [pk for pk in found if pk in seen]
