"""Rich text (Bluesky docs, Links, mentions, and rich text): facets point at bytes of UTF-8, not at letters."""

from collections.abc import Iterator
from typing import Any

from hanjari.channels.kinds.bluesky.shapes import Thing, part, things, word

KIND = "app.bsky.richtext.facet"


def readable(text: str, facets: Any) -> str:
    """The text with every link written out; apps show a shortened one and keep the address in the facet."""
    content = text.encode(errors="replace")
    said, end = "", 0
    for first, last, feature in _linked(content, facets):
        if first < end:
            continue  # two facets over the same letters: the first one counts
        shown, address = content[first:last].decode(), word(feature, "uri")
        said += content[end:first].decode() + _written(shown, address)
        end = last
    return said + content[end:].decode()


def mentions(record: Thing) -> list[str]:
    """Whom a post names, by DID."""
    found = [
        word(feature, "did")
        for facet in things(record.get("facets"))
        for feature in things(facet.get("features"))
        if feature.get("$type") == f"{KIND}#mention"
    ]
    return [did for did in found if did]


def _linked(content: bytes, facets: Any) -> list[tuple[int, int, Thing]]:
    return sorted(_links(content, facets), key=lambda one: one[:2])


def _links(content: bytes, facets: Any) -> Iterator[tuple[int, int, Thing]]:
    """Links whose bytes are there and cut no letter in two; others are passed over."""
    for facet in things(facets):
        place = part(facet, "index")
        first, last = place.get("byteStart"), place.get("byteEnd")
        if not (isinstance(first, int) and isinstance(last, int)):
            continue
        if not 0 <= first < last <= len(content) or _cuts(content, first) or _cuts(content, last):
            continue
        for feature in things(facet.get("features")):
            if feature.get("$type") == f"{KIND}#link" and word(feature, "uri"):
                yield first, last, feature
                break


def _cuts(content: bytes, place: int) -> bool:
    return place < len(content) and content[place] & 0xC0 == 0x80


def _written(shown: str, address: str) -> str:
    """The address where the shown text is a piece of it, else both."""
    bare = shown.strip().removesuffix("…").removesuffix("...")
    if bare and bare.removeprefix("https://").removeprefix("http://") in address:
        return address
    return f"{shown} ({address})"
