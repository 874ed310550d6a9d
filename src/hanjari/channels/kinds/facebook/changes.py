"""What Facebook pushes of a Page (Webhooks reference, Page: `feed`, `mention`, `messages`). Pure.

Items are comments and posts of several names; verbs add, edit, remove, hide and unhide them.
Reactions, shares of others and what else comes are no messages and are left alone.
"""

from collections.abc import Iterator
from typing import Any

from hanjari.channels.calling.graph import pushes, talks
from hanjari.channels.calling.graph.looks import deletion
from hanjari.channels.calling.graph.paging import (
    Thing,
    ident,
    moment_or_old,
    part,
    words,
)
from hanjari.channels.contract import Access, Raw
from hanjari.channels.envelope import Envelope, Medium, Sender
from hanjari.channels.kinds.facebook.writings import About, address, threaded

_POSTS = {"post", "status", "photo", "video", "share", "link", "album", "note"}
_WRITTEN, _CHANGED = {"add", "unhide", "unblock"}, {"edit", "edited", "update"}
_WALL = "wall_post"
"""`status_type` of a post that somebody else wrote on the Page (Page post)."""


def read(access: Access, raw: Raw) -> Iterator[Envelope]:
    """The messages of a push. Raises `UnreadableError`."""
    for entry, name, event in pushes.events(raw):
        if name != "changes":
            envelope = talks.read_event(access, entry, event)
        elif event.get("field") == "feed":
            envelope = _feed(access, entry, part(event, "value"))
        elif event.get("field") == "mention":
            envelope = _mention(access, entry, part(event, "value"))
        else:
            envelope = None
        if envelope:
            yield envelope


def _feed(access: Access, entry: Thing, value: Thing) -> Envelope | None:
    item, verb = words(value.get("item")), words(value.get("verb"))
    is_comment = item == "comment"
    number = ident(value.get("comment_id" if is_comment else "post_id"))
    if not number or not (is_comment or item in _POSTS):
        return None
    author, at = _author(value), moment_or_old(value.get("created_time"), entry.get("time"))
    if verb == "remove":
        return deletion(access, number, at, author)
    if verb not in _WRITTEN | _CHANGED:
        return None
    is_ours = author in access.own_ids
    if is_ours and not is_comment and not access.settings.get("own_posts"):
        return None
    about = About(ident(value.get("post_id")), part(value, "post").get("status_type") == _WALL)
    return Envelope(
        account_id=access.account_id,
        external_id=number,
        posted_at=at,
        sender=_sender(value, number),
        text=words(value.get("message")),
        url=address(part(value, "post") if not is_comment else value, number),
        **(threaded(about, _above(value)) if is_comment else {}),
        media=tuple(_media(value)),
        is_ours=is_ours,
        edits=verb in _CHANGED,
        extra={"post_id": about.post},
    )


def _mention(access: Access, entry: Thing, value: Thing) -> Envelope | None:
    """Somebody named the Page in a post or comment elsewhere."""
    number = ident(value.get("comment_id") or value.get("post_id"))
    if not number:
        return None
    at = moment_or_old(value.get("created_time"), entry.get("time"))
    if value.get("verb") == "remove":
        return deletion(access, number, at, _author(value))
    return Envelope(
        account_id=access.account_id,
        external_id=number,
        posted_at=at,
        sender=_sender(value, number),
        text=words(value.get("message")),
        url=address(value, number),
        is_ours=_author(value) in access.own_ids,
        edits=value.get("verb") in _CHANGED,
        extra={"post_id": ident(value.get("post_id")), "mention": True},
    )


def _above(value: Thing) -> str:
    """The comment that was answered; a comment on the post itself names the post."""
    above, below = ident(value.get("parent_id")), ident(value.get("post_id"))
    return "" if above in ("", below) else above


def _author(value: Thing) -> str:
    return ident(part(value, "from").get("id") or value.get("sender_id"))


def _sender(value: Thing, number: str) -> Sender:
    name: Any = part(value, "from").get("name") or value.get("sender_name")
    return Sender(_author(value) or f"unknown:{number}", words(name)[:200])


def _media(value: Thing) -> Iterator[Medium]:
    photos = value.get("photos")
    for url in [
        value.get("photo"),
        *(photos if isinstance(photos, list) else []),
        value.get("video"),
    ]:
        if words(url).startswith("https://"):
            yield Medium(words(url).partition("?")[0].rsplit("/", 1)[-1][:200], "", url=words(url))
