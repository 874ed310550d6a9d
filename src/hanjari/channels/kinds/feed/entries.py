"""A feed document as entries: RSS and Atom through feedparser, JSON Feed (jsonfeed.org 1.1) by itself."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import feedparser

from hanjari.channels.contract import UnreadableError
from hanjari.channels.kinds.feed.dates import parsed, published
from hanjari.kit.charsets import decode

MOST_ENTRIES = 2000
LONGEST = 300_000
"""Letters of one entry; longer ones are cut, the whole stays in the raw payload."""
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_PROLOGUE = re.compile(r"\A\s*<\?xml.{0,300}?\?>", re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """One entry as the feed gives it; nothing is trusted yet."""

    guid: str
    link: str
    title: str
    html: str
    author: str = ""
    published: datetime | None = None
    pictures: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class Document:
    """A parsed feed: its title, its home and its entries in the order of the document."""

    title: str
    link: str
    entries: list[Entry] = field(default_factory=list)


def parse(body: bytes, content_type: str, zone: ZoneInfo) -> Document:
    """Read a document whatever its charset. Raises `UnreadableError` when it is no feed at all."""
    named = _CHARSET.search(content_type)
    inside = _DECLARED.search(body[:1000])
    text = decode(body, inside[1].decode("ascii") if inside else "", named[1] if named else "")
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start == "{":
        return _json_feed(text, zone)
    if start != "<":
        raise UnreadableError("neither XML nor JSON")
    return _xml_feed(text, zone)


def _xml_feed(text: str, zone: ZoneInfo) -> Document:
    if "<!ENTITY" in text[:20_000]:  # entities of its own: no honest feed has them, bombs do
        raise UnreadableError("the document declares entities of its own")
    plain = _PROLOGUE.sub("", text, count=1)
    headers = {"content-type": "application/xml; charset=utf-8"}
    found = feedparser.parse(plain.encode(errors="replace"), response_headers=headers)
    if not found.version and not found.entries:
        raise UnreadableError(f"no feed: {found.get('bozo_exception') or 'unknown elements'}")
    entries = [_entry(entry, zone) for entry in found.entries[:MOST_ENTRIES]]
    return Document(_line(found.feed.get("title")), str(found.feed.get("link") or ""), entries)


def _entry(entry: Mapping[str, Any], zone: ZoneInfo) -> Entry:
    contents = [str(part.get("value") or "") for part in entry.get("content") or ()]
    html = max([*contents, str(entry.get("summary") or "")], key=len)
    return Entry(
        guid=str(entry.get("id") or "").strip(),
        link=str(entry.get("link") or "").strip(),
        title=_line(entry.get("title")),
        html=html[:LONGEST],
        author=_line(entry.get("author")),
        published=published(entry, zone),
        pictures=tuple(_pictures(entry.get("enclosures") or ())),
    )


def _pictures(enclosures: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str, int]]:
    for enclosure in list(enclosures)[:10]:
        size = str(enclosure.get("length") or "")
        yield (
            str(enclosure.get("href") or enclosure.get("url") or "")[:1000],
            str(enclosure.get("type") or enclosure.get("mime_type") or "")[:100],
            int(size) if size.isdecimal() and len(size) < 12 else 0,
        )


def _json_feed(text: str, zone: ZoneInfo) -> Document:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list):
        raise UnreadableError("JSON, but no JSON Feed: it has no list of items")
    entries = [_item(item, zone) for item in items[:MOST_ENTRIES] if isinstance(item, dict)]
    return Document(_line(found.get("title")), str(found.get("home_page_url") or ""), entries)


def _item(item: Mapping[str, Any], zone: ZoneInfo) -> Entry:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [_line(author.get("name")) for author in authors if isinstance(author, dict)]  # type: ignore[union-attr] # a list by now
    html = str(item.get("content_html") or "") or _escaped(item.get("content_text") or "")
    date = str(item.get("date_published") or item.get("date_modified") or "")
    attached = item.get("attachments") if isinstance(item.get("attachments"), list) else []
    return Entry(
        guid=str(item.get("id") or "").strip(),
        link=str(item.get("url") or item.get("external_url") or "").strip(),
        title=_line(item.get("title")),
        html=(html or _escaped(item.get("summary") or ""))[:LONGEST],
        author=", ".join(filter(None, names)),
        published=parsed(date, zone) if date else None,
        pictures=tuple(_pictures(part for part in attached or () if isinstance(part, dict))),
    )


def _escaped(text: Any) -> str:
    plain = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("\n", "<br>")


def _line(words: Any) -> str:
    return " ".join(re.sub(r"<[^>]{0,200}>", "", str(words or "")).split())[:500]
