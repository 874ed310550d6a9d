"""Payloads as envelopes: a page of posts, a push, or what is gone. Pure."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from hanjari.channels.calling.graph.looks import deletion
from hanjari.channels.calling.graph.paging import (
    Thing,
    ident,
    moment_or_old,
    part,
    rows,
    things,
    words,
)
from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.threads import posts

LIST, PUSH, GONE = "list", "push", "gone"
"""Hints of a raw payload."""


def read(access: Access, raw: Raw) -> list[Envelope]:
    """The payload's envelopes. Raises `UnreadableError`."""
    try:
        body = json.loads(raw.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    if not isinstance(body, Mapping):
        raise UnreadableError("no payload of Threads'")
    form = raw.hints.get("form")
    if form == GONE:
        return list(_gone(access, raw, body))
    if form == PUSH:
        return list(_pushed(access, body))
    if not isinstance(body.get("data"), list):
        raise UnreadableError("no list of Threads'")
    return list(_listed(access, raw, body))


def _listed(access: Access, raw: Raw, body: Thing) -> Iterator[Envelope]:
    fresh, about = raw.hints.get("fresh"), str(raw.hints.get("about") or "")
    for post in rows(body):
        if isinstance(fresh, list) and ident(post.get("id")) not in fresh:
            continue
        if envelope := posts.read(access, post, about):
            yield envelope


def _gone(access: Access, raw: Raw, body: Thing) -> Iterator[Envelope]:
    at = moment_or_old(raw.hints.get("at"))
    numbers = body.get("gone")
    for one in numbers if isinstance(numbers, list) else []:
        if number := ident(one):
            yield deletion(access, number, at)


def _pushed(access: Access, body: Thing) -> Iterator[Envelope]:
    """Webhooks for Threads: `values` holds a field and what it is about. Raises `UnreadableError`."""
    told = body.get("values")
    values: list[Any] = [told] if isinstance(told, Mapping) else things(told)
    if not values:
        raise UnreadableError("no webhook of Threads'")
    for one in values:
        yield from _event(access, words(one.get("field")), part(one, "value"))


def _event(access: Access, field: str, value: Thing) -> Iterator[Envelope]:
    number = ident(value.get("id"))
    if field == "delete" and number:
        at = moment_or_old(value.get("deleted_at"), value.get("timestamp"))
        yield deletion(access, number, at)
    elif field in _wanted(access) and (envelope := posts.read(access, value)):
        yield envelope


def _wanted(access: Access) -> set[str]:
    """What of a webhook becomes a message; what we publish ourselves only where wished."""
    return {"replies", "mentions", *(["publish"] if access.settings.get("own_posts") else [])}
