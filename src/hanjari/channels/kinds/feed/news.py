"""What a feed has that was not there before."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from hanjari.channels.contract import Access, BrokenError, UnreadableError
from hanjari.channels.kinds.feed.entries import Document, parse
from hanjari.channels.kinds.feed.fetching import Fetched, fetch
from hanjari.channels.kinds.feed.identity import Found, sort_out


class News(NamedTuple):
    """The document as it came, what of it is new or edited, and the cursor behind it."""

    fetched: Fetched
    document: Document
    found: list[Found]
    cursor: dict[str, Any]


def fresh(access: Access, cursor: Mapping[str, Any]) -> News | None:
    """Ask for it once; None when the server says that nothing changed. Raises `BrokenError`."""
    url = access.settings["url"]
    is_same_place = cursor.get("url") == url
    known = (str(cursor.get(key, "")) if is_same_place else "" for key in ("etag", "modified"))
    fetched = fetch(url, *known)
    if fetched is None:
        return None
    try:
        document = parse(fetched.body, fetched.content_type, zone_of(access))
    except UnreadableError as error:
        words = gettext("What the server sent is not a feed. Check the address.")
        raise BrokenError("no_feed", words) from error
    found, memory = sort_out(document.entries, cursor.get("memory", []))
    behind = {
        "url": url,
        "etag": fetched.etag,
        "modified": fetched.modified,
        "memory": memory,
    }
    return News(fetched, document, found, behind)


def zone_of(access: Access) -> ZoneInfo:
    """The zone of dates that name none."""
    return ZoneInfo(access.settings.get("time_zone") or "Asia/Seoul")
