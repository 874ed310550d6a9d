"""Files that go along with what is sent, as every kind finds them in `Outgoing.extra["media"]`."""

from base64 import b64decode
from binascii import Error as NoBase64Error
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hanjari.channels.contract import Outgoing


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file. What was broken on its way has no `content`, and what is no file no `kind` either."""

    name: str
    kind: str
    """Its media type, `image/png`."""
    alt: str
    url: str
    """Where it lies in public, when it does; some networks fetch it there."""
    content: bytes


def attachments(outgoing: Outgoing) -> list[Attachment]:
    """All of them in their order, unjudged: which kinds, how many and how large is the network's rule."""
    wanted = outgoing.extra.get("media") or []
    return [_attachment(one) for one in (wanted if isinstance(wanted, list | tuple) else [wanted])]


def _attachment(one: Any) -> Attachment:
    told = one if isinstance(one, Mapping) else {}
    name, kind, alt, url = (str(told.get(word) or "") for word in ("name", "kind", "alt", "url"))
    try:
        content = b64decode(str(told.get("content") or ""), validate=True)
    except (NoBase64Error, ValueError):
        content = b""
    return Attachment(name[:100], kind, alt, url, content)
