"""Pulling: new posts, then comments below posts that changed, mentions, talks, and once a day a look.

Webhooks bring the same within seconds; this catches what one of them lost. A post's `updated_time`
moves with every comment (Page post), so unchanged ones cost nothing. A walk through the posts goes
down to the newest that the last finished walk saw; once an hour down to the last of those that are remembered.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from hanjari.channels.calling.graph import looks, talks
from hanjari.channels.calling.graph.api import Graph, known, opened
from hanjari.channels.calling.graph.marks import is_new, raised
from hanjari.channels.calling.graph.paging import (
    Thing,
    after,
    ident,
    moment,
    node,
    pages,
    rows,
    snapshot,
)
from hanjari.channels.calling.graph.paging import seen as seen_of
from hanjari.channels.contract import Access, BrokenError, Catch, Raw
from hanjari.channels.kinds.facebook import comments, memory
from hanjari.channels.kinds.facebook.reading import FEED
from hanjari.kit.clock import now

FIELDS = (
    "id,message,story,created_time,updated_time,from,permalink_url,"
    "attachments{media_type,type,media,url,title,description,subattachments{media_type,type,media,url}},"
    "comments.filter(stream).limit(0).summary(total_count)"
)
TAGGED_FIELDS = (
    "id,message,story,created_time,from,permalink_url,attachments{media_type,type,media,url}"
)
PAGE, FIRST_PAGE = 100, 25
DEEP_EVERY = timedelta(hours=1)
VISIT = 230.0
_SKIPPED = {"rights", "invalid", "gone"}
Cursor = dict[str, Any]


def pull(access: Access) -> Iterator[Catch]:
    """What is new, newest first. Raises `BrokenError`."""
    page, cursor = known(access, "page_id"), snapshot(access.cursor)
    cursor.setdefault("floor", (now() - comments.FIRST).isoformat())
    cursor.setdefault("posts", {})
    with opened(access, VISIT) as graph:
        yield from _posts(access, graph, cursor, page)
        yield from comments.catches(graph, cursor)
        if access.settings.get("direct_messages"):
            yield from talks.catches(graph, cursor, page, "messenger")
        yield from _tagged(graph, cursor, page)
        yield from looks.catches(graph, cursor)


def _posts(access: Access, graph: Graph, cursor: Cursor, page: str) -> Iterator[Catch]:
    before, top = cursor.get("feed"), cursor.get("feed")
    goal = moment(before[0]) if before else None
    is_deep = bool(before) and _is_due(cursor.get("deep"))
    end = memory.depth(cursor["posts"]) if is_deep else goal
    asked = {"fields": FIELDS, "limit": PAGE if before else FIRST_PAGE}
    for answer in pages(graph, f"/{page}/feed", asked):
        found = rows(answer.body)
        seen = [one for each in found if (one := seen_of(each))]
        top = raised(top, seen)
        raw = _news(access, cursor, found, answer.content)
        yield Catch((raw,) if raw else (), snapshot(cursor))
        oldest = min((at for _one, at in seen), default=None)
        if not before:
            cursor["floor_feed"] = oldest.isoformat() if oldest and after(answer.body) else ""
        if oldest is None or goal is None or (end and oldest < end):
            break
    cursor["feed"] = top
    if is_deep or not cursor.get("deep"):
        cursor["deep"] = now().isoformat()
    yield Catch((), snapshot(cursor))


def _news(access: Access, cursor: Cursor, found: list[Thing], content: bytes) -> Raw | None:
    """The page when it holds a new or changed post; posts with new comments are noted as open."""
    posts: dict[str, memory.Row] = cursor["posts"]
    fresh, edited = [], []
    for one in found:
        number, row = ident(one.get("id")), memory.row_of(access, one)
        if not node(number):
            continue
        old = posts.get(number)
        if memory.is_told(access, row) and memory.is_unknown(cursor, one, old):
            fresh.append(number)
        elif old and old[memory.DIGEST] != row[memory.DIGEST] and memory.is_told(access, row):
            edited.append(number)
        if memory.has_new_comments(cursor, row, old):
            cursor.setdefault("open", {}).setdefault(number, {})
        posts[number] = [*row, old[memory.MARK] if old else []]
    cursor["posts"] = memory.bounded(posts)
    looks.remember(cursor, fresh)
    if not fresh and not edited:
        return None
    return Raw(content, {"form": FEED, "fresh": fresh, "edited": edited})


def _tagged(graph: Graph, cursor: Cursor, page: str) -> Iterator[Catch]:
    """Posts elsewhere that tag the Page (Page, Tagged); not every Page may be asked for them."""
    before, top = cursor.get("tagged"), cursor.get("tagged")
    try:
        for answer in pages(
            graph, f"/{page}/tagged", {"fields": TAGGED_FIELDS, "limit": FIRST_PAGE}
        ):
            seen = [one for each in rows(answer.body) if (one := seen_of(each))]
            fresh = [one[0] for one in seen if is_new(before, one)]
            top = raised(top, seen)
            if fresh:
                looks.remember(cursor, fresh)
                yield Catch(
                    (Raw(answer.content, {"form": FEED, "fresh": fresh}),), snapshot(cursor)
                )
            if len(fresh) < len(seen) or not before:
                break
    except BrokenError as error:
        if error.code not in _SKIPPED:
            raise
    if top != before:
        cursor["tagged"] = top
        yield Catch((), snapshot(cursor))


def _is_due(told: Any) -> bool:
    try:
        return now() - datetime.fromisoformat(str(told)) >= DEEP_EVERY
    except (ValueError, TypeError):
        return True
