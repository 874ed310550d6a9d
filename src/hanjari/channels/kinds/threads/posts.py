"""A post of Threads as an envelope (Threads API, Media; Reply management). Pure."""

from typing import Any

from hanjari.channels.calling.graph.paging import Thing, ident, moment_or_old, part, things, words
from hanjari.channels.contract import Access
from hanjari.channels.envelope import Envelope, Medium, Sender

HIDDEN = {"HIDDEN", "COVERED", "BLOCKED", "RESTRICTED"}
"""Values of `hide_status` in which others do not see a reply."""
_KINDS = {"IMAGE": "image/jpeg", "VIDEO": "video/mp4", "AUDIO": "audio/mp4"}
_MOST_MEDIA = 20
"""Threads API, Posts: items of a carousel."""
_LONGEST_TEXT = 20_000
_LONGEST_ABOUT = 120


def read(access: Access, post: Thing, about: str = "") -> Envelope | None:
    """The post, or None for what is none; `about` is the beginning of the post that it answers."""
    number = ident(post.get("id"))
    if not number:
        return None
    parent, root = (
        ident(part(post, "replied_to").get("id")),
        ident(part(post, "root_post").get("id")),
    )
    name = words(post.get("username"))
    return Envelope(
        account_id=access.account_id,
        external_id=number,
        posted_at=moment_or_old(post.get("timestamp")),
        sender=author(name),
        text=words(post.get("text"))[:_LONGEST_TEXT].strip(),
        subject=about,
        url=link(post.get("permalink")),
        parent_id=parent or root,
        root_id=root or parent,
        media=_media(post),
        is_ours=is_ours(access, post),
        extra=_extra(post),
    )


def author(name: str) -> Sender:
    """Who wrote: Threads tells the name and no number."""
    url = f"https://www.threads.com/@{name}" if name else ""
    return Sender(name[:200] or "unknown", name[:200], name[:100], url[:500])


def is_ours(access: Access, post: Thing) -> bool:
    """Whether our profile wrote it."""
    return post.get("is_reply_owned_by_me") is True or words(post.get("username")) in access.own_ids


def about(post: Thing) -> str:
    """A post's first words, by which a person knows it again."""
    return " ".join(words(post.get("text")).split())[:_LONGEST_ABOUT]


def link(value: Any) -> str:
    """An address of the web, or none."""
    text = words(value)
    return text[:1000] if text.startswith(("https://", "http://")) else ""


def _media(post: Thing) -> tuple[Medium, ...]:
    children = things(part(post, "children").get("data"))
    found = [medium for one in (children or [post])[:_MOST_MEDIA] if (medium := _medium(one))]
    if gif := link(post.get("gif_url")):
        found.append(Medium("gif", "image/gif", url=gif))
    return tuple(found)


def _medium(one: Thing) -> Medium | None:
    kind = words(one.get("media_type"))
    url = link(one.get("media_url")) or link(one.get("thumbnail_url"))
    if not url:
        return None
    name = url.partition("?")[0].rsplit("/", 1)[-1][:200] or kind.lower()
    alt = words(one.get("alt_text"))[:1000]
    return Medium(name, _KINDS.get(kind, "application/octet-stream"), url=url, alt=alt)


def _extra(post: Thing) -> dict[str, Any]:
    status = words(post.get("hide_status"))
    told: dict[str, Any] = {"moderation": status.lower()} if status in HIDDEN else {}
    if post.get("is_quote_post") is True:
        told["is_quote"] = True
    return told
