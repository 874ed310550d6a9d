"""Reading a payload: statuses and notifications, a thread's context, or what is gone. Pure."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.kinds.mastodon import ids
from hanjari.channels.kinds.mastodon.statuses import NEVER, Thing, moment, parts, read_status

ITEMS, CONTEXT, GONE = "items", "context", "gone"
"""What a payload holds, by its hint `form`."""
TOLD = {"mention", "status", "update", "quote", "quoted_update"}
"""Notifications that bring a status somebody wrote; follows, boosts, favourites and polls are no messages."""


def read(access: Access, raw: Raw) -> list[Envelope]:
    """All messages in it, each id once. Raises `UnreadableError` for what is no answer of such a server."""
    body = _body(raw)
    own = frozenset({*access.own_ids, str(raw.hints.get("me") or "")} - {""})
    found = list(_envelopes(access, raw, body, own))
    return list({(one.external_id, one.deletes): one for one in found}.values())


def _body(raw: Raw) -> Any:
    try:
        body = json.loads(raw.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    if not isinstance(body, list | dict):
        raise UnreadableError("JSON, but neither a list nor an object")
    return body


def _envelopes(access: Access, raw: Raw, body: Any, own: frozenset[str]) -> Iterator[Envelope]:
    if raw.hints.get("form") == GONE and isinstance(body, list):
        yield from (_deletion(access, str(one)) for one in body if ids.checked(one))
    elif isinstance(body, list):
        for item in body:
            yield from _one(access, item, own)
    elif "ancestors" in body or "descendants" in body:
        yield from _context(access, body, str(raw.hints.get("of") or ""), own)
    elif ids.of(body):
        yield from _one(access, body, own)
    else:
        raise UnreadableError("neither a status nor a list of them")


def _one(access: Access, item: Any, own: frozenset[str]) -> Iterator[Envelope]:
    status = ids.status_of(item)
    if status is None or (ids.is_notification(item) and item.get("type") not in TOLD):
        return
    envelope = read_status(access.account_id, status, own)
    if envelope and envelope.posted_at == NEVER:
        envelope = replace(envelope, posted_at=moment(item.get("created_at")) or NEVER)
    if envelope:
        yield envelope


def _context(access: Access, body: Thing, of: str, own: frozenset[str]) -> Iterator[Envelope]:
    """Everything around one status; all of it has the same root."""
    above = parts(body, "ancestors")
    root = ids.of(above[0]) if above else of
    for status in [*above, *parts(body, "descendants")]:
        envelope = read_status(access.account_id, status, own)
        if envelope:
            yield replace(envelope, root_id="" if envelope.external_id == root else root)


def _deletion(access: Access, number: str) -> Envelope:
    return Envelope(access.account_id, number, NEVER, Sender("gone"), "", deletes=True)
