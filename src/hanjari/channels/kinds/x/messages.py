"""Direct messages as webhooks push them (Account Activity, `direct_message_events`)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from hanjari.channels.contract import Access
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.kinds.x import ids
from hanjari.channels.kinds.x.posts import Thing, things
from hanjari.channels.kinds.x.words import plain


def read(access: Access, push: Thing, own: str) -> Iterator[Envelope]:
    """The messages of a push; typing and reading are no messages. All with one person are one thread."""
    told = push.get("users")
    users = told if isinstance(told, Mapping) else {}
    for event in things(push.get("direct_message_events")):
        envelope = _message(access, event, users, own)
        if envelope:
            yield envelope


def _message(access: Access, event: Thing, users: Thing, own: str) -> Envelope | None:
    created = event.get("message_create")
    if not isinstance(created, Mapping) or not ids.number(event.get("id")):
        return None
    author, target = str(created.get("sender_id") or ""), created.get("target")
    recipient = str(target.get("recipient_id") or "") if isinstance(target, Mapping) else ""
    if not author or not recipient:
        return None
    said = created.get("message_data")
    said = said if isinstance(said, Mapping) else {}
    entities = said.get("entities")
    urls = things(entities.get("urls") if isinstance(entities, Mapping) else None)
    is_ours = author == own or author in access.own_ids
    return Envelope(
        account_id=access.account_id,
        external_id=f"{ids.DM}{event['id']}",
        posted_at=_time(event.get("created_timestamp")) or ids.moment(event["id"]),
        sender=_sender(author, users.get(author)),
        text=plain(str(said.get("text") or ""), urls),
        root_id=f"{ids.WITH}{recipient if is_ours else author}",
        is_public=False,
        is_ours=is_ours,
    )


def _sender(author: str, user: Any) -> Sender:
    """Both forms of a user: flat with `screen_name`, or below `data` with `username`."""
    user = user if isinstance(user, Mapping) else {}
    inner = user.get("data")
    known = inner if isinstance(inner, Mapping) else user
    handle = str(known.get("screen_name") or known.get("username") or "")
    name = str(known.get("name") or handle)
    url = f"https://x.com/{handle}" if handle else ""
    return Sender(author, name[:200], handle[:100], url)


def _time(told: Any) -> datetime | None:
    text = str(told)
    if not (text.isascii() and text.isdecimal() and len(text) < 15):
        return None
    return datetime.fromtimestamp(int(text) / 1000, UTC)
