"""What was said before the Page was connected: older posts, and below each its older comments."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hanjari.channels.calling.graph.api import Graph, known, opened
from hanjari.channels.calling.graph.paging import after, ident, moment, node, rows, seen, snapshot
from hanjari.channels.contract import Access, BrokenError, Catch, Raw
from hanjari.channels.kinds.facebook import comments, memory
from hanjari.channels.kinds.facebook.pulling import FIELDS, PAGE, VISIT
from hanjari.channels.kinds.facebook.reading import FEED

Past = dict[str, Any]


def backfill(access: Access) -> Iterator[Catch]:
    """Newest first, from `access.past`; nothing before the first pull has ended. Raises `BrokenError`."""
    past, floor = snapshot(access.past), moment(access.cursor.get("floor"))
    if floor and "feed" in access.cursor and not past.get("done"):
        with opened(access, VISIT) as graph:
            yield from _below(graph, past, floor)
            while not past.get("is_end"):
                yield from _page(access, graph, past)
                yield from _below(graph, past, floor)
        past["done"] = True
    yield Catch((), snapshot(past))


def _page(access: Access, graph: Graph, past: Past) -> Iterator[Catch]:
    """One page of posts; a forgotten cursor begins at the top again."""
    asked = {"fields": FIELDS, "limit": PAGE}
    token = str(past.get("after") or "")
    path = f"/{known(access, 'page_id')}/feed"
    try:
        answer = graph.ask("GET", path, params={**asked, **({"after": token} if token else {})})
    except BrokenError as error:
        if error.code != "invalid" or not token:
            raise
        answer = graph.ask("GET", path, params=asked)
    posts = [
        (number, memory.row_of(access, one), one)
        for one in rows(answer.body)
        if (number := node(one.get("id")))
    ]
    until = moment(access.cursor.get("floor_feed"))
    fresh = [
        number
        for number, row, one in posts
        if memory.is_told(access, row) and until and (at := seen(one)) and at[1] < until
    ]
    past["left"] = [[number, row, ""] for number, row, _one in posts if row[memory.COUNT]]
    past["after"] = after(answer.body)
    past["is_end"] = not past["after"] or past["after"] == token
    raw = Raw(answer.content, {"form": FEED, "fresh": fresh})
    yield Catch((raw,) if fresh else (), snapshot(past), is_last=False)


def _below(graph: Graph, past: Past, floor: datetime) -> Iterator[Catch]:
    """The comments from before we began to read, below the posts of the last page."""
    while left := list(past.get("left", [])):
        post, row, token = left[0]
        answer = _comments(graph, str(post), str(token))
        found = rows(answer.body) if answer else []
        fresh = [ident(one.get("id")) for one in found if (at := seen(one)) and at[1] < floor]
        more = after(answer.body) if answer else ""
        past["left"] = ([[post, row, more]] if more and more != token else []) + left[1:]
        raws = (
            (Raw(answer.content, comments.hints(str(post), row, fresh)),)
            if answer and fresh
            else ()
        )
        yield Catch(raws, snapshot(past), is_last=False)


def _comments(graph: Graph, post: str, token: str) -> Any:
    asked = {**comments.asked(None), **({"after": token} if token else {})}
    try:
        return graph.ask("GET", f"/{post}/comments", params=asked)
    except BrokenError as error:
        if error.code not in {"gone", "invalid"}:
            raise
        return None
