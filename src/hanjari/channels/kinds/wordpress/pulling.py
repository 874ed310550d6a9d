"""Pulling: new comments newest first; then what was edited, approved, or taken away among those seen before.

A walk goes down by number to the newest one that the last finished walk saw, which is written down
at its end only, so a kill half-way repeats and misses nothing. Its first page is always compared with what was seen before;
once in a while (`DEEP_EVERY`) the walk goes on through all remembered comments.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Errand:
    """One pull: the site, what we may see, and the threads' first comments as far as they are known."""

    site: Site
    eyes: Sight
    roots: dict[int, int]


def pull(access: Access) -> Iterator[Catch]:
    """What is new, newest first. Raises `BrokenError`."""
    cursor: Cursor = {**access.cursor, "watch": dict(access.cursor.get("watch", {}))}
    before = dict(access.cursor)
    with Site(access) as site:
        is_deep = _is_due(cursor.get("deep"))
        eyes = (None if is_deep else sight.known(access)) or sight.look(site)
        cursor["sight"] = sight.noted(access, eyes)
        errand = Errand(site, eyes, roots_of(cursor["watch"]))
        yield from _walk(errand, cursor, is_deep=is_deep)
        yield from vanishing.catches(site, eyes, cursor)
        if is_deep:
            cursor["deep"] = now().isoformat()
        cursor["root"] = site.root
        if cursor != before:
            yield Catch((), _copy(cursor))


def roots_of(watched: dict[str, watch.Row]) -> dict[int, int]:
    """The first comments of the threads that are remembered."""
    return {int(number): int(row[2]) for number, row in watched.items()}


def _walk(errand: Errand, cursor: Cursor, *, is_deep: bool) -> Iterator[Catch]:
    is_first = "newest" not in cursor
    newest = int(cursor.get("newest") or 0)
    goal = min([newest, *map(int, cursor["watch"])]) if is_deep else newest
    met: set[int] = set()
    top, oldest = newest, 0
    for count, page in enumerate(pages(errand.site, errand.eyes)):
        numbers = {int(one["id"]) for one in page.comments}
        met |= numbers
        top, oldest = max([top, *numbers]), page.oldest or oldest
        is_end = page.next_offset is None
        if is_first and not is_end:
            cursor["floor"] = oldest
        yield from news(errand, cursor, page)
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


def news(errand: Errand, cursor: Cursor, page: Page) -> Iterator[Catch]:
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
    found = context.titles(errand.site, errand.eyes, dict(cursor.get("titles", {})), comments)
    roots = context.roots(errand.site, errand.eyes, errand.roots, comments)
    for comment, turn in fresh:
        number = int(comment["id"])
        watched[str(number)] = [watch.print_of(comment), turn, roots[number]]
    cursor["titles"], cursor["watch"] = found, watch.kept(watched)
    raws = tuple(
        payloads.said(comment, turn, roots[int(comment["id"])], found, errand.eyes.me)
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
