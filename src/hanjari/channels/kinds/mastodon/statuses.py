"""A status as an envelope (Mastodon API, Entities: Status); every field may be missing or null."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from hanjari.channels.envelope import Envelope, Medium, Sender
from hanjari.channels.kinds.mastodon import ids
from hanjari.channels.kinds.mastodon.words import plain

Thing = Mapping[str, Any]
OPEN = ("public", "unlisted", "local")
"""Visibilities that everybody (`local`: everybody on the server) may read; others are private."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_ALT = 1500


def read_status(account_id: int, status: Thing, own: frozenset[str]) -> Envelope | None:
    """One status; None for a boost, and for what has neither id nor author."""
    number, author = ids.of(status), part(status, "account")
    if not number or not ids.of(author) or part(status, "reblog"):
        return None
    visibility = text(status, "visibility") or "public"
    quote = quoted(status)
    return Envelope(
        account_id=account_id,
        external_id=number,
        posted_at=moment(status.get("created_at")) or moment(status.get("edited_at")) or NEVER,
        sender=_sender(author),
        text=_words(status, has_quote=bool(quote)),
        subject=text(status, "spoiler_text")[:500],
        quoted=quote,
        html=text(status, "content"),
        url=_web(text(status, "url") or text(status, "uri")),
        parent_id=ids.checked(status.get("in_reply_to_id")),
        media=tuple(_media(status)),
        is_public=visibility in OPEN,
        is_ours=ids.of(author) in own,
        edits=moment(status.get("edited_at")) is not None,
        extra=_extra(status, visibility),
    )


def part(thing: Thing, name: str) -> Thing:
    """An inner object, or an empty one."""
    found = thing.get(name)
    return found if isinstance(found, Mapping) else {}


def parts(thing: Thing, name: str) -> list[Thing]:
    """A list's objects; what is none is left out."""
    found = thing.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def text(thing: Thing, name: str) -> str:
    """Words, or none."""
    found = thing.get(name)
    return found if isinstance(found, str) else ""


def moment(told: Any) -> datetime | None:
    """A time with or without fractions and zone."""
    try:
        found = datetime.fromisoformat(told) if isinstance(told, str) else None
        if found is None:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def quoted(status: Thing) -> str:
    """The quoted status' words: in `quote.quoted_status` (Mastodon 4.4), in `quote` or below `pleroma`."""
    quote = part(status, "quote") or part(part(status, "pleroma"), "quote")
    inner = part(quote, "quoted_status") or quote
    acct = text(part(inner, "account"), "acct")
    return f"@{acct}: {_words(inner)}" if acct else ""


def _sender(author: Thing) -> Sender:
    acct = text(author, "acct") or text(author, "username")
    followers = author.get("followers_count")
    return Sender(
        ids.of(author),
        name=(text(author, "display_name").strip() or acct)[:200],
        handle=acct[:200],
        url=_web(text(author, "url")),
        followers=followers if isinstance(followers, int) and followers >= 0 else None,
    )


def _words(status: Thing, *, has_quote: bool = False) -> str:
    content = text(status, "content")
    said = plain(content, without_quote=has_quote) if content else text(status, "text").strip()
    if not said:
        told = text(part(part(status, "pleroma"), "content"), "text/plain")
        said = told.strip()
    choices = [text(one, "title") for one in parts(part(status, "poll"), "options")]
    return "\n".join([said, *(f"- {choice}" for choice in choices if choice)]).strip()


def _media(status: Thing) -> Iterator[Medium]:
    for one in parts(status, "media_attachments"):
        url = _web(text(one, "url") or text(one, "remote_url"))
        yield Medium(
            name=urlsplit(url).path.rsplit("/", 1)[-1][:200] or "media",
            kind=(text(one, "type") or "unknown")[:100],
            url=url,
            alt=text(one, "description")[:_LONGEST_ALT],
        )


def _extra(status: Thing, visibility: str) -> dict[str, Any]:
    told = {
        "visibility": visibility[:40],
        "acct": text(part(status, "account"), "acct")[:200],
        "uri": text(status, "uri")[:1000],
        "language": text(status, "language")[:20],
        "spoiler_text": text(status, "spoiler_text")[:500],
        "is_bot": part(status, "account").get("bot") is True,
    }
    return {name: value for name, value in told.items() if value}


def _web(url: str) -> str:
    try:
        return url if urlsplit(url).scheme in {"http", "https"} else ""
    except ValueError:
        return ""
