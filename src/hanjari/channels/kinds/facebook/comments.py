"""Comments below posts that changed, newest first, page by page; a kill goes on where it was.

Object comments: `filter=stream` lists replies too, `order=reverse_chronological` the newest first,
and `since` bounds the time. As Facebook may rank them all the same, a walk always goes to the end of
the pages since then, and the mark is raised only there.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from hanjari.channels.calling.graph import looks
from hanjari.channels.calling.graph.api import Graph
from hanjari.channels.calling.graph.marks import is_new, joined, raised, since
from hanjari.channels.calling.graph.paging import (
    after,
    garbled,
    moment,
    rows,
    seen,
    snapshot,
)
from hanjari.channels.calling.line import Answer
from hanjari.channels.contract import BrokenError, Catch, Raw
from hanjari.channels.kinds.facebook import memory
from hanjari.channels.kinds.facebook.reading import COMMENTS

FIELDS = (
    "id,message,created_time,from,parent{id},permalink_url,is_hidden,"
    "attachment{type,media,url,title,description}"
)
PAGE = 100
FIRST = timedelta(days=7)
"""A first pull reads what may still be answered privately; what is older is left to the backfill."""
Cursor = dict[str, Any]


def catches(graph: Graph, cursor: Cursor) -> Iterator[Catch]:
    """All that is new below the posts noted in `open`. Raises `BrokenError`."""
    while waiting := dict(cursor.get("open", {})):
        post, state = next(iter(waiting.items()))
        row = cursor["posts"].get(post)
        page = _page(graph, post, cursor, row, state) if row else None
        raw = _news(cursor, post, row, state, page) if page else None
        token = after(page.body) if page else ""
        if token and token == state.get("after"):
            raise garbled()
        if token:
            cursor["open"] = {**waiting, post: {**state, "after": token}}
        else:
            _close(cursor, post, state)
        yield Catch((raw,) if raw else (), snapshot(cursor))


def asked(start: Any) -> dict[str, Any]:
    """How comments are asked for, from a time on."""
    options = {
        "fields": FIELDS,
        "filter": "stream",
        "order": "reverse_chronological",
        "limit": PAGE,
    }
    return {**options, **({"since": int(start.timestamp())} if start else {})}


def hints(post: str, row: memory.Row, fresh: list[str]) -> dict[str, Any]:
    """What `read` must know of the page."""
    about = {"visitors": bool(row[memory.IS_VISITORS]), "subject": row[memory.SUBJECT]}
    return {"form": COMMENTS, "post": post, **about, "fresh": fresh}


def _page(
    graph: Graph, post: str, cursor: Cursor, row: memory.Row, state: dict[str, Any]
) -> Answer | None:
    """The next page; None when the post is gone. A forgotten cursor begins at the top again."""
    start = since(row[memory.MARK]) or moment(cursor.get("floor"))
    token = state.get("after")
    try:
        page = graph.ask(
            "GET",
            f"/{post}/comments",
            params={**asked(start), **({"after": token} if token else {})},
        )
    except BrokenError as error:
        if error.code == "gone":
            return None
        if error.code == "invalid" and token:
            state.pop("after")
            return _page(graph, post, cursor, row, state)
        raise
    if not isinstance(page.body, Mapping) or not isinstance(page.body.get("data"), list):
        raise garbled()
    return page


def _news(
    cursor: Cursor, post: str, row: memory.Row, state: dict[str, Any], page: Answer
) -> Raw | None:
    found = [one for each in rows(page.body) if (one := seen(each))]
    fresh = [one[0] for one in found if is_new(row[memory.MARK], one)]
    state["top"] = raised(state.get("top"), found)
    looks.remember(cursor, fresh)
    return Raw(page.content, hints(post, row, fresh)) if fresh else None


def _close(cursor: Cursor, post: str, state: dict[str, Any]) -> None:
    cursor["open"] = {one: left for one, left in cursor["open"].items() if one != post}
    row = cursor["posts"].get(post)
    if row:
        marked = joined(row[memory.MARK], state.get("top"))
        cursor["posts"] = {**cursor["posts"], post: [*row[: memory.MARK], marked]}
