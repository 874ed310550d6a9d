"""The talks below our posts: read down to what is known, and once a day to the end, for what is gone.

Threads API, Reply management, `/{id}/conversation`: a flat list of all replies, the newest first
(`reverse`, the default). A deleted reply is simply no longer listed; before it is taken down here, Threads
is asked for it by its number.
"""

import json
from collections.abc import Iterator
from typing import Any

from hanjari.channels.calling.graph.marks import is_new, raised
from hanjari.channels.calling.graph.paging import node, pages, rows, seen, snapshot
from hanjari.channels.contract import BrokenError, Catch, Raw
from hanjari.channels.kinds.threads import memory
from hanjari.channels.kinds.threads.api import FIELDS, ThreadsLine
from hanjari.channels.kinds.threads.reading import GONE, LIST
from hanjari.kit.clock import now

_PAGE, _MOST_PAGES = 50, 20
_MOST_TALKS = 60
"""Talks of one pull; the rest come with the next."""
_MOST_ASKED = 20
"""Missing replies of one talk that are asked for by number on one day."""
Cursor = dict[str, Any]


def catches(line: ThreadsLine, cursor: Cursor) -> Iterator[Catch]:
    """News of every talk that is due, the youngest post first. Raises `BrokenError`."""
    posts: dict[str, memory.Row] = cursor.get("posts", {})
    order = sorted(posts, key=lambda one: str(posts[one].get("at")), reverse=True)
    due = [one for one in order if memory.is_due(posts[one]) and not posts[one].get("is_silent")]
    for number in due[:_MOST_TALKS]:
        try:
            yield from _talk(line, cursor, number, posts[number])
        except BrokenError as error:
            if error.code != "gone":
                raise
            del posts[number]  # our own post was taken down
    if due:
        yield Catch((), snapshot(cursor))


def _talk(line: ThreadsLine, cursor: Cursor, number: str, row: memory.Row) -> Iterator[Catch]:
    before, top, is_look = row.get("mark"), row.get("mark"), memory.is_to_be_looked_at(row)
    listed, is_whole = set[str](), False
    asked = {"fields": FIELDS, "limit": _PAGE, "reverse": "true"}
    for count, answer in enumerate(pages(line, f"/{number}/conversation", asked)):
        found = [one for each in rows(answer.body) if (one := seen(each, "timestamp"))]
        listed |= {one[0] for one in found}
        fresh = [one[0] for one in found if is_new(before, one)]
        top = raised(top, found)
        if fresh:
            row["known"] = list(dict.fromkeys([*fresh, *row["known"]]))[: memory.MOST_KNOWN]
            hints = {"form": LIST, "fresh": fresh, "about": row.get("about", "")}
            yield Catch((Raw(answer.content, hints),), snapshot(cursor))
        if count + 1 >= _MOST_PAGES or (before and len(fresh) < len(found) and not is_look):
            break
    else:
        is_whole = True
    row["walked_at"] = now().isoformat()
    if top != (before or []):
        row["mark"] = top
    if is_look:
        row["looked_at"] = now().isoformat()
        if is_whole:
            yield from _gone(line, cursor, row, listed)


def _gone(line: ThreadsLine, cursor: Cursor, row: memory.Row, listed: set[str]) -> Iterator[Catch]:
    """Known replies that are no longer listed, and that Threads no longer has."""
    missing = [one for one in row["known"] if one not in listed and node(one)][:_MOST_ASKED]
    lost = [one for one in missing if _is_gone(line, one)]
    if lost:
        row["known"] = [one for one in row["known"] if one not in lost]
        body = json.dumps({"gone": lost}).encode()
        yield Catch((Raw(body, {"form": GONE, "at": now().isoformat()}),), snapshot(cursor))


def _is_gone(line: ThreadsLine, number: str) -> bool:
    try:
        line.ask("GET", f"/{number}", params={"fields": "id"})
    except BrokenError as error:
        if error.code not in {"gone", "http_404"}:
            raise
        return True
    return False
