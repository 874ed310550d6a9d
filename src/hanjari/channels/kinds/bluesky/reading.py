"""Reading a payload. Pure. Every source hands over the same shape: views, deletions, and posts beside them."""

import json
from collections.abc import Iterator
from typing import Any

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.bluesky.frames import views_of
from hanjari.channels.kinds.bluesky.plain import plain_post
from hanjari.channels.kinds.bluesky.posts import deletion, read_post
from hanjari.channels.kinds.bluesky.shapes import Thing, part, things, time_of, word

NOT_ASKED = {"like", "repost", "follow", "like-via-repost", "repost-via-repost"}
"""Notifications that say nothing (lexicon `app.bsky.notification.listNotifications`)."""


def payload(
    views: list[Any],
    *,
    gone: list[str] | None = None,
    beside: dict[str, Any] | None = None,
    at: str = "",
) -> Raw:
    """What was found, as it is kept: `views` as the network gave them, `gone` names of deleted posts."""
    told: dict[str, Any] = {"views": views}
    told |= {"gone": gone, "at": at} if gone else {}
    told |= {"beside": beside} if beside else {}
    return Raw(json.dumps(told, ensure_ascii=False).encode(errors="replace"))


def read(access: Access, raw: Raw) -> list[Envelope]:
    """All messages in it, each once. Raises `UnreadableError` for what is no payload of this kind."""
    if plain := plain_post(access, raw.body):
        return [plain]
    try:
        body = json.loads(raw.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    if isinstance(body, dict) and "commit" in body:  # a line of Jetstream, as frames keep it
        body = {"views": list(views_of(body))}
    if not isinstance(body, dict) or not isinstance(body.get("views"), list):
        raise UnreadableError("JSON, but no posts")
    found = list(_envelopes(access, body))
    return list({(one.external_id, one.deletes, one.edits): one for one in found}.values())


def _envelopes(access: Access, body: Thing) -> Iterator[Envelope]:
    beside = {name: one for name, one in part(body, "beside").items() if isinstance(one, dict)}
    for view in things(body.get("views")):
        if word(view, "reason") in NOT_ASKED:
            continue
        envelope = read_post(access, view, beside)
        if envelope:
            yield envelope
    gone = body.get("gone")
    for name in gone if isinstance(gone, list) else []:
        envelope = deletion(access, str(name), time_of(body.get("at")))
        if envelope:
            yield envelope
