"""When an entry was published, as far as its feed can be believed."""

import re
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import feedparser

_ZONED = re.compile(r"(?:Z|GMT|UTC?|[ECMP][SD]T|[+-]\d\d:?\d\d)\s*$", re.IGNORECASE)
_KOREAN_ZONE = re.compile(r"\s*(?:KST|JST)\s*$")
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""Before the first feeds; what is older is a clock that was never set."""
_SKEW = timedelta(minutes=10)


def published(entry: Mapping[str, Any], zone: ZoneInfo) -> datetime | None:
    """The entry's own time in UTC; a time without a zone is local to the feed. None when unreadable."""
    for field in ("published", "updated", "created"):
        if field in entry and (words := str(entry[field] or "").strip()):
            return parsed(words, zone)
    return None


def parsed(words: str, zone: ZoneInfo) -> datetime | None:
    """A date as feeds write it (RFC 822, ISO 8601, Korean and odd ones)."""
    if _KOREAN_ZONE.search(words):
        words = _KOREAN_ZONE.sub(" +0900", words)
    try:
        fields = feedparser.datetimes._parse_date(words)  # noqa: SLF001 (feedparser's own parser has no other door)
        moment = datetime.fromtimestamp(timegm(fields), UTC) if fields else None
    except (ValueError, OverflowError, TypeError):
        return None
    if moment is None or _ZONED.search(words):
        return moment
    return moment.replace(tzinfo=zone).astimezone(UTC)


def believable(moment: datetime | None, seen: datetime) -> datetime:
    """The published time, or when we first saw it: for dates absent, before the web, or in the future."""
    if moment is None or moment < _EARLIEST or moment > seen + _SKEW:
        return seen
    return moment
