"""Counting: what a batch adds to the hours, so that no report ever scans messages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hanjari.kit.rows import insert, moment
from hanjari.listening.ingest.arrival import Arrival
from hanjari.listening.models import HourCount, QueryCount

if TYPE_CHECKING:  # reading loads numpy, which a page worker has no room for
    from hanjari.language import Reading

Hour = tuple[int, datetime, str, str, str, bool]
"""Account, hour, intent, language, mood, and whether we said it."""
_COLUMNS = ("account_id", "hour", "intent", "language", "mood", "is_ours")


def count_hours(arrivals: Sequence[Arrival]) -> None:
    """Every message is counted once, in the hour in which it was said."""
    counts = Counter(_hour(one) for one in arrivals)
    told = _moments(counts)
    insert(
        HourCount,
        (*_COLUMNS, "message_count"),
        [(account, told[hour], *rest, count) for (account, hour, *rest), count in counts.items()],
        _added("listening_hourcount", _COLUMNS),
    )


def count_finds(finds: Iterable[tuple[int, Arrival]]) -> None:
    """The same for each query and what it found."""
    finds = list(finds)
    hours = {one.id: _hour(one) for _query_id, one in finds}
    told = _moments(hours.values())
    counts = Counter((query_id, hours[one.id]) for query_id, one in finds)
    insert(
        QueryCount,
        ("query_id", *_COLUMNS, "message_count"),
        [
            (query_id, account, told[hour], *rest, count)
            for (query_id, (account, hour, *rest)), count in counts.items()
        ],
        _added("listening_querycount", ("query_id", *_COLUMNS)),
    )


def _moments(hours: Iterable[Hour]) -> dict[datetime, Any]:
    """Each time once, as the store writes it."""
    return {hour: moment(hour) for hour in {hour for _account, hour, *_rest in hours}}


def _added(table: str, key: tuple[str, ...]) -> str:
    return (
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET"
        f" message_count = {table}.message_count + excluded.message_count"
    )


def _hour(one: Arrival) -> Hour:
    hour = one.posted_at.replace(minute=0, second=0, microsecond=0)
    intent, language, mood = told_briefly(one.reading)
    return one.place.account_id, hour, intent, language, mood, one.is_ours


def told_briefly(reading: "Reading | None") -> tuple[str, str, str]:
    """Intent, language and mood, as counters keep them."""
    if reading is None:
        return "", "", ""
    return reading.intent, reading.language, reading.sentiment.label or ""
