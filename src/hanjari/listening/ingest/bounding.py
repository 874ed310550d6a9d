"""Bounding: whatever a network sends, what goes on is finite, storable text at a believable time."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from hanjari.channels.envelope import Envelope, Medium, Sender
from hanjari.listening.ingest.arrival import Arrival, Place

TEXT_LIMIT = 200_000
"""Characters of a text that are stored and searched; the rest stays in the raw payload."""
ID_LIMIT, NAME_LIMIT, SUBJECT_LIMIT, URL_LIMIT = 400, 200, 500, 1_000
REFERENCE_LIMIT, MEDIA_LIMIT, FACT_LIMIT, FACT_NAME_LIMIT = 100, 50, 50, 40
MOST_FOLLOWERS = MOST_BYTES = 2**53
EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
"""Clocks that were never set say 1 January 1970: such a message is dated by its arrival."""

_HOSTILE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BREAKS = re.compile(r"\r\n?")
_BLANKS = re.compile(r"\s+")


def bounded(envelope: Envelope, place: Place, arrived_at: datetime, raw_id: int | None) -> Arrival:
    """The envelope within our limits."""
    return Arrival(
        place,
        _identity(envelope),
        believable(envelope.posted_at, arrived_at),
        arrived_at,
        bounded_sender(envelope.sender, place.account_id),
        plain(envelope.text, TEXT_LIMIT),
        line(envelope.subject, SUBJECT_LIMIT),
        plain(envelope.quoted, TEXT_LIMIT),
        plain(envelope.html, TEXT_LIMIT * 2) if len(envelope.html) <= TEXT_LIMIT * 2 else "",
        _url(envelope.url),
        external_id(envelope.parent_id),
        external_id(envelope.root_id),
        [external_id(reference) for reference in envelope.references[:REFERENCE_LIMIT]],
        _media(envelope.media),
        envelope.is_public,
        envelope.is_ours,
        envelope.is_automatic,
        envelope.deletes,
        envelope.edits,
        raw_id,
        _fact(envelope.extra) if envelope.extra else {},
        edited_at=believable(envelope.edited_at, arrived_at) if envelope.edited_at else None,
    )


def plain(text: str, limit: int) -> str:
    """Text without control characters and lone surrogates, Unix line ends, at most `limit` long."""
    if not text.isprintable():
        text = _BREAKS.sub("\n", _HOSTILE.sub(_mended, text))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def line(text: str, limit: int) -> str:
    """The same on one line."""
    return _BLANKS.sub(" ", plain(text, limit)).strip() if text else ""


def external_id(text: str) -> str:
    """An id that fits its column: too long ones end in their hash, the same wherever they occur."""
    if not text.isprintable():
        text = _HOSTILE.sub(_mended, text)
    if len(text) <= ID_LIMIT:
        return text
    return f"{text[:300]}#{sha256(text.encode()).hexdigest()}"


def believable(posted_at: datetime, arrived_at: datetime) -> datetime:
    """The provider's time; its arrival for what claims to come from the future or before time began."""
    if posted_at.tzinfo is None:
        posted_at = posted_at.replace(tzinfo=UTC)
    return posted_at if EARLIEST <= posted_at <= arrived_at else arrived_at


def _identity(envelope: Envelope) -> str:
    """A message without an id gets one from what it is, so that it too arrives once."""
    if envelope.external_id:
        return external_id(envelope.external_id)
    traits = (envelope.sender.external_id, str(envelope.posted_at), envelope.subject, envelope.text)
    return "sha256:" + sha256("\0".join(traits).encode("utf-8", "replace")).hexdigest()


def bounded_sender(sender: Sender, account_id: int) -> Sender:
    """Who is unnamed is known by the name shown, and without one by the place."""
    followers, name = sender.followers, line(sender.name, NAME_LIMIT)
    return Sender(
        external_id(sender.external_id) or (f"name:{name}" if name else f"account:{account_id}"),
        name,
        line(sender.handle, NAME_LIMIT),
        _url(sender.url),
        None if followers is None else max(0, min(followers, MOST_FOLLOWERS)),
    )


def _url(url: str) -> str:
    """A link that leads somewhere people may go: http(s), whole or not at all."""
    if not url or len(url) > URL_LIMIT or not url[:8].lower().startswith(("http://", "https://")):
        return ""
    return plain(url, URL_LIMIT)


def _media(media: tuple[Medium, ...]) -> list[dict[str, Any]]:
    return [
        {
            "name": line(medium.name, NAME_LIMIT),
            "kind": line(medium.kind, NAME_LIMIT),
            "size": max(0, min(medium.size, MOST_BYTES)),
            "url": _url(medium.url),
            "part": plain(medium.part, URL_LIMIT),
            "alt": plain(medium.alt, URL_LIMIT),
        }
        for medium in media[:MEDIA_LIMIT]
    ]


def _fact(value: Any, depth: int = 3) -> Any:
    """Facts beside the words, as JSON of a bounded size."""
    if isinstance(value, str):
        return plain(value, URL_LIMIT)
    if isinstance(value, dict) and depth:
        some = list(value.items())[:FACT_LIMIT]
        return {
            _fact_name(str(name)[: FACT_NAME_LIMIT + 1]): _fact(one, depth - 1)
            for name, one in some
        }
    if isinstance(value, list | tuple) and depth:
        return [_fact(one, depth - 1) for one in value[:FACT_LIMIT]]
    return value if isinstance(value, bool) or value is None else plain(str(value), NAME_LIMIT)


@lru_cache(1_000)
def _fact_name(name: str) -> str:
    """The same few for all messages of a channel; what is remembered of them is short."""
    return plain(name, FACT_NAME_LIMIT)


def _mended(match: re.Match[str]) -> str:
    return "\ufffd" if match[0] >= "\ud800" else ""
