"""Pulling: new comments newest first; then what was edited, approved, or taken away among those seen before.

A walk goes down by number to the newest one that the last finished walk saw, which is written down
at its end only, so a kill half-way repeats and misses nothing. Its first page is always compared with what was seen before;
once in a while (`DEEP_EVERY`) the walk goes on through all remembered comments.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from hanjari.channels.contract import Access, Catch
from hanjari.channels.kinds.wordpress import context, payloads, sight, vanishing, watch
from hanjari.channels.kinds.wordpress.api import Site
from hanjari.channels.kinds.wordpress.pages import Page, pages
from hanjari.channels.kinds.wordpress.sight import Sight
from hanjari.kit.clock import now

DEEP_EVERY = timedelta(hours=1)
Cursor = dict[str, Any]


def pull(access: Access) -> Iterator[Catch]:
    """What is new, newest first. Raises `BrokenError`."""
    cursor: Cursor = {**access.cursor, "watch": dict(access.cursor.get("watch", {}))}
    before = dict(access.cursor)
    with Site(access) as site:
        is_deep = _is_due(cursor.get("deep"))
        eyes = (None if is_deep else sight.remembered(cursor.get("sight"))) or sight.look(site)
        cursor["sight"] = [eyes.me, eyes.name, list(eyes.may)]
        yield from _walk(site, eyes, cursor, is_deep=is_deep)
        yield from vanishing.catches(site, eyes, cursor)
        if is_deep:
            cursor["deep"] = now().isoformat()
        cursor["root"] = site.root
        if cursor != before:
            yield Catch((), _copy(cursor))


def _walk(site: Site, eyes: Sight, cursor: Cursor, *, is_deep: bool) -> Iterator[Catch]:
    is_first = "newest" not in cursor
    newest = int(cursor.get("newest") or 0)
    goal = min([newest, *map(int, cursor["watch"])]) if is_deep else newest
    met: set[int] = set()
    top, oldest = newest, 0
    for count, page in enumerate(pages(site, eyes)):
        numbers = {int(one["id"]) for one in page.comments}
        met |= numbers
        top, oldest = max([top, *numbers]), page.oldest or oldest
        is_end = page.next_offset is None
        if is_first and not is_end:
            cursor["floor"] = oldest
        yield from news(site, eyes, cursor, page)
        if count == 0 or is_deep:
            note_missing(cursor, met, 0 if is_end else oldest)
        if is_end or is_first or oldest <= goal:
            break
    cursor["newest"] = top


def note_missing(cursor: Cursor, met: set[int], floor: int) -> None:
    """Remember who was not met, to be asked for by number."""
    known = set(cursor.get("missing", []))
    found = known | set(watch.missing(cursor["watch"], met, floor))
    cursor["missing"] = sorted(found - met)


def news(site: Site, eyes: Sight, cursor: Cursor, page: Page) -> Iterator[Catch]:
    """What the page tells that was not known, each comment a payload of its own."""
    watched: dict[str, watch.Row] = cursor["watch"]
    fresh: list[tuple[Mapping[str, Any], int]] = []
    for comment in page.comments:
        turn = watch.turn_of(comment, watched)
        if turn is not None:
            fresh.append((comment, turn))
    if not fresh:
        return
    comments = [comment for comment, _turn in fresh]
    found = context.titles(site, eyes, dict(cursor.get("titles", {})), comments)
    roots = context.roots(site, eyes, watched, comments)
    for comment, turn in fresh:
        number = int(comment["id"])
        watched[str(number)] = [watch.print_of(comment), turn, roots[number]]
    cursor["titles"], cursor["watch"] = found, watch.kept(watched)
    raws = tuple(
        payloads.said(comment, turn, roots[int(comment["id"])], found, eyes.me)
        for comment, turn in fresh
    )
    yield Catch(raws, _copy(cursor))


def _copy(cursor: Cursor) -> Cursor:
    return {**cursor, "watch": dict(cursor["watch"])}


def _is_due(told: Any) -> bool:
    try:
        return now() - datetime.fromisoformat(str(told)) >= DEEP_EVERY
    except (ValueError, TypeError):
        return True
