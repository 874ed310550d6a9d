"""Text as X gives it, and as people read it: t.co links opened, its three escapes undone."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

_HANDLES = re.compile(r"^(?:\s*@\w{1,20})+\s*")
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


def plain(text: str, urls: Iterable[Any], media_links: frozenset[str] = frozenset()) -> str:
    """Escapes undone (`&amp;`, `&lt;`, `&gt;`), links as they were written, links to its own pictures left out."""
    said = unescape(text)
    for url in urls:
        short = url.get("url") if isinstance(url, Mapping) else None
        if not isinstance(short, str) or not short:
            continue
        long = str(url.get("unwound_url") or url.get("expanded_url") or short)
        is_own = bool(url.get("media_key")) or short in media_links
        said = said.replace(short, "" if is_own else long)
    return said.strip()


def same(one: str, other: str) -> bool:
    """Whether two texts are the same post: X puts the names of those answered in front, and wraps links."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    said = _HANDLES.sub("", unicodedata.normalize("NFC", text))
    words = [_SCHEME.sub("", word).rstrip("/") for word in said.split()]
    return " ".join(words)
