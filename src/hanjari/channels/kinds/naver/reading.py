"""Hits as messages: what the search shows of a post, and whose it is."""

import html
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.kinds.naver.asking import PLACES, SEOUL

_BOLD = re.compile(r"</?b>", re.IGNORECASE)
_LONGEST_ID = 300


def read_hits(access: Access, raw: Raw) -> list[Envelope]:
    """The new hits of a page, as its hints name them. Raises `UnreadableError`."""
    place, at = raw.hints.get("place", ""), raw.hints.get("at", "")
    try:
        hits, seen = json.loads(raw.body)["items"], datetime.fromisoformat(at)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableError(f"no page of hits: {error}") from error
    if not isinstance(hits, list) or place not in PLACES:
        raise UnreadableError("no page of hits")
    fresh = raw.hints.get("fresh", range(len(hits)))
    chosen = (hits[index] for index in fresh if isinstance(index, int) and index < len(hits))
    return [_envelope(access, place, hit, seen) for hit in chosen if is_hit(hit)]


def is_hit(hit: Any) -> bool:
    """Whether it is something with an address; others are passed over."""
    return isinstance(hit, Mapping) and isinstance(hit.get("link"), str) and bool(hit["link"])


def hit_id(place: str, hit: Mapping[str, Any]) -> str:
    """The post's own address, the same for every search that finds it."""
    address = str(hit.get("originallink") or hit["link"]) if place == "news" else str(hit["link"])
    normal = f"{place}:{_normal(address)}"
    return (
        normal if len(normal) <= _LONGEST_ID else f"{place}:{sha256(normal.encode()).hexdigest()}"
    )


def fresh_ones(place: str, hits: Sequence[Any], known: frozenset[str]) -> list[int]:
    """Places in the page of the hits that were not seen before."""
    return [
        index for index, hit in enumerate(hits) if is_hit(hit) and hit_id(place, hit) not in known
    ]


def _normal(address: str) -> str:
    """Without scheme and www; a blog's two spellings are one."""
    parts = urlsplit(address)
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.")
    number = parse_qs(parts.query).get("logNo", [""])[0]
    if host == "blog.naver.com" and number:
        return f"{host}{parts.path}/{number}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def _envelope(access: Access, place: str, hit: Mapping[str, Any], seen: datetime) -> Envelope:
    title = _plain(hit.get("title"))
    url = str(hit.get("originallink") or hit["link"])
    return Envelope(
        account_id=access.account_id,
        external_id=hit_id(place, hit),
        posted_at=_posted(place, hit, seen),
        sender=_sender(place, hit),
        subject=title,
        text=_plain(hit.get("description")) or title,
        url=url[:1000] if url.startswith(("http://", "https://")) else "",
        extra={"place": place, "is_excerpt": True},
    )


def _sender(place: str, hit: Mapping[str, Any]) -> Sender:
    """The blog, the cafe or the paper; 지식iN names nobody."""
    if place == "blog":
        name, url = _plain(hit.get("bloggername")), str(hit.get("bloggerlink", ""))
    elif place == "cafearticle":
        name, url = _plain(hit.get("cafename")), str(hit.get("cafeurl", ""))
    else:
        host = urlsplit(str(hit.get("originallink") or hit["link"])).netloc.removeprefix("www.")
        name, url = ("지식iN" if place == "kin" else host), f"https://{host}"
    address = url if url.startswith("http") else f"https://{url}" if url else ""
    return Sender(_normal(address)[:300] or place, name[:200] or place, url=address[:1000])


def _posted(place: str, hit: Mapping[str, Any], seen: datetime) -> datetime:
    """News say their minute, blogs their day (its noon, or now when it is today), others nothing."""
    if place == "news":
        return min(_minute(str(hit.get("pubDate", ""))) or seen, seen)
    day = _day(str(hit.get("postdate", ""))) if place == "blog" else None
    if day is None or day >= seen.astimezone(SEOUL).date():
        return seen
    return datetime.combine(day, time(12), SEOUL).astimezone(UTC)


def _minute(words: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(words)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=SEOUL)
    except (ValueError, TypeError, OverflowError):
        return None


def _day(words: str) -> date | None:
    try:
        return datetime.strptime(words, "%Y%m%d").replace(tzinfo=SEOUL).date()
    except ValueError:
        return None


def _plain(words: Any) -> str:
    """Without the marks of the search; what was escaped is read once more ("&amp;quot;")."""
    if not isinstance(words, str):
        return ""
    return html.unescape(html.unescape(_BOLD.sub("", html.unescape(words)))).strip()
