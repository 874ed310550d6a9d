"""Where posts are looked for: notifications, the standing searches, and our own feed."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from hanjari.channels.contract import Access
from hanjari.channels.kinds.bluesky import uris
from hanjari.channels.kinds.bluesky.api import us
from hanjari.channels.kinds.bluesky.shapes import Thing, part, things, word

REASONS = ("mention", "reply", "quote")
"""Of all notifications only these are messages; likes, reposts and follows are none."""


@dataclass(frozen=True, slots=True)
class Source:
    """One query that pages newest first; `key` names it in the cursor, `items` its list."""

    key: str
    name: str
    parameters: Mapping[str, Any]
    items: str

    def views(self, body: Any) -> list[Thing]:
        """The posts of a page, in its order; whatever else is in it is left out."""
        found = things(body.get(self.items) if isinstance(body, Mapping) else None)
        if self.items == "feed":  # with what others wrote and we shared
            found = [part(one, "post") for one in found if not one.get("reason")]
        if self.items == "notifications":
            found = [one for one in found if one.get("reason") in REASONS]
        return [one for one in found if uris.split(one.get("uri"))]


def sources(access: Access) -> list[Source]:
    """All of this account's, ours first. Raises `BrokenError` before it is connected."""
    own = us(access)
    notified = "app.bsky.notification.listNotifications"
    found = [Source("notifications", notified, {"reasons": list(REASONS)}, "notifications")]
    found += [_search(one) for one in searches(access.settings)]
    if access.settings.get("own_posts"):
        asked = {"actor": own, "filter": "posts_with_replies"}
        found.append(Source("own", "app.bsky.feed.getAuthorFeed", asked, "feed"))
    return found


def searches(settings: Mapping[str, Any]) -> list[str]:
    """The standing searches."""
    return [line for line in str(settings.get("searches") or "").split("\n") if line.strip()]


def page_token(body: Any) -> str:
    """How the next page is asked for; '' behind the last one."""
    return word(body, "cursor")


def _search(words: str) -> Source:
    digest = sha256(words.encode()).hexdigest()[:12]
    asked = {"q": words, "sort": "latest"}
    return Source(f"search:{digest}", "app.bsky.feed.searchPosts", asked, "posts")
