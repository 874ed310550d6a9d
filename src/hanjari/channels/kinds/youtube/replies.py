"""Replies that did not come along with their thread, and threads that are no longer listed."""

from collections.abc import Iterator, Mapping
from typing import Any

from hanjari.channels.calling import Line
from hanjari.channels.contract import BrokenError, Catch, Raw
from hanjari.channels.kinds.youtube import api, titles
from hanjari.channels.kinds.youtube.reading import LOOKUP
from hanjari.kit.clock import now

PAGE = 100
_AT_ONCE = 50
_GONE = {"commentNotFound", "notFound", "parentCommentNotFound", "videoNotFound"}


def catches(line: Line, cursor: dict[str, Any]) -> Iterator[Catch]:
    """All replies of the threads noted in `open`, page by page; a kill goes on where it was."""
    while waiting := dict(cursor.get("open", {})):
        thread, (video, token) = next(iter(waiting.items()))
        body: Any = None
        try:
            page = _page(line, thread, str(token))
        except BrokenError as error:
            if error.code not in _GONE | {"invalidPageToken"}:
                raise
            rest = [video, ""] if error.code == "invalidPageToken" and token else None
        else:
            body = page.body
            names = titles.of(line, cursor, [str(video)])
            rest = [video, api.next_page(body)] if api.next_page(body) else None
        cursor["open"] = {**waiting, thread: rest} if rest else {
            one: state for one, state in waiting.items() if one != thread
        }  # fmt: skip
        hints = {"text": "plain", "video": video, "titles": names} if body is not None else {}
        raws = (Raw(page.content, hints),) if api.items(body) else ()
        yield Catch(raws, dict(cursor))


def lookups(line: Line, cursor: dict[str, Any]) -> Iterator[Catch]:
    """Threads that a deep walk did not meet: asked for by id, and taken back when they are gone."""
    missing = [str(one) for one in cursor.pop("missing", [])]
    while missing:
        part, missing = missing[:_AT_ONCE], missing[_AT_ONCE:]
        asked = {"part": "id", "id": ",".join(part), "maxResults": 100}
        page = line.ask("GET", "/comments", take=api.UNITS, count=api.READ, params=asked)
        there = {str(one.get("id")) for one in api.items(page.body)}
        gone = [one for one in part if one not in there] if isinstance(page.body, Mapping) else []
        cursor["threads"] = {one: row for one, row in cursor["threads"].items() if one not in gone}
        cursor["missing"] = missing
        hints = {"form": LOOKUP, "asked": part, "at": now().isoformat()}
        yield Catch((Raw(page.content, hints),) if gone else (), dict(cursor))
    cursor.pop("missing", None)


def _page(line: Line, thread: str, token: str) -> Any:
    asked = {"part": "snippet", "parentId": thread, "maxResults": PAGE, "textFormat": "plainText"}
    if token:
        asked["pageToken"] = token
    return line.ask("GET", "/comments", take=api.UNITS, count=api.READ, params=asked)
