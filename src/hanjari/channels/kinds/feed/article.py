"""The whole article behind an entry, fetched when a member asks for it."""

import json
from functools import cache
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import BrokenError, Raw, UnreadableError
from hanjari.channels.kinds.feed.fetching import get
from hanjari.kit.charsets import decode
from hanjari.kit.clock import now

FORM = "article"
"""Hint by which `read` knows an article from a feed document."""


def fetch_article(entry_id: str, url: str) -> Raw:
    """The page as a payload that edits the entry. Raises `BrokenError` in plain words."""
    response = get(url, {"Accept": "text/html, application/xhtml+xml"})
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind and "html" not in kind and "xml" not in kind:
        raise BrokenError("no_article", _("This address is not a page that can be read."))
    hints = {
        "form": FORM,
        "id": entry_id,
        "url": str(response.url),
        "charset": response.charset_encoding or "",
        "at": now().isoformat(),
    }
    raw = Raw(response.content, hints)
    try:
        read_article(raw)
    except UnreadableError as error:
        words = _("No article was found on the page. Open it to read it there.")
        raise BrokenError("no_article", words) from error
    return raw


def read_article(raw: Raw) -> tuple[str, str]:
    """Title and text of the page. Raises `UnreadableError` when there is no article."""
    page = decode(raw.body, str(raw.hints.get("charset", "")))
    found = _reader().extract(
        page,
        url=raw.hints.get("url"),
        output_format="json",
        with_metadata=True,
        include_comments=False,
    )
    article = json.loads(found) if found else {}
    text = str(article.get("text") or "").strip()
    if not text:
        raise UnreadableError("the page holds no article")
    return str(article.get("title") or "")[:500], text[:300_000]


@cache
def _reader() -> Any:
    """The library weighs 14 MB, so page workers that never fetch an article never load it."""
    return import_module("trafilatura")
