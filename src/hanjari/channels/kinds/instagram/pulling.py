"""Pulling: comments below posts whose count changed, talks, tags, other accounts, and once a day a look.

Webhooks bring comments, mentions and messages within seconds; this catches what one of them lost. A
walk through our posts goes down to the newest that the last finished walk saw; once an hour down to
the last of those that are remembered.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from hanjari.channels.calling.graph import looks, talks
from hanjari.channels.calling.graph.api import Graph, known, opened
from hanjari.channels.calling.graph.marks import raised
from hanjari.channels.calling.graph.paging import (
    Thing,
    ident,
    moment,
    pages,
    rows,
    seen,
    snapshot,
)
from hanjari.channels.contract import Access, Catch
from hanjari.channels.kinds.instagram import comments, ids, memory, sources
from hanjari.kit.clock import now

FIELDS = "id,caption,timestamp,permalink,comments_count"
PAGE, FIRST_PAGE = 100, 25
DEEP_EVERY = timedelta(hours=1)
VISIT = 230.0
Cursor = dict[str, Any]


def pull(access: Access) -> Iterator[Catch]:
    """What is new, newest first. Raises `BrokenError`."""
    own, cursor = known(access, "ig_id"), snapshot(access.cursor)
    cursor.setdefault("floor", (now() - comments.FIRST).isoformat())
    cursor.setdefault("media", {})
    with opened(access, VISIT) as graph:
        yield from _media(graph, cursor, own)
        yield from comments.catches(graph, cursor)
        if access.settings.get("direct_messages"):
            yield from talks.catches(graph, cursor, known(access, "page_id"), "instagram")
        yield from sources.tags(graph, cursor, own)
        yield from sources.others(access, graph, cursor, own)
        yield from looks.catches(graph, cursor)


def _media(graph: Graph, cursor: Cursor, own: str) -> Iterator[Catch]:
    before, top = cursor.get("posted"), cursor.get("posted")
    goal = moment(before[0]) if before else None
    is_deep = bool(before) and _is_due(cursor.get("deep"))
    end = memory.depth(cursor["media"]) if is_deep else goal
    asked = {"fields": FIELDS, "limit": PAGE if before else FIRST_PAGE}
    for answer in pages(graph, f"/{own}/media", asked):
        found = rows(answer.body)
        met = [one for each in found if (one := seen(each, "timestamp"))]
        top = raised(top, met)
        _note(cursor, found)
        oldest = min((at for _one, at in met), default=None)
        if oldest is None or goal is None or (end and oldest < end):
            break
    cursor["posted"] = top
    if is_deep or not cursor.get("deep"):
        cursor["deep"] = now().isoformat()
    yield Catch((), snapshot(cursor))


def _note(cursor: Cursor, found: list[Thing]) -> None:
    """Remember the posts; those with other comments than before are noted as open."""
    posts: dict[str, memory.Row] = cursor["media"]
    for one in found:
        number, row = ids.number(ident(one.get("id"))), memory.row_of(one)
        if not number:
            continue
        old = posts.get(number)
        if memory.is_changed(row, old):
            need = row[memory.COUNT] - (old[memory.COUNT] if old else row[memory.COUNT])
            cursor.setdefault("open", {})[number] = {"need": need}
        posts[number] = [*row, old[memory.MARK] if old else []]
    cursor["media"] = memory.bounded(posts)


def _is_due(told: Any) -> bool:
    try:
        return now() - datetime.fromisoformat(str(told)) >= DEEP_EVERY
    except (ValueError, TypeError):
        return True
