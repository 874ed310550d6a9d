"""What was said below our posts before the account was connected, read apart."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hanjari.channels.calling.graph.api import Graph, known, opened
from hanjari.channels.calling.graph.paging import after, ident, moment, rows, snapshot
from hanjari.channels.calling.line import Answer
from hanjari.channels.contract import Access, BrokenError, Catch, Raw
from hanjari.channels.kinds.instagram import comments, ids, memory
from hanjari.channels.kinds.instagram.pulling import FIELDS, PAGE, VISIT
from hanjari.channels.kinds.instagram.reading import REPLIES

Past = dict[str, Any]


def backfill(access: Access) -> Iterator[Catch]:
    """Newest first, from `access.past`; nothing before the first pull has ended. Raises `BrokenError`."""
    past, floor = snapshot(access.past), moment(access.cursor.get("floor"))
    if floor and "posted" in access.cursor and not past.get("done"):
        with opened(access, VISIT) as graph:
            yield from _below(graph, past, floor)
            while not past.get("is_end"):
                _page(graph, past, known(access, "ig_id"))
                yield Catch((), snapshot(past), is_last=False)
                yield from _below(graph, past, floor)
        past["done"] = True
    yield Catch((), snapshot(past))


def _page(graph: Graph, past: Past, own: str) -> None:
    token = str(past.get("after") or "")
    answer = _asked(graph, f"/{own}/media", {"fields": FIELDS, "limit": PAGE}, token)
    body = answer.body if answer else {}
    posts = [(ids.number(ident(one.get("id"))), memory.row_of(one)) for one in rows(body)]
    past["left"] = [[number, row, ""] for number, row in posts if number and row[memory.COUNT]]
    past["after"] = after(body)
    past["is_end"] = not past["after"] or past["after"] == token


def _below(graph: Graph, past: Past, floor: datetime) -> Iterator[Catch]:
    """The comments from before we began to read, below the posts of the last page."""
    while left := list(past.get("left", [])):
        media, row, token = left[0]
        asked = {"fields": comments.FIELDS, "limit": comments.PAGE}
        answer = _asked(graph, f"/{media}/comments", asked, str(token))
        raws = list(_raws(graph, str(media), row, answer, floor)) if answer else []
        more = after(answer.body) if answer else ""
        past["left"] = ([[media, row, more]] if more and more != token else []) + left[1:]
        yield Catch(tuple(raws), snapshot(past), is_last=False)


def _raws(
    graph: Graph, media: str, row: memory.Row, answer: Answer, floor: datetime
) -> Iterator[Raw]:
    found = rows(answer.body)
    if fresh := [one for one, at in comments.times(found) if at < floor]:
        yield Raw(answer.content, comments.hints(media, row, fresh))
    for above, token in comments.lacking(found):
        for more in comments.answers(graph, above, token):
            older = [one for one, at in comments.times(rows(more.body)) if at < floor]
            told = {**comments.hints(media, row, older), "form": REPLIES, "above": above}
            if older:
                yield Raw(more.content, told)


def _asked(graph: Graph, path: str, asked: dict[str, Any], token: str) -> Answer | None:
    """A page; None when what it lists is gone, or its cursor forgotten."""
    try:
        return graph.ask("GET", path, params={**asked, **({"after": token} if token else {})})
    except BrokenError as error:
        if error.code not in {"gone", "invalid"}:
            raise
        return None
