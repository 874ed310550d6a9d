"""The words of a mention: Instagram pushes its numbers only, and lists mentions nowhere.

Instagram API with Facebook Login, Mentions: `mentioned_comment` and `mentioned_media` of our own
account tell the rest. They are asked for as the push comes in, within seconds; a mention whose words
can't be had is kept without them rather than lost.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from hanjari.channels.calling.graph.api import Graph, known, opened
from hanjari.channels.calling.graph.paging import Thing, part
from hanjari.channels.calling.graph.pushes import whose
from hanjari.channels.contract import Access, BrokenError, Raw
from hanjari.channels.kinds.instagram import ids

TOLD = "told"
"""Beside a mention's `value`: what was fetched."""
PATIENCE = 4.0
"""Seconds for all mentions of a push together; Meta repeats a push that is not answered in time."""
_MOST = 5
_COMMENT = "id,text,timestamp,username,media{id,permalink,username}"
_MEDIA = "id,caption,timestamp,username,permalink,media_type"


def completed(access: Access, raws: Sequence[Raw]) -> list[Raw]:
    """The payloads, mentions with their words where they can be had."""
    waiting = [raw for raw in raws if _named(raw)[0] and whose(raw) in access.own_ids][:_MOST]
    found: dict[bytes, Raw] = {}
    if waiting:
        with suppress(BrokenError), opened(access, PATIENCE) as graph:
            for raw in waiting:
                found[raw.body] = _with_words(graph, raw)
    return [found.get(raw.body, raw) for raw in raws if not _is_at_home(access, raw)]


def _with_words(graph: Graph, raw: Raw) -> Raw:
    media, comment = _named(raw)
    field, asked = (
        ("mentioned_comment", f"mentioned_comment.comment_id({comment}){{{_COMMENT}}}")
        if comment
        else ("mentioned_media", f"mentioned_media.media_id({media}){{{_MEDIA}}}")
    )
    body = graph.ask("GET", f"/{known(graph.access, 'ig_id')}", params={"fields": asked}).body
    whole = json.loads(raw.body)
    whole["entry"][0]["changes"][0][TOLD] = dict(part(body, field))
    told = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    return Raw(told.encode("utf-8", "surrogatepass"), raw.hints)


def _named(raw: Raw) -> tuple[str, str]:
    """Media and comment of a payload that is a mention; both empty for all else."""
    event = _event(raw)
    value = part(event, "value")
    media = ids.number(value.get("media_id"))
    if event.get("field") != "mentions" or not media:
        return "", ""
    return media, ids.number(value.get("comment_id"))


def _is_at_home(access: Access, raw: Raw) -> bool:
    """Below a post of our own it comes as a comment already."""
    media, posts = _named(raw)[0], access.cursor.get("media")
    return bool(media) and isinstance(posts, dict) and media in posts


def _event(raw: Raw) -> Thing:
    """The one change that a payload was cut down to."""
    try:
        whole: Any = json.loads(raw.body)
    except (ValueError, RecursionError):
        return {}
    entries = whole.get("entry") if isinstance(whole, dict) else None
    events = entries[0].get("changes") if isinstance(entries, list) and entries else None
    return events[0] if isinstance(events, list) and events else {}
