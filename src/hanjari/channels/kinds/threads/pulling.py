"""Pulling: mentions, searches, and the talks below our own posts; newest first.

Threads API, Mentions; Keyword search; User (own posts); Reply management (a post's conversation, which
holds replies to replies too). Webhooks bring replies and mentions within seconds; this catches what
they lost, and everything where there are none.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from hanjari.channels.calling import Answer
from hanjari.channels.calling.graph.marks import Seen, is_new, raised
from hanjari.channels.calling.graph.paging import (
    Thing,
    garbled,
    node,
    pages,
    rows,
    seen,
    snapshot,
)
from hanjari.channels.contract import Access, BrokenError, Catch, Raw
from hanjari.channels.kinds.threads import memory, talks
from hanjari.channels.kinds.threads.api import FIELDS, SEARCH, SEARCH_FIELDS, ThreadsLine, opened
from hanjari.channels.kinds.threads.posts import about, is_ours
from hanjari.channels.kinds.threads.reading import LIST

VISIT = 230.0
"""Seconds of one pull; a worker's patience is longer."""
_PAGE, _MOST_PAGES = 50, 20
_OPTIONAL = {"rights", "invalid", "gone"}
"""Refusals for which only one source is left out: its permission was not given, or not yet reviewed."""
Cursor = dict[str, Any]


def pull(access: Access) -> Iterator[Catch]:
    """What is new. Raises `BrokenError`."""
    cursor = snapshot(access.cursor)
    with opened(access, VISIT) as line:
        yield from _posts(access, line, cursor)
        yield from talks.catches(line, cursor)
        yield from _without(_mentions(access, line, cursor), _OPTIONAL)
        for query in str(access.settings.get("queries") or "").split("\n"):
            if query:
                yield from _without(_search(access, line, cursor, query), _OPTIONAL | {"rate"})


def _posts(access: Access, line: ThreadsLine, cursor: Cursor) -> Iterator[Catch]:
    """Our newest posts, so that their talks can be read; brought themselves only where wished."""
    before = cursor.get("own")
    answer = line.ask("GET", "/me/threads", params={"fields": FIELDS, "limit": _PAGE})
    found = [(one, at) for one, at in _dated(answer) if node(at[0])]
    for row in cursor.get("posts", {}).values():
        row["is_silent"] = False  # what is no longer listed may have been answered since
    for one, (number, at) in found:
        row = memory.remember(cursor, number, at, about(one))
        row["is_silent"] = one.get("has_replies") is False
    cursor["own"] = raised(before, [at for _one, at in found])
    fresh = [at[0] for _one, at in found if is_new(before, at)]
    raws: tuple[Raw, ...] = ()
    if fresh and access.settings.get("own_posts"):
        raws = (Raw(answer.content, {"form": LIST, "fresh": fresh}),)
    if raws or cursor["own"] != before:
        yield Catch(raws, snapshot(cursor))


def _mentions(access: Access, line: ThreadsLine, cursor: Cursor) -> Iterator[Catch]:
    answers = pages(line, "/me/mentions", {"fields": FIELDS, "limit": _PAGE})
    yield from _walk(access, cursor, cursor, "mentions", islice(answers, _MOST_PAGES))


def _search(access: Access, line: ThreadsLine, cursor: Cursor, query: str) -> Iterator[Catch]:
    """The newest posts with these words; one page a pull, for every page counts as a query."""
    asked = {
        "q": query.removeprefix("#"),
        "search_type": "RECENT",
        "search_mode": "TAG" if query.startswith("#") else "KEYWORD",
        "fields": SEARCH_FIELDS,
        "limit": _PAGE,
    }
    answer = line.ask("GET", "/keyword_search", params=asked, take=SEARCH)
    yield from _walk(access, cursor, cursor.setdefault("searches", {}), query, [answer])


def _walk(
    access: Access, cursor: Cursor, marks: Cursor, name: str, answers: Iterable[Answer]
) -> Iterator[Catch]:
    """Page by page down to what is known; the mark moves only at the end."""
    before, top = marks.get(name), marks.get(name)
    for answer in answers:
        found = _dated(answer)
        fresh = [(one, at) for one, at in found if is_new(before, at)]
        told = [at[0] for one, at in fresh if not is_ours(access, one)]
        top = raised(top, [at for _one, at in found])
        if told:
            yield Catch((Raw(answer.content, {"form": LIST, "fresh": told}),), snapshot(cursor))
        if len(fresh) < len(found) or not before:
            break
    if top != before:
        marks[name] = top
        yield Catch((), snapshot(cursor))


def _dated(answer: Answer) -> list[tuple[Thing, Seen]]:
    """A page's posts with number and time. Raises `BrokenError` for what is no page."""
    body = answer.body
    if not isinstance(body, Mapping) or not isinstance(body.get("data"), list):
        raise garbled()
    return [(one, at) for one in rows(body) if (at := seen(one, "timestamp"))]


def _without(catches: Iterator[Catch], left_out: set[str]) -> Iterator[Catch]:
    """A source that Threads does not let us ask is left out; its permission is named on the page."""
    try:
        yield from catches
    except BrokenError as error:
        if error.code not in left_out:
            raise
