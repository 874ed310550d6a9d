"""Payloads as envelopes: pages of comments, tags, other accounts and talks, a daily look, a push. Pure."""

import json
from collections.abc import Iterator
from typing import Any

from hanjari.channels.calling.graph import looks, pushes, talks
from hanjari.channels.calling.graph.paging import Thing, ident, part, rows
from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.instagram import changes, writings

COMMENTS, REPLIES, TAGS, OTHERS = "comments", "replies", "tags", "others"
"""Hints of a raw payload; `fresh` names what was new in it."""
_FORMS = {COMMENTS, REPLIES, TAGS, OTHERS, talks.FORM, looks.FORM}


def read(access: Access, raw: Raw) -> list[Envelope]:
    """All messages in it, each once. Raises `UnreadableError`."""
    found = _read(access, raw)
    return list({(one.external_id, one.deletes): one for one in found}.values())


def _read(access: Access, raw: Raw) -> Iterator[Envelope]:
    form = raw.hints.get("form")
    if form == pushes.REQUEST:
        return
    if form not in _FORMS:
        yield from changes.read(access, raw)
        return
    body = _json(raw)
    if form == talks.FORM:
        yield from talks.read_page(access, raw, body if isinstance(body, dict) else {})
    elif form == looks.FORM:
        yield from looks.read(access, raw, body)
    else:
        yield from (envelope for envelope in _listed(access, raw, body, str(form)) if envelope)


def _listed(access: Access, raw: Raw, body: Any, form: str) -> Iterator[Envelope | None]:
    fresh = raw.hints.get("fresh")
    wanted = set(map(str, fresh)) if isinstance(fresh, list) else set()
    for one in rows(_list(body, form)):
        number = ident(one.get("id"))
        is_wanted = number in wanted
        if form == COMMENTS:
            if is_wanted:
                yield writings.comment(access, one, raw.hints)
            for reply in writings.replies(one):
                if ident(reply.get("id")) in wanted:
                    yield writings.comment(access, reply, raw.hints, number)
        elif is_wanted and form == REPLIES:
            yield writings.comment(access, one, raw.hints, ident(raw.hints.get("above")))
        elif is_wanted:
            yield (writings.tagged if form == TAGS else writings.other)(access, one)


def _list(body: Any, form: str) -> Any:
    return part(part(body, "business_discovery"), "media") if form == OTHERS else body


def _json(raw: Raw) -> Thing | list[Any]:
    try:
        body = json.loads(raw.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    if not isinstance(body, dict | list):
        raise UnreadableError("no answer of Meta's")
    return body
