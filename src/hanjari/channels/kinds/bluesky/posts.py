"""Posts as envelopes: what the AppView shows, and what the event stream carries, in one shape.

A *view* is the AppView's `app.bsky.feed.defs#postView`, or a notification, which has the same
fields. What the stream carries is put into the same shape (`events.py`).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from hanjari.channels.contract import Access
from hanjari.channels.envelope import Envelope, Medium, Sender
from hanjari.channels.kinds.bluesky import facets, uris
from hanjari.channels.kinds.bluesky.shapes import Thing, part, things, time_of, word

_PICTURES = "https://cdn.bsky.app/img/feed_fullsize/plain"
_IMAGES, _VIDEO = "app.bsky.embed.images", "app.bsky.embed.video"
_QUOTE, _BOTH = "app.bsky.embed.record", "app.bsky.embed.recordWithMedia"


def read_post(access: Access, view: Thing, beside: Mapping[str, Thing]) -> Envelope | None:
    """One post; None for what is no post, or has no author. `beside` are the posts it answers, by name."""
    name = word(view, "uri")
    record = part(view, "record")
    found = uris.split(name)
    if found is None or not record or record.get("$type") not in (uris.POST, None):
        return None
    reply = part(record, "reply")
    parent, root = (word(part(reply, one), "uri") for one in ("parent", "root"))
    return Envelope(
        account_id=access.account_id,
        external_id=name,
        posted_at=posted_at(view),
        sender=sender_of(found[0], part(view, "author")),
        text=text_of(record),
        quoted=_quoted(view, parent, beside),
        url=uris.page(name, word(part(view, "author"), "handle")),
        parent_id=parent if uris.split(parent) else "",
        root_id=root if uris.split(root) else "",
        media=tuple(_media(found[0], _embedded(record))),
        is_ours=found[0] in access.own_ids,
        edits=view.get("op") == "update",
        extra=_extra(view, record, part(reply, "root")),
    )


def deletion(access: Access, name: str, at: datetime | None) -> Envelope | None:
    """A post that its author, or the network, took down."""
    author = uris.author(name)
    if not author:
        return None
    return Envelope(
        account_id=access.account_id,
        external_id=name,
        posted_at=at or uris.moment(name),
        sender=Sender(author),
        text="",
        is_ours=author in access.own_ids,
        deletes=True,
    )


def posted_at(view: Thing) -> datetime:
    """When it was written, by its author's clock, but never after it was first seen (AppView: `sortAt`)."""
    written = time_of(part(view, "record").get("createdAt"))
    seen = time_of(view.get("indexedAt"))
    known = [one for one in (written, seen) if one]
    return min(known) if known else uris.moment(word(view, "uri"))


def text_of(record: Thing) -> str:
    """What it says, links written out; the address of a link card stands below when the text has it not."""
    said = facets.readable(word(record, "text"), record.get("facets"))
    card = word(part(_embedded(record), "external"), "uri")
    if card and card not in said:
        said = f"{said}\n{card}".strip()
    return said


def quotes(record: Thing) -> str:
    """Which post it quotes."""
    embed = part(record, "embed")
    kind = embed.get("$type")
    inner = part(embed, "record")
    if kind == _BOTH:
        inner = part(inner, "record")
    elif kind != _QUOTE:
        return ""
    return word(inner, "uri")


def _embedded(record: Thing) -> Thing:
    embed = part(record, "embed")
    return part(embed, "media") if embed.get("$type") == _BOTH else embed


def sender_of(did: str, author: Thing) -> Sender:
    """What an author shows of themselves."""
    handle = word(author, "handle")
    followers = author.get("followersCount")
    return Sender(
        did,
        name=(word(author, "displayName") or handle)[:200],
        handle=handle[:253],
        url=f"https://bsky.app/profile/{handle or did}",
        followers=followers if isinstance(followers, int) else None,
    )


def _quoted(view: Thing, parent: str, beside: Mapping[str, Thing]) -> str:
    """The posts above it, folded away, or the one that it quotes: who reads it sees what it is about."""
    above: list[str] = []
    while (other := beside.get(parent)) and len(above) < len(beside):
        above.insert(0, _said(other))
        parent = word(part(part(part(other, "record"), "reply"), "parent"), "uri")
    inner = part(part(view, "embed"), "record")
    inner = part(inner, "record") or inner
    if part(inner, "value"):
        above.append(_said({"author": inner.get("author"), "record": inner.get("value")}))
    return "\n\n".join(one for one in above if one)


def _said(view: Thing) -> str:
    handle, text = word(part(view, "author"), "handle"), text_of(part(view, "record"))
    return f"@{handle}: {text}" if handle else text


def _extra(view: Thing, record: Thing, root: Thing) -> dict[str, Any]:
    """What answering needs (`uri`, `cid`, `root`), and what a reader may want to know."""
    labels = [word(one, "val") for one in things(view.get("labels")) if not one.get("neg")]
    labels += [word(one, "val") for one in things(part(record, "labels").get("values"))]
    langs = record.get("langs")
    found: dict[str, Any] = {
        "uri": word(view, "uri"),
        "cid": word(view, "cid"),
        "root": {"uri": word(root, "uri"), "cid": word(root, "cid")} if root else {},
        "quotes": quotes(record),
        "labels": sorted({one[:128] for one in labels if one}),
        "langs": [one for one in langs if isinstance(one, str)][:3]
        if isinstance(langs, list)
        else [],
        "reason": word(view, "reason"),
    }
    return {name: value for name, value in found.items() if value}


def _media(did: str, embed: Thing) -> Iterator[Medium]:
    """Pictures and films of the record; Bluesky's own servers show them by author and content."""
    kind = embed.get("$type")
    if kind == _VIDEO:
        blob = part(embed, "video")
        yield _medium(blob, "", word(embed, "alt"))
    for one in things(embed.get("images")) if kind == _IMAGES else []:
        blob = part(one, "image")
        link = word(part(blob, "ref"), "$link")
        yield _medium(blob, f"{_PICTURES}/{did}/{link}" if link else "", word(one, "alt"))


def _medium(blob: Thing, url: str, alt: str) -> Medium:
    size = blob.get("size")
    return Medium(
        name=word(part(blob, "ref"), "$link")[:200] or "media",
        kind=(word(blob, "mimeType") or "image")[:100],
        size=size if isinstance(size, int) and size > 0 else 0,
        url=url,
        alt=alt[:1000],
    )
