"""What the cursor remembers of our posts: how many comments, how far they were read."""

from datetime import datetime
from typing import Any

from hanjari.channels.calling.graph.paging import Thing, moment, moment_or_old, words
from hanjari.channels.kinds.instagram.writings import subject_of

MOST = 300
"""Posts remembered. Comments below older ones come by webhook only."""
COUNT, SUBJECT, URL, CREATED, MARK = range(5)
Row = list[Any]


def row_of(one: Thing) -> Row:
    """A post as it is remembered, but for how far its comments were read."""
    count = one.get("comments_count")
    return [
        count if isinstance(count, int) and not isinstance(count, bool) else 0,
        subject_of(one),
        words(one.get("permalink"))[:500],
        words(one.get("timestamp")),
    ]


def is_changed(row: Row, known: Row | None) -> bool:
    """Whether comments came or went; `comments_count` counts replies too (IG Media)."""
    return bool(row[COUNT] and (known is None or row[COUNT] != known[COUNT]))


def depth(posts: dict[str, Row]) -> datetime | None:
    """The time of the oldest remembered post; None (no end) as long as there is room for more."""
    if len(posts) < MOST:
        return None
    return min((at for row in posts.values() if (at := moment(row[CREATED]))), default=None)


def bounded(posts: dict[str, Row]) -> dict[str, Row]:
    """The newest of them."""
    ordered = sorted(posts.items(), key=lambda one: moment_or_old(one[1][CREATED]), reverse=True)
    return dict(ordered[:MOST])
