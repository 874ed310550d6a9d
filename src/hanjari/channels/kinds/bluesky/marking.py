"""Links, names and hashtags of our own posts as facets (lexicon `app.bsky.richtext.facet`): places in bytes."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.bluesky import uris
from hanjari.channels.kinds.bluesky.api import Api
from hanjari.channels.kinds.bluesky.facets import KIND
from hanjari.channels.kinds.bluesky.graphemes import count
from hanjari.channels.kinds.bluesky.shapes import word

_LINK = re.compile(r"(?<![\w@/])https?://[^\s<>\"“”‘’「」『』]+", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w@/.])@((?:[a-zA-Z0-9-]{1,63}\.)+[a-zA-Z][a-zA-Z0-9-]{1,62})")
_TAG = re.compile(r"(?<![^\s(\[「『“‘])[#＃]([^\s#＃]+)")
_LONGEST_TAG = 64
"""Letters (lexicon `app.bsky.richtext.facet#tag`: `maxGraphemes`)."""
_AFTER_LINK = ".,;:!?'\"…"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_MOST_NAMES = 10
Span = tuple[int, int, dict[str, str]]


def marked(bluesky: Api, text: str) -> list[dict[str, Any]]:
    """The facets of a text. A name that nobody has stays plain text."""
    links = list(links_in(text))
    taken = [(first, last) for first, last, _feature in links]
    others = [*_named(bluesky, text), *tags_in(text)]
    free = [one for one in others if not any(a < one[1] and one[0] < b for a, b in taken)]
    return [_facet(text, *one) for one in sorted([*links, *free], key=lambda one: one[0])]


def links_in(text: str) -> Iterator[Span]:
    """Addresses, without the sentence's own full stop or bracket behind them."""
    for match in _LINK.finditer(text):
        address = _trimmed(match.group())
        if "." in address.partition("://")[2]:
            feature = {"$type": f"{KIND}#link", "uri": address}
            yield match.start(), match.start() + len(address), feature


def tags_in(text: str) -> Iterator[Span]:
    """Hashtags in any script; one of digits only is none."""
    for match in _TAG.finditer(text):
        tag = match.group(1)
        while tag and unicodedata.category(tag[-1])[0] in "PS" and tag[-1] != "_":
            tag = tag[:-1]
        if tag and not tag.isdecimal() and count(tag) <= _LONGEST_TAG:
            feature = {"$type": f"{KIND}#tag", "tag": tag}
            yield match.start(), match.start() + 1 + len(tag), feature


def _named(bluesky: Api, text: str) -> Iterator[Span]:
    known: dict[str, str] = {}
    for match in _NAME.finditer(text):
        handle = match.group(1).lower()
        if handle not in known and len(known) < _MOST_NAMES:
            known[handle] = _resolved(bluesky, handle)
        if did := known.get(handle):
            yield match.start(), match.end(), {"$type": f"{KIND}#mention", "did": did}


def _resolved(bluesky: Api, handle: str) -> str:
    """Raises `BrokenError` when the network can't be asked: better late than without the name."""
    try:
        body = bluesky.ask("com.atproto.identity.resolveHandle", handle=handle).body
    except BrokenError as error:
        if error.code in {"missing", "invalid"}:
            return ""
        raise
    did = word(body, "did")
    return did if uris.is_did(did) else ""


def _trimmed(address: str) -> str:
    while address:
        last = address[-1]
        is_lone = last in _PAIRS and address.count(last) > address.count(_PAIRS[last])
        if not (last in _AFTER_LINK or is_lone):
            return address
        address = address[:-1]
    return address


def _facet(text: str, first: int, last: int, feature: dict[str, str]) -> dict[str, Any]:
    start = len(text[:first].encode(errors="replace"))
    end = start + len(text[first:last].encode(errors="replace"))
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}
