"""What comes over a stream, and whether it is worth a look (Mastodon API, Streaming events)."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from hanjari.channels.contract import Access
from hanjari.channels.kinds.mastodon import ids
from hanjari.channels.kinds.mastodon.hearsay import HEARSAY
from hanjari.channels.kinds.mastodon.reading import TOLD

_EDITED = {"status.update", "status_update"}


@dataclass(frozen=True, slots=True)
class Event:
    """`stream` is '' where the server does not say over which it came; the payload may be missing."""

    name: str
    payload: str = ""
    stream: str = ""


def of_message(message: str | bytes) -> Event | None:
    """A WebSocket's message; None for what is none."""
    told = _opened(message)
    if not isinstance(told, dict) or not isinstance(told.get("event"), str):
        return None
    payload, stream = told.get("payload"), told.get("stream")
    first = stream[0] if isinstance(stream, list) and stream else ""
    said = payload if isinstance(payload, str) else json.dumps(payload) if payload else ""
    return Event(told["event"], said, first if isinstance(first, str) else "")


def rings(access: Access, event: Event, watched: Collection[str]) -> bool:
    """Whether a pull would find something; what was edited or deleted is noted for it."""
    if event.name == "notification":
        told = _opened(event.payload)
        kind = told.get("type") if isinstance(told, dict) else None
        return not isinstance(kind, str) or kind in TOLD
    if event.name == "update":
        return _is_of_a_timeline(access, event)
    if event.name in _EDITED or event.name == "delete":
        told = _opened(event.payload)
        number = ids.of(told) or ids.checked(told) or ids.checked(event.payload.strip())
        if number in watched:
            HEARSAY.tell(access.account_id, number)
        return number in watched
    return event.name == "conversation"


def subscriptions(access: Access) -> list[dict[str, str]]:
    """The further streams that one WebSocket carries (Mastodon 3.3, Establishing a WebSocket connection)."""
    settings, lists = access.settings, access.cursor.get("lists")
    tags = str(settings.get("hashtags") or "").split()
    found = [{"stream": "hashtag", "tag": tag} for tag in tags]
    numbers = lists.values() if isinstance(lists, dict) else ()
    found += [{"stream": "list", "list": str(one)} for one in numbers if ids.checked(one)]
    if settings.get("local"):
        found.append({"stream": "public:local"})
    return [{"type": "subscribe", **one} for one in found]


def _is_of_a_timeline(access: Access, event: Event) -> bool:
    """A home timeline is read nowhere, but it brings our own posts."""
    if event.stream and event.stream != "user":
        return True
    status = _opened(event.payload)
    author = ids.of(status.get("account")) if isinstance(status, dict) else ""
    is_own = author in {*access.own_ids, str(access.cursor.get("me") or "")} - {""}
    if is_own:
        return bool(access.settings.get("own_posts"))
    return not event.stream and bool(subscriptions(access))


def _opened(said: str | bytes) -> Any:
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        return None
