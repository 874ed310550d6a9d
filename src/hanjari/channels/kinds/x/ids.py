"""Ids on X: numbers that grow with time (docs.x.com, X IDs), so an id tells when it was given."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_EPOCH = 1_288_834_974_657
"""Milliseconds; the 22 lowest bits of an id count within one of them (X IDs, "snowflake")."""
_LOW_BITS = 22
_LONGEST = 20
DM = "dm-"
"""Before the id of a direct message, so that it is never taken for a post's."""
WITH = "dm-with-"
"""Before the id of whom a talk is with: the thread of all direct messages with them."""


def number(told: Any) -> int:
    """The id as a number; 0 when it is none."""
    text = str(told) if isinstance(told, str | int) and not isinstance(told, bool) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _LONGEST else 0


def moment(told: Any) -> datetime:
    """When the id was given."""
    return datetime.fromtimestamp(((number(told) >> _LOW_BITS) + _EPOCH) / 1000, UTC)


def first_of(post: Mapping[str, Any]) -> str:
    """The id that stays: an edit gives a new one, and the history begins with the first (X API, Edit posts)."""
    history = post.get("edit_history_tweet_ids")
    known = [one for one in history if number(one)] if isinstance(history, list) else []
    return str(min([*known, post.get("id")], key=number))


def posts_of(body: Any) -> list[Mapping[str, Any]]:
    """The posts of an answer that have an id, newest first, whatever the order in which they came."""
    found = body.get("data") if isinstance(body, Mapping) else None
    posts = found if isinstance(found, list) else []
    good = [post for post in posts if isinstance(post, Mapping) and number(post.get("id"))]
    return sorted(good, key=lambda post: number(post["id"]), reverse=True)
