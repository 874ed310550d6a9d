"""Pulling: each source from what was seen last, newest first; a hole that a kill leaves is known and filled.

X API, Pagination (polling and listening): ask with `since_id`, page to the end, and keep the newest
id of the first page. As pages come newest first, an end half-way leaves a hole below them; it
stands in the cursor as (since, until) and is filled after what is newer.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling import Answer
from hanjari.channels.contract import Access, BrokenError, Catch, Raw
from hanjari.channels.kinds.x import ids, rechecking, till
from hanjari.channels.kinds.x.api import Api
from hanjari.channels.kinds.x.sources import FIELDS, Source, of_thread, sources
from hanjari.kit.clock import now

FIRST_PAGE, PAGE = 50, 100
"""A first pull reads one small page of each source; what is older is left to the backfill."""
_REACH = timedelta(days=6, hours=23)
"""Recent search knows seven days, and refuses ids that are older (Recent search, `since_id`)."""
_VISIT = 240.0


def pull(access: Access) -> Iterator[Catch]:
    """What is new, newest first; then holes; then, once a day, what was deleted. Raises `BrokenError`."""
    cursor: till.Cursor = {**access.cursor}
    asked = sources(access)
    for source in asked:
        yield from _news(access, cursor, source)
    for source in asked:
        yield from _holes(access, cursor, source)
    yield from rechecking.catches(access, cursor)


def backfill(access: Access) -> Iterator[Catch]:
    """What was said before the first pull: 800 mentions, 3,200 own posts, searches of seven days."""
    past: till.Cursor = {**access.past}
    for source in sources(access):
        state, floor = _state(past, source), _state(access.cursor, source).get("floor")
        if not floor or state.get("done"):
            continue
        for page in _pages(access, source, until=str(state.get("until") or floor)):
            if found := ids.posts_of(page.body):
                past[source.key] = {"until": str(found[-1]["id"])}
                yield _kept(past, page, is_last=False)
        past[source.key] = {"done": True}
        yield Catch((), dict(past), is_last=False)
    yield Catch((), past)


def thread(access: Access, root_id: str) -> Iterator[Catch]:
    """Every post of one conversation of the last seven days, also those that name us nowhere."""
    for page in _pages(access, of_thread(access, root_id)):
        yield _kept({}, page)


def _news(access: Access, cursor: till.Cursor, source: Source) -> Iterator[Catch]:
    before = _state(cursor, source)
    since = str(before.get("since") or "")
    holes = list(before.get("holes", []))
    for page in _pages(access, source, since=since):
        found = ids.posts_of(page.body)
        state = _state(cursor, source)
        if found:
            has_more, oldest = _token(page.body) is not None, str(found[-1]["id"])
            newest = max(str(state.get("since") or ""), str(found[0]["id"]), key=ids.number)
            state |= {"since": newest, "holes": holes}
            if not since:
                state["floor"] = oldest if has_more else ""
            elif has_more:
                state["holes"] = [[since, oldest], *holes]
            cursor[source.key] = state
            rechecking.remember(access, cursor, page.body)
            yield _kept(cursor, page)
        if not since:
            return
    if _state(cursor, source).get("holes", []) != holes:  # the last page was an empty one
        cursor[source.key] = {**_state(cursor, source), "holes": holes}
        yield Catch((), dict(cursor))


def _holes(access: Access, cursor: till.Cursor, source: Source) -> Iterator[Catch]:
    while holes := list(_state(cursor, source).get("holes", [])):
        since, until = map(str, holes[0])
        for page in _pages(access, source, since=since, until=until):
            if found := ids.posts_of(page.body):
                rest = [[since, str(found[-1]["id"])], *holes[1:]]
                cursor[source.key] = {**_state(cursor, source), "holes": rest}
                rechecking.remember(access, cursor, page.body)
                yield _kept(cursor, page)
        cursor[source.key] = {**_state(cursor, source), "holes": holes[1:]}
        yield Catch((), dict(cursor))


def _pages(access: Access, source: Source, *, since: str = "", until: str = "") -> Iterator[Answer]:
    """Page by page to the end. Raises `BrokenError`."""
    asked: dict[str, Any] = {**FIELDS, **source.parameters}
    asked["max_results"] = PAGE if since or until else FIRST_PAGE
    if until and _is_out_of_reach(source, until):
        return
    if since and not _is_out_of_reach(source, since):
        asked["since_id"] = since
    if until:
        asked["until_id"] = until
    with Api(access, is_app=source.is_app, seconds=_VISIT) as x:
        while True:
            till.ask_leave(access)
            page = x.ask(source.name, "GET", source.path, params=asked)
            till.charge(access, page.body)
            token = _token(page.body)
            if not isinstance(page.body, Mapping) or (
                token is not None and token == asked.get(source.page_token)
            ):
                raise BrokenError("garbled", _("X sent something broken."))
            yield page
            if token is None:
                return
            asked[source.page_token] = token


def _kept(cursor: till.Cursor, page: Answer, *, is_last: bool = True) -> Catch:
    return Catch((Raw(page.content, {"form": "page"}),), dict(cursor), is_last)


def _is_out_of_reach(source: Source, told: str) -> bool:
    return source.name == "search" and now() - ids.moment(told) > _REACH


def _state(cursor: Mapping[str, Any], source: Source) -> dict[str, Any]:
    found = cursor.get(source.key)
    return dict(found) if isinstance(found, Mapping) else {}


def _token(body: Any) -> str | None:
    meta = body.get("meta") if isinstance(body, Mapping) else None
    token = meta.get("next_token") if isinstance(meta, Mapping) else None
    return token if isinstance(token, str) and token else None
