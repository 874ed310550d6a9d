"""What the cursor remembers of the threads seen last: how many replies, when changed, the newest reply.

YouTube orders threads by when they began, so an answer to an old one moves nothing. It shows only in
the thread's count, and is found by comparing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hanjari.channels.kinds.youtube.api import part
from hanjari.channels.kinds.youtube.reading import comments_of

MOST = 500
"""Threads remembered; in a deeper walk those beyond are news again, and die as known in the house."""
Row = list[Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A thread as a page shows it."""

    id: str
    began: str
    count: int
    changed: str
    shown: int
    """Replies that came along; YouTube sends a few of them only."""
    newest: str
    video: str

    @classmethod
    def of(cls, thread: Mapping[str, Any]) -> "Seen | None":
        """None for what is no thread."""
        told = part(thread, "snippet")
        number, count = str(thread.get("id") or ""), told.get("totalReplyCount")
        top, *replies = [part(one, "snippet") for one in comments_of(thread)]
        if not number or not told:
            return None
        return cls(
            number,
            str(top.get("publishedAt") or ""),
            count if isinstance(count, int) and not isinstance(count, bool) else len(replies),
            str(top.get("updatedAt") or ""),
            len(replies),
            max((str(one.get("publishedAt") or "") for one in replies), default=""),
            str(told.get("videoId") or ""),
        )

    @property
    def row(self) -> Row:
        """As it is remembered."""
        return [self.count, self.changed, self.newest, self.began]


def is_fresh(seen: Seen, row: Row | None) -> bool:
    """Whether the page tells of something that is not known yet."""
    return row is None or seen.count > _count(row) or seen.changed != row[1]


def lacks_replies(seen: Seen, row: Row | None, newer: int) -> bool:
    """Whether replies must be asked for, because fewer new ones came along (`newer`) than there are."""
    return seen.count - (_count(row) if row else 0) > (newer if row else seen.shown)


def newer_replies(thread: Mapping[str, Any], row: Row | None) -> int:
    """Replies that came along and are younger than the newest known one."""
    known = str(row[2]) if row else ""
    replies = comments_of(thread)[1:]
    return sum(str(part(one, "snippet").get("publishedAt") or "") > known for one in replies)


def _count(row: Row) -> int:
    return row[0] if isinstance(row[0], int) else 0
