"""What others publish: pictures in which we are tagged, and accounts that we listen to.

IG User, Tags; Business Discovery, which shows professional accounts only, by name and one a call.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from hanjari.channels.calling.graph.api import Graph
from hanjari.channels.calling.graph.marks import is_new, raised
from hanjari.channels.calling.graph.paging import Thing, pages, part, rows, seen, snapshot
from hanjari.channels.contract import Access, BrokenError, Catch, Raw
from hanjari.channels.kinds.instagram.reading import OTHERS, TAGS
from hanjari.kit.clock import now

_POST = "id,caption,timestamp,permalink,media_type,username"
TAG_FIELDS = f"{_POST},media_url"
OTHER_FIELDS = f"id,username,followers_count,media.limit(25){{{_POST},owner}}"
OTHERS_EVERY = timedelta(hours=1)
PAGE = 25
_SKIPPED = {"invalid", "gone"}
"""An account that is private, renamed or gone stops the others not."""


def tags(graph: Graph, cursor: dict[str, Any], own: str) -> Iterator[Catch]:
    """Pictures in which we are tagged, newest first. Raises `BrokenError`."""
    before, top = cursor.get("tagged"), cursor.get("tagged")
    for answer in pages(graph, f"/{own}/tags", {"fields": TAG_FIELDS, "limit": PAGE}):
        met = _met(rows(answer.body))
        fresh = [one[0] for one in met if is_new(before, one)]
        top = raised(top, met)
        if fresh:
            yield Catch((Raw(answer.content, {"form": TAGS, "fresh": fresh}),), snapshot(cursor))
        if len(fresh) < len(met) or not before:
            break
    if top != before:
        cursor["tagged"] = top
        yield Catch((), snapshot(cursor))


def others(access: Access, graph: Graph, cursor: dict[str, Any], own: str) -> Iterator[Catch]:
    """New posts of the accounts that are listened to, once an hour each. Raises `BrokenError`."""
    marks: dict[str, Any] = cursor.setdefault("others", {})
    names = str(access.settings.get("others") or "").split()
    for name in names:
        asked_at, mark = marks.get(name) or ["", []]
        if not _is_due(asked_at):
            continue
        marks[name] = [now().isoformat(), mark]
        body, content = _looked_at(graph, own, name)
        met = _met(rows(part(part(body, "business_discovery"), "media")))
        fresh = [one[0] for one in met if is_new(mark, one)]
        if fresh:
            marks[name] = [now().isoformat(), raised(mark, met)]
        raws = (Raw(content, {"form": OTHERS, "fresh": fresh}),) if fresh else ()
        yield Catch(raws, snapshot(cursor))
    cursor["others"] = {name: marks[name] for name in names if name in marks}


def _looked_at(graph: Graph, own: str, name: str) -> tuple[Any, bytes]:
    asked = f"business_discovery.username({name}){{{OTHER_FIELDS}}}"
    try:
        answer = graph.ask("GET", f"/{own}", params={"fields": asked})
    except BrokenError as error:
        if error.code not in _SKIPPED:
            raise
        return {}, b""
    return answer.body, answer.content


def _met(found: list[Thing]) -> list[tuple[str, datetime]]:
    return [one for each in found if (one := seen(each, "timestamp"))]


def _is_due(told: Any) -> bool:
    try:
        return now() - datetime.fromisoformat(str(told)) >= OTHERS_EVERY
    except (ValueError, TypeError):
        return True
