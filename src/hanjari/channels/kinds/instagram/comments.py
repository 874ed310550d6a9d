"""Comments below posts whose count changed, newest first, with their replies; a kill goes on where it was.

IG Media, Comments: top-level comments only, the newest first, 50 a page; replies come by expansion,
and more of them from the comment's own edge. A reply to an old comment moves nothing, so a walk goes
on until as many new ones were met as the count has grown, and no further than `MOST_PAGES`.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from hanjari.channels.calling.graph import looks
from hanjari.channels.calling.graph.api import Graph
from hanjari.channels.calling.graph.marks import Mark, Seen, is_new, joined, raised, since
from hanjari.channels.calling.graph.paging import (
    Thing,
    after,
    garbled,
    ident,
    moment,
    part,
    rows,
    seen,
    snapshot,
)
from hanjari.channels.calling.line import Answer
from hanjari.channels.contract import BrokenError, Catch, Raw
from hanjari.channels.kinds.instagram import memory, writings
from hanjari.channels.kinds.instagram.reading import COMMENTS, REPLIES

FIELDS = f"{writings.COMMENT_FIELDS},replies.limit(50){{{writings.COMMENT_FIELDS}}}"
PAGE = 50
MOST_PAGES = 200
"""Of one post in one pull; ten thousand comments."""
FIRST = timedelta(days=7)
"""A first pull reads what may still be answered privately; what is older is left to the backfill."""
Cursor = dict[str, Any]


def catches(graph: Graph, cursor: Cursor) -> Iterator[Catch]:
    """All that is new below the posts noted in `open`. Raises `BrokenError`."""
    while waiting := cursor.get("open", {}):
        media, state = next(iter(waiting.items()))
        row, raws = cursor["media"].get(media), list[Raw]()
        if row and not state.get("is_read"):
            raws = _read(graph, cursor, media, row, state)
        elif row and state.get("more"):
            raws = _replies(graph, cursor, media, row, state)
        else:
            _close(cursor, media, state)
        yield Catch(tuple(raws), snapshot(cursor))


def _read(
    graph: Graph, cursor: Cursor, media: str, row: memory.Row, state: dict[str, Any]
) -> list[Raw]:
    """The next page of comments; `state` knows whether more must be read."""
    page = _page(graph, media, state)
    if page is None:
        state["is_read"] = True
        return []
    found = rows(page.body)
    fresh = _fresh(cursor, row, state, found)
    state["more"] = [*state.get("more", []), *lacking(found)]
    state["pages"] = int(state.get("pages", 0)) + 1
    if _goes_on(cursor, row, state, page):
        state["after"] = after(page.body)
    else:
        state["is_read"] = True
    return [Raw(page.content, hints(media, row, fresh))] if fresh else []


def _replies(
    graph: Graph, cursor: Cursor, media: str, row: memory.Row, state: dict[str, Any]
) -> list[Raw]:
    """Replies that did not come along with one comment, all at once: it has a few hundred at most."""
    (above, token), raws = map(str, state["more"][0]), list[Raw]()
    for answer in answers(graph, above, token):
        fresh = _fresh(cursor, row, state, rows(answer.body))
        told = {**hints(media, row, fresh), "form": REPLIES, "above": above}
        raws += [Raw(answer.content, told)] if fresh else []
    state["more"] = state["more"][1:]
    return raws


def answers(graph: Graph, above: str, token: str) -> Iterator[Answer]:
    """Pages of replies to one comment behind a cursor; none when it is gone. Raises `BrokenError`."""
    asked = {"fields": writings.COMMENT_FIELDS, "limit": PAGE}
    while True:
        try:
            answer = graph.ask("GET", f"/{above}/replies", params={**asked, "after": token})
        except BrokenError as error:
            if error.code not in {"gone", "invalid"}:
                raise
            return
        yield answer
        token, before = after(answer.body), token
        if not token or token == before:
            return


def hints(media: str, row: memory.Row, fresh: list[str]) -> dict[str, Any]:
    """What `read` must know of the page."""
    about = {"subject": row[memory.SUBJECT], "url": row[memory.URL]}
    return {"form": COMMENTS, "media": media, **about, "fresh": fresh}


def times(found: list[Thing]) -> list[Seen]:
    """Numbers and times of comments and of the replies that came along."""
    every = [each for one in found for each in (one, *writings.replies(one))]
    return [at for one in every if (at := seen(one, "timestamp"))]


def lacking(found: list[Thing]) -> list[list[str]]:
    """Comments with more replies than came along, and the cursor behind which these lie."""
    more = [[ident(one.get("id")), after(part(one, "replies"))] for one in found]
    return [one for one in more if all(one)]


def _page(graph: Graph, media: str, state: dict[str, Any]) -> Answer | None:
    """The next page; None when the post is gone. A forgotten cursor begins at the top again."""
    token, asked = state.get("after"), {"fields": FIELDS, "limit": PAGE}
    try:
        more = {"after": token} if token else {}
        page = graph.ask("GET", f"/{media}/comments", params={**asked, **more})
    except BrokenError as error:
        if error.code == "gone":
            return None
        if error.code == "invalid" and token:
            state.pop("after")
            return _page(graph, media, state)
        raise
    if not isinstance(page.body, dict) or not isinstance(page.body.get("data"), list):
        raise garbled()
    if token and after(page.body) == token:
        raise garbled()
    return page


def _fresh(cursor: Cursor, row: memory.Row, state: dict[str, Any], found: list[Thing]) -> list[str]:
    """What was not seen yet; `state` learns how far this walk has seen, and how many were new."""
    met, floor = times(found), moment(cursor.get("floor"))
    mark: Mark = row[memory.MARK]
    fresh = [
        one[0] for one in met if is_new(mark, one) and (mark or floor is None or one[1] >= floor)
    ]
    state["top"] = raised(state.get("top"), met)
    state["met"] = int(state.get("met", 0)) + len(fresh)
    looks.remember(cursor, fresh)
    return fresh


def _goes_on(cursor: Cursor, row: memory.Row, state: dict[str, Any], page: Answer) -> bool:
    """Whether more pages must be read: to the mark, and for replies to old comments beyond it."""
    start = since(row[memory.MARK]) or moment(cursor.get("floor"))
    oldest = min((at for one in rows(page.body) if (at := _at(one))), default=None)
    is_below = bool(start and oldest and oldest < start)
    is_enough = state["met"] >= int(state.get("need", 0))
    is_over = not after(page.body) or state["pages"] >= MOST_PAGES
    return not is_over and not (is_below and is_enough)


def _at(one: Thing) -> datetime | None:
    return moment(one.get("timestamp"))


def _close(cursor: Cursor, media: str, state: dict[str, Any]) -> None:
    cursor["open"] = {one: left for one, left in cursor["open"].items() if one != media}
    row = cursor["media"].get(media)
    if row:
        marked = joined(row[memory.MARK], state.get("top"))
        cursor["media"] = {**cursor["media"], media: [*row[: memory.MARK], marked]}
