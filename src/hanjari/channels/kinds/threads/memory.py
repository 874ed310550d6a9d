"""What the cursor remembers of our posts: when they came, how far their talk was read, whose replies are known.

Threads counts no replies and tells of no deleted ones, so each talk is looked into again: young
posts at every pull, older ones more seldom, and none after a month (webhooks still bring their replies).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from hanjari.kit.clock import now

MOST = 100
"""Posts remembered."""
MOST_KNOWN = 100
"""Replies of one post whose disappearance is noticed: the newest."""
_PACE = (
    (timedelta(days=2), timedelta(0)),
    (timedelta(days=7), timedelta(hours=1)),
    (timedelta(days=30), timedelta(hours=6)),
)
_DAY = timedelta(days=1)
Row = dict[str, Any]
"""`at` it came, `mark` how far it was read, `walked_at`, `looked_at`, `about` it, `known` replies."""


def remember(cursor: dict[str, Any], number: str, at: datetime, about: str) -> Row:
    """A post's row, made when it is new."""
    rows: dict[str, Row] = cursor.setdefault("posts", {})
    row = rows.setdefault(number, {"at": at.isoformat(), "known": []})
    row["about"] = about
    if len(rows) > MOST:
        oldest = sorted(rows, key=lambda one: str(rows[one].get("at")))[: len(rows) - MOST]
        for one in oldest:
            del rows[one]
    return row


def is_due(row: Mapping[str, Any]) -> bool:
    """Whether its talk is to be read now."""
    age = now() - (time(row.get("at")) or now())
    pace = next((pace for most, pace in _PACE if age < most), None)
    walked = time(row.get("walked_at"))
    return pace is not None and (walked is None or now() - walked >= pace)


def is_to_be_looked_at(row: Mapping[str, Any]) -> bool:
    """Whether it is time to see which known replies are gone: once a day, for a week."""
    at, looked = time(row.get("at")), time(row.get("looked_at"))
    is_young = at is not None and now() - at < timedelta(days=7)
    return bool(row.get("known")) and is_young and (looked is None or now() - looked >= _DAY)


def time(told: Any) -> datetime | None:
    """A time as the cursor keeps it."""
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return at if at.tzinfo else None
