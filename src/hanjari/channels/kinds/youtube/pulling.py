"""Pulling: new threads newest first, then the replies that did not come along, then once an hour a deeper walk.

commentThreads.list with `allThreadsRelatedToChannelId` and `order=time` shows threads by when they
began. A walk goes from the newest down to what the last finished walk saw as newest (`goal`), so a
kill half-way repeats and misses nothing. Once an hour it goes on through all remembered threads:
that finds answers to old ones, edits, comments published late, and what was deleted.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling import Answer, Line
from hanjari.channels.contract import Access, BrokenError, Catch, Raw
from hanjari.channels.kinds.youtube import api, memory, replies, titles
from hanjari.channels.kinds.youtube.memory import Seen
from hanjari.kit.clock import now

PAGE, FIRST_PAGE = 100, 50
DEEP_EVERY = timedelta(hours=1)
Cursor = dict[str, Any]


def pull(access: Access) -> Iterator[Catch]:
    """What is new, newest first. Raises `BrokenError`."""
    cursor: Cursor = {**access.cursor, "threads": dict(access.cursor.get("threads", {}))}
    with api.line(access) as line:
        for status in (
            ("published", "heldForReview") if access.settings.get("held") else ("published",)
        ):
            yield from _walk(access, line, cursor, status)
        yield from replies.catches(line, cursor)
        yield from replies.lookups(line, cursor)


def _walk(access: Access, line: Line, cursor: Cursor, status: str) -> Iterator[Catch]:
    key = f"newest:{status}"
    is_first, is_deep = not cursor.get(key), _is_due(cursor.get(f"deep:{status}"))
    goal = str(cursor.get(f"goal:{status}") or cursor.get(key) or "")
    newest, met = str(cursor.get(key) or ""), set()
    for page in pages(access, line, status, FIRST_PAGE if is_first else PAGE):
        threads = [(one, seen) for one in api.items(page.body) if (seen := Seen.of(one))]
        newest = max([newest, *(seen.began for _one, seen in threads)])
        met |= {seen.id for _one, seen in threads}
        oldest = min((seen.began for _one, seen in threads), default="")
        is_over = is_first or not api.next_page(page.body) or (oldest < goal and not is_deep)
        cursor[f"goal:{status}"] = goal
        if is_first and api.next_page(page.body):
            cursor[f"floor:{status}"] = oldest
        yield from news(line, cursor, page, threads)
        if is_over or (is_deep and oldest < _depth(cursor)):
            break
    cursor.pop(f"goal:{status}", None)
    before = cursor.get(key)
    cursor[key] = newest
    if is_deep and not is_first and status == "published":
        cursor["missing"] = [one for one in cursor["threads"] if one not in met]
    if is_deep:
        cursor[f"deep:{status}"] = now().isoformat()
    if is_deep or before != newest:
        yield Catch((), _copy(cursor))


def news(
    line: Line, cursor: Cursor, page: Answer, threads: list[tuple[Mapping[str, Any], Seen]]
) -> Iterator[Catch]:
    """The page when it tells something new, read only where it does; replies that lack are noted."""
    known: dict[str, memory.Row] = cursor["threads"]
    fresh = []
    for thread, seen in threads:
        row = known.get(seen.id)
        if not memory.is_fresh(seen, row):
            continue
        fresh.append(seen)
        if memory.lacks_replies(seen, row, memory.newer_replies(thread, row)):
            cursor.setdefault("open", {})[seen.id] = [seen.video, ""]
        known[seen.id] = seen.row
    if not fresh:
        return
    names = titles.of(line, cursor, [seen.video for seen in fresh])
    cursor["threads"] = dict(
        sorted(known.items(), key=lambda one: str(one[1][3]), reverse=True)[: memory.MOST]
    )
    hints = {"text": "plain", "fresh": [seen.id for seen in fresh], "titles": names}
    yield Catch((Raw(page.content, hints),), _copy(cursor))


def pages(access: Access, line: Line, status: str, size: int, token: str = "") -> Iterator[Answer]:
    """Threads of the whole channel, page by page. Raises `BrokenError`."""
    own = str(access.settings.get("channel_id") or "")
    asked: dict[str, Any] = {
        "part": "snippet,replies",
        "allThreadsRelatedToChannelId": own,
        "order": "time",
        "maxResults": size,
        "textFormat": "plainText",
        "moderationStatus": status,
        **({"pageToken": token} if token else {}),
    }
    while True:
        page = line.ask("GET", "/commentThreads", take=api.UNITS, count=api.READ, params=asked)
        token = api.next_page(page.body)
        if not isinstance(page.body, Mapping) or (token and token == asked.get("pageToken")):
            raise BrokenError("garbled", _("YouTube sent something broken."))
        yield page
        if not token:
            return
        asked["pageToken"] = token


def _copy(cursor: Cursor) -> Cursor:
    return {**cursor, "threads": dict(cursor["threads"]), "open": dict(cursor.get("open", {}))}


def _depth(cursor: Cursor) -> str:
    """How far down a deep walk goes: to the oldest remembered thread."""
    return min((str(row[3]) for row in cursor["threads"].values()), default="")


def _is_due(told: Any) -> bool:
    try:
        return now() - datetime.fromisoformat(str(told)) >= DEEP_EVERY
    except (ValueError, TypeError):
        return True
