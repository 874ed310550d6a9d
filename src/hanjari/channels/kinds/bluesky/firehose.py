"""The event stream of a server or relay (lexicon `com.atproto.sync.subscribeRepos`; AT Protocol: Event Stream).

Frames are two DRISL-CBOR objects, a header and a body; records lie in a CAR file inside. The place
is `seq`, and the server plays back what came after it, as far as its window reaches.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from libipld import decode_car, decode_dag_cbor_multi, encode_cid

from hanjari.channels.kinds.bluesky import events, uris
from hanjari.channels.kinds.bluesky.events import Event

RELAY = "wss://relay1.us-east.bsky.network"
"""Bluesky's own relay (Bluesky docs, API Hosts and Auth)."""
PATH = "/xrpc/com.atproto.sync.subscribeRepos"
_CID_START = b"\x01"
_CID_LENGTH = 36
_ENDED = {"deleted", "takendown"}
"""Account states after which posts may no longer be shown; the others may end again."""


class Firehose:
    """Everything that happens, from everybody on that server or relay."""

    first_place: int | None = None
    """Unknown before the first frame: what a quiet server has is read from its beginning."""
    beginning = 0

    def __init__(self, base: str) -> None:
        self.base = base or RELAY

    def url(self, at: int | None) -> str:
        """Where to connect to hear what came after this place."""
        return self.base + PATH + ("" if at is None else "?" + urlencode({"cursor": at}))

    def events(self, frame: bytes | str) -> list[Event]:
        """What a frame tells; what can't be read is passed over, as its place can't be known."""
        try:
            header, body = decode_dag_cbor_multi(frame if isinstance(frame, bytes) else b"")
            return list(_events(header, body))
        except (ValueError, TypeError, KeyError, RecursionError):
            return []


def _events(header: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[Event]:
    if header.get("op") == -1:
        is_lost = body.get("error") == "FutureCursor"
        yield Event(events.RESET if is_lost else events.OTHER, None)
        return
    kind, place = header.get("t"), body.get("seq")
    at = place if isinstance(place, int) else None
    if kind == "#commit" and not body.get("tooBig"):
        yield from _commit(body, at)
    elif kind in {"#sync", "#commit"}:
        yield Event(events.BEHIND, at, str(body.get("did") or body.get("repo") or ""))
    elif kind == "#account" and not body.get("active") and body.get("status") in _ENDED:
        yield Event(events.CLOSED, at, str(body.get("did") or ""))
    elif kind == "#info":
        gap = body.get("name") == "OutdatedCursor"
        yield Event(events.GAP if gap else events.OTHER, None)
    else:
        yield Event(events.OTHER, at)


def _commit(body: Mapping[str, Any], at: int | None) -> Iterator[Event]:
    did, time = str(body["repo"]), str(body.get("time") or "")
    ops = [one for one in body["ops"] if str(one["path"]).startswith(uris.POST + "/")]
    blocks: Mapping[Any, Any] = {}
    if any(one["action"] != events.DELETE for one in ops):
        try:
            blocks = decode_car(body["blocks"])[1]
        except (ValueError, RecursionError):
            yield Event(events.BEHIND, at, did)
    for one in ops:
        name = uris.uri(did, str(one["path"]).partition("/")[2])
        record = plain(blocks.get(one["cid"])) if one.get("cid") else {}
        if one["action"] == events.DELETE:
            yield Event(events.DELETE, at, did, name, time=time)
        elif isinstance(record, dict):
            yield Event(one["action"], at, did, name, encode_cid(one["cid"]), record, time)
    if not ops:
        yield Event(events.OTHER, at)


def plain(told: Any) -> Any:
    """CBOR as the protocol writes it in JSON (AT Protocol: Data Model): links and bytes as objects."""
    if isinstance(told, dict):
        return {name: plain(one) for name, one in told.items()}
    if isinstance(told, list):
        return [plain(one) for one in told]
    if isinstance(told, bytes):
        if told.startswith(_CID_START) and len(told) == _CID_LENGTH:
            return {"$link": encode_cid(told)}
        return {"$bytes": b64encode(told).decode().rstrip("=")}
    return told
