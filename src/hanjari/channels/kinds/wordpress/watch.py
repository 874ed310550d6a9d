"""What the cursor remembers of the comments seen last, because WordPress tells nobody that one was edited.

A comment has no time of change. So the newest ones are compared with what was seen before: words and
status make a fingerprint, and each change of it is a turn. The turn goes into the payload, so that
words that come back to what they were are news all the same.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2s
from typing import Any

from hanjari.channels.kinds.wordpress.api import part
from hanjari.channels.kinds.wordpress.prose import shown

MOST = 1000
"""Comments remembered; an edit of an older one is not seen."""
HELD = "hold"
GONE = {"trash", "spam", "post-trashed"}
Row = list[Any]
"""Fingerprint, turn, the thread's first comment."""


def print_of(comment: Mapping[str, Any]) -> str:
    """Words, status and shown name in a few letters; not the html, which plugins change as they like."""
    content = part(comment, "content")
    raw = content.get("raw")
    text = raw if isinstance(raw, str) else shown(str(content.get("rendered") or ""))
    told = "\0".join((text, str(comment.get("status")), str(comment.get("author_name"))))
    return blake2s(told.encode("utf-8", "replace"), digest_size=5).hexdigest()


def turn_of(comment: Mapping[str, Any], watched: Mapping[str, Row]) -> int | None:
    """0 for a new comment, then 1, 2 … for each change; None when nothing changed."""
    row = watched.get(str(comment["id"]))
    if row is None:
        return 0
    return None if row[0] == print_of(comment) else int(row[1]) + 1


def kept(watched: Mapping[str, Row]) -> dict[str, Row]:
    """The newest `MOST` of them."""
    if len(watched) <= MOST:
        return dict(watched)
    newest = sorted(watched, key=int, reverse=True)[:MOST]
    return {number: watched[number] for number in newest}


def missing(watched: Mapping[str, Row], met: Iterable[int], floor: int) -> list[int]:
    """Watched comments from `floor` up that a walk did not meet."""
    seen = set(met)
    return sorted(int(one) for one in watched if int(one) >= floor and int(one) not in seen)
