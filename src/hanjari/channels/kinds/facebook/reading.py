"""Payloads as envelopes: pages of posts, comments and talks, a daily look, a push. Pure."""

import json
from collections.abc import Iterator
from typing import Any

from hanjari.channels.calling.graph import looks, pushes, talks
from hanjari.channels.calling.graph.paging import Thing, ident, rows
from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.facebook import changes
from hanjari.channels.kinds.facebook.writings import About, comment, post

FEED, COMMENTS = "feed", "comments"
"""Hints of a raw payload: a page of posts (the Page's, visitors', or those that tag us), or of comments."""


def read(access: Access, raw: Raw) -> list[Envelope]:
    """All messages in it, each once. Raises `UnreadableError`."""
    found = _read(access, raw)
    return list({(one.external_id, one.deletes, one.edits): one for one in found}.values())


def _read(access: Access, raw: Raw) -> Iterator[Envelope]:
    form = raw.hints.get("form")
    if form == pushes.REQUEST:
        return
    if form not in (FEED, COMMENTS, talks.FORM, looks.FORM):
        yield from changes.read(access, raw)
        return
    body = _json(raw)
    if form == FEED:
        yield from _posts(access, raw, body)
    elif form == COMMENTS:
        yield from _comments(access, raw, body)
    elif form == talks.FORM:
        yield from talks.read_page(access, raw, body if isinstance(body, dict) else {})
    else:
        yield from looks.read(access, raw, body)


def _posts(access: Access, raw: Raw, body: Any) -> Iterator[Envelope]:
    fresh, edited = _named(raw, "fresh"), _named(raw, "edited")
    for one in rows(body):
        number = ident(one.get("id"))
        if number in fresh or number in edited:
            envelope = post(access, one, is_edit=number in edited)
            if envelope:
                yield envelope


def _comments(access: Access, raw: Raw, body: Any) -> Iterator[Envelope]:
    fresh, about = _named(raw, "fresh"), About.of(raw.hints)
    for one in rows(body):
        envelope = comment(access, one, about) if ident(one.get("id")) in fresh else None
        if envelope:
            yield envelope


def _named(raw: Raw, name: str) -> set[str]:
    found = raw.hints.get(name)
    return set(map(str, found)) if isinstance(found, list) else set()


def _json(raw: Raw) -> Thing | list[Any]:
    try:
        body = json.loads(raw.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    if not isinstance(body, dict | list):
        raise UnreadableError("no answer of Meta's")
    return body
