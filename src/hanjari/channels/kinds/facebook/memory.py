"""What the cursor remembers of the posts seen last: when changed, how many comments, how far they were read."""

from datetime import datetime
from typing import Any
from zlib import crc32

from hanjari.channels.calling.graph.marks import is_new
from hanjari.channels.calling.graph.paging import (
    Thing,
    ident,
    moment,
    moment_or_old,
    part,
    seen,
    words,
)
from hanjari.channels.contract import Access
from hanjari.channels.kinds.facebook.writings import subject_of

MOST = 300
"""Posts remembered. Comments below older ones come by webhook only."""
UPDATED, COUNT, DIGEST, IS_VISITORS, SUBJECT, CREATED, MARK = range(7)
Row = list[Any]


def row_of(access: Access, one: Thing) -> Row:
    """A post as it is remembered, but for how far its comments were read."""
    count = part(part(one, "comments"), "summary").get("total_count")
    author = ident(part(one, "from").get("id"))
    return [
        words(one.get("updated_time")),
        count if isinstance(count, int) and not isinstance(count, bool) else 0,
        crc32(words(one.get("message")).encode("utf-8", "replace")),
        bool(author) and author not in access.own_ids,
        subject_of(one),
        words(one.get("created_time")),
    ]


def is_told(access: Access, row: Row) -> bool:
    """Whether the house wants the post itself: visitors' always, the Page's own by its setting."""
    return bool(row[IS_VISITORS] or access.settings.get("own_posts"))


def is_unknown(cursor: dict[str, Any], one: Thing, known: Row | None) -> bool:
    """Whether the post was never seen: neither remembered nor below the mark of the last walk."""
    found = seen(one)
    return known is None and found is not None and is_new(cursor.get("feed"), found)


def has_new_comments(cursor: dict[str, Any], row: Row, known: Row | None) -> bool:
    """Whether something was said below it since; below a post never seen, since we began to read."""
    if known is None:
        changed, floor = moment(row[UPDATED]), moment(cursor.get("floor"))
        return bool(row[COUNT] and (changed is None or floor is None or changed >= floor))
    return bool(row[COUNT] > known[COUNT] or (row[COUNT] and row[UPDATED] != known[UPDATED]))


def depth(posts: dict[str, Row]) -> datetime | None:
    """The time of the oldest remembered post; None (no end) as long as there is room for more."""
    if len(posts) < MOST:
        return None
    return min((at for row in posts.values() if (at := moment(row[CREATED]))), default=None)


def bounded(posts: dict[str, Row]) -> dict[str, Row]:
    """The newest of them."""
    ordered = sorted(posts.items(), key=lambda one: moment_or_old(one[1][CREATED]), reverse=True)
    return dict(ordered[:MOST])
