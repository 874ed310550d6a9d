"""Reading a payload: a page, a daily look, or a push, told apart by what is in it. Pure."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.kinds.x import ids, messages, posts, rechecking, statuses
from hanjari.channels.kinds.x.posts import Beside, Thing, things

_POSTED = ("post.create", "post.mention.create", "post.reply.create", "post.quote.create")
_WRITTEN = ("dm.received", "dm.sent")


def read(access: Access, raw: Raw) -> list[Envelope]:
    """All messages in it, each id once. Raises `UnreadableError` for what is no answer or push of X."""
    body = body_of(raw)
    found = list(_envelopes(access, raw, body))
    return list({(one.external_id, one.deletes): one for one in found}.values())


def body_of(raw: Raw) -> Thing:
    """The payload's JSON. Raises `UnreadableError`."""
    try:
        body = json.loads(raw.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    if not isinstance(body, Mapping):
        raise UnreadableError("JSON, but no object")
    return body


def _envelopes(access: Access, raw: Raw, body: Thing) -> Iterator[Envelope]:
    inner = body.get("data")
    if isinstance(inner, Mapping) and "event_type" in inner:
        yield from _activity(access, inner)
    elif "for_user_id" in body or "user_event" in body or "replay_job_status" in body:
        yield from _pushed(access, body)
    elif raw.hints.get("form") == rechecking.FORM:
        yield from (_deletion(access, gone, "") for gone in rechecking.gone(body))
    elif "data" in body or "meta" in body or "errors" in body:
        yield from posts.read(access, body)
    else:
        raise UnreadableError("neither a page nor a push of X")


def _pushed(access: Access, push: Thing) -> Iterator[Envelope]:
    """Account Activity: posts, deletions and direct messages; likes, follows and the rest are no messages."""
    for status in things(push.get("tweet_create_events")):
        envelope = statuses.read_status(access, status)
        if envelope:
            yield envelope
    for event in things(push.get("tweet_delete_events")):
        gone = event.get("status")
        if isinstance(gone, Mapping) and ids.number(gone.get("id")):
            yield _deletion(access, str(gone["id"]), str(gone.get("user_id") or ""))
    yield from messages.read(access, push, str(push.get("for_user_id") or ""))


def _activity(access: Access, event: Thing) -> Iterator[Envelope]:
    """X Activity, which follows Account Activity: the same, one event a push, posts as in v2."""
    kind, payload = event.get("event_type"), event.get("payload")
    payload = payload if isinstance(payload, Mapping) else {}
    if kind in _POSTED:
        beside = Beside.of(event.get("includes"))
        envelope = posts.read_post(access, payload, beside)
        if envelope:
            yield envelope
    elif kind == "post.delete" and ids.number(payload.get("id")):
        yield _deletion(access, str(payload["id"]), str(payload.get("author_id") or ""))
    elif kind in _WRITTEN:
        yield from messages.read(access, payload, concerned(event))


def concerned(event: Thing) -> str:
    """Whose subscription an X Activity event answers."""
    wanted: Any = event.get("filter")
    return str(wanted.get("user_id") or "") if isinstance(wanted, Mapping) else ""


def _deletion(access: Access, external_id: str, author: str) -> Envelope:
    return Envelope(
        account_id=access.account_id,
        external_id=external_id,
        posted_at=ids.moment(external_id),
        sender=Sender(author or "gone"),
        text="",
        is_ours=author in access.own_ids,
        deletes=True,
    )
