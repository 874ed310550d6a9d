"""What Instagram pushes (Instagram Platform, Webhooks: `comments`, `live_comments`, `mentions`, `messages`). Pure.

Of a comment it tells no time, so the time of the push stands for it; of a mention it tells the numbers
only, and `mentions` has fetched the words before the payload was kept.
"""

from collections.abc import Iterator

from hanjari.channels.calling.graph import pushes, talks
from hanjari.channels.calling.graph.paging import Thing, ident, moment_or_old, part, words
from hanjari.channels.contract import Access, Raw
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.kinds.instagram import ids, mentions
from hanjari.channels.kinds.instagram.writings import is_ours, sender

_COMMENTS = {"comments", "live_comments"}


def read(access: Access, raw: Raw) -> Iterator[Envelope]:
    """The messages of a push. Raises `UnreadableError`."""
    for entry, name, event in pushes.events(raw):
        if name != "changes":
            envelope = talks.read_event(access, entry, event)
        elif event.get("field") in _COMMENTS:
            envelope = _comment(access, entry, part(event, "value"))
        elif event.get("field") == "mentions":
            envelope = _mention(access, entry, event)
        else:
            envelope = None
        if envelope:
            yield envelope


def _comment(access: Access, entry: Thing, value: Thing) -> Envelope | None:
    number, above = ident(value.get("id") or value.get("comment_id")), ident(value.get("parent_id"))
    if not number:
        return None
    return Envelope(
        account_id=access.account_id,
        external_id=number,
        posted_at=moment_or_old(value.get("timestamp"), entry.get("time")),
        sender=sender(value, number),
        text=words(value.get("text")),
        parent_id=above,
        root_id=above,
        references=(above,) if above else (),
        is_ours=is_ours(access, value),
        extra={"media_id": ident(part(value, "media").get("id"))},
    )


def _mention(access: Access, entry: Thing, event: Thing) -> Envelope | None:
    value, told = part(event, "value"), part(event, mentions.TOLD)
    media, comment = ids.number(value.get("media_id")), ids.number(value.get("comment_id"))
    if not media:
        return None
    place = part(told, "media") if comment else told
    at = moment_or_old(told.get("timestamp"), entry.get("time"))
    return Envelope(
        account_id=access.account_id,
        external_id=ids.mention(media, comment),
        posted_at=at,
        sender=sender(told, comment or media) if told else Sender(f"unknown:{comment or media}"),
        text=words(told.get("text") or told.get("caption")),
        url=words(place.get("permalink")),
        is_ours=is_ours(access, told),
        extra={"media_id": media, "comment_id": comment, "mention": True},
    )
