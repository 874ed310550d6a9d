"""Jetstream: the same events as JSON, posts only (Bluesky's Jetstream, `/subscribe`).

The place is a time (`time_us`). Instances are not in step to the microsecond, so we always begin a
few seconds earlier, as its documentation advises; what was handed over is known by its name.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from hanjari.channels.kinds.bluesky import events, uris
from hanjari.channels.kinds.bluesky.events import Event
from hanjari.channels.kinds.bluesky.shapes import Thing, part, word
from hanjari.kit.clock import now

INSTANCE = "wss://jetstream2.us-east.bsky.network"
PATH = "/subscribe"
REWIND = 5_000_000
"""Microseconds."""
_ENDED = {"deleted", "takendown"}
_OLD_KINDS = {"com": "commit", "acc": "account", "id": "identity"}
_OLD_OPERATIONS = {"c": events.CREATE, "u": events.UPDATE, "d": events.DELETE}
"""Short names that instances from before September 2024 still use."""


class Jetstream:
    """Posts of the whole network, filtered by the instance."""

    beginning: int | None = None

    def __init__(self, base: str) -> None:
        self.base = base or INSTANCE

    @property
    def first_place(self) -> int | None:
        """The present moment."""
        return int(now().timestamp() * 1_000_000)

    def url(self, at: int | None) -> str:
        """Where to connect to hear what came since a little before this place."""
        asked: dict[str, Any] = {"wantedCollections": uris.POST}
        if at is not None:
            asked["cursor"] = max(0, at - REWIND)
        return f"{self.base}{PATH}?{urlencode(asked)}"

    def events(self, frame: bytes | str) -> list[Event]:
        """What a frame tells; what can't be read is passed over."""
        try:
            told = json.loads(frame)
        except (ValueError, RecursionError):
            return []
        return [event_of(told)] if isinstance(told, Mapping) else []


def event_of(told: Thing) -> Event:
    """What one line tells."""
    at, did = told.get("time_us"), word(told, "did")
    at = at if isinstance(at, int) else None
    kind = word(told, "kind") or _OLD_KINDS.get(word(told, "type"), "")
    if kind == "account":
        account = part(told, "account")
        ended = not account.get("active") and account.get("status") in _ENDED
        return Event(events.CLOSED if ended else events.OTHER, at, did)
    commit = part(told, "commit")
    operation = word(commit, "operation") or _OLD_OPERATIONS.get(word(commit, "type"), "")
    name = uris.uri(did, word(commit, "rkey"))
    is_post = commit.get("collection") == uris.POST and uris.split(name) is not None
    if kind != "commit" or not is_post or operation not in _OLD_OPERATIONS.values():
        return Event(events.OTHER, at, did)
    return Event(operation, at, did, name, word(commit, "cid"), part(commit, "record"), _time(at))


def _time(at: int | None) -> str:
    """The event's time as records write one; '' for what is none."""
    try:
        return datetime.fromtimestamp((at or 0) / 1_000_000, UTC).isoformat() if at else ""
    except (ValueError, OverflowError, OSError):
        return ""
