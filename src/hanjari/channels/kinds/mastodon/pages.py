"""Page by page: the `Link` header first, then the last id (Mastodon API, Guidelines: paginating through API responses)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from hanjari.channels.kinds.mastodon import ids
from hanjari.channels.kinds.mastodon.api import Api, garbled
from hanjari.channels.kinds.mastodon.sources import Source

FULL = 40
"""Items of a page; servers give less where they allow less (Mastodon API: at most 40 or 80)."""
_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_NEXT = re.compile(r"""rel\s*=\s*["']?[^"',;]*\bnext\b""", re.IGNORECASE)
_STEPS = ("max_id", "offset")


@dataclass(frozen=True, slots=True)
class Page:
    """Items with ids, newest first as the server gave them, and whether more may follow."""

    items: list[dict[str, Any]]
    has_more: bool


def pages(
    api: Api, source: Source, *, max_id: str = "", limit: int = FULL, most: int = 250
) -> Iterator[Page]:
    """To the end, or `most` pages. Raises `BrokenError`."""
    asked: dict[str, Any] = {**source.parameters, "limit": limit}
    if max_id:
        asked["max_id"] = max_id
    known: set[str] = set()
    for _page in range(most):
        answer = api.ask("GET", source.path, params=asked)
        items = _items(answer.body, source)
        fresh = [one for one in items if ids.of(one) not in known]
        step = _step(answer.headers, items) if fresh else {}
        known.update(ids.of(one) for one in fresh)
        yield Page(fresh, bool(step))
        if not step:
            return
        asked = {**{name: one for name, one in asked.items() if name not in _STEPS}, **step}


def _items(body: Any, source: Source) -> list[dict[str, Any]]:
    found = body.get(source.inner) if source.inner and isinstance(body, dict) else body
    if not isinstance(found, list):
        raise garbled()
    return [one for one in found if isinstance(one, dict) and ids.of(one)]


def _step(headers: httpx.Headers, items: list[dict[str, Any]]) -> dict[str, str]:
    """How the next page is asked for; nothing when this was the last.

    Only the place is taken from the link: its host may be another one behind a proxy, and some
    servers leave our own parameters out.
    """
    told = headers.get("Link")
    if told is None:
        return {"max_id": ids.of(items[-1])} if items else {}
    for url, rest in _LINK.findall(told):
        if _NEXT.search(rest):
            query = _query(url)
            return {name: query[name][-1] for name in _STEPS if name in query}
    return {}


def _query(url: str) -> dict[str, list[str]]:
    try:
        return parse_qs(urlsplit(url).query)
    except ValueError:
        return {}
