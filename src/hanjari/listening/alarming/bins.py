"""Bins: how many messages standing queries found in each five minutes, read off the hits by ranges of ids.

What is happening is counted by arrival, but only what was said within the hour before it: an archive read in,
and the backlog of a network that was away are no burst. What is dated into the future was said when it came (so
it is stored), and can hide nothing that comes then. The past is counted by when it was said.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.models import BigIntegerField, Count, F, Func, Q, QuerySet

from hanjari.listening.ids import HASH_BITS, first_id_at
from hanjari.listening.models import Hit, noise_behind

MINUTES = 5
BIN = timedelta(minutes=MINUTES)
LATE = timedelta(hours=1)
"""So long after it was said a message may come and still be news."""
EARLY = timedelta(minutes=5)
"""So much may a network's clock be ahead of ours."""
NEGATIVE = "negative"

Key = tuple[int, str, str]
"""A standing query, a kind of channel, a mood ('' for all)."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_IDS_A_BIN = MINUTES * 60_000 << HASH_BITS


def bin_of(moment: datetime) -> datetime:
    """The beginning of the bin in which the moment lies."""
    return _EPOCH + (moment - _EPOCH) // BIN * BIN


def news() -> QuerySet[Hit]:
    """Hits that count: of queries that are on, not ours, no spam, not folded away as noise."""
    rows = Hit.objects.filter(query__is_on=True, message__is_ours=False)
    return rows.exclude(message__intent="spam").exclude(noise_behind("message"))


def arrived(rows: QuerySet[Hit], start: datetime, end: datetime) -> QuerySet[Hit]:
    """Those that came in this span and were said about then."""
    span = Q(message_id__gte=first_id_at(start - LATE), message_id__lt=first_id_at(end + EARLY))
    return rows.filter(span, message__arrived_at__gte=start, message__arrived_at__lt=end)


def came_between(start: datetime, end: datetime, queries: Iterable[int] = ()) -> Counter[Key]:
    """What came in this span, by key; a displeased message counts for its query's mood too."""
    rows = arrived(news(), start, end)
    if queries:
        rows = rows.filter(query__in=list(queries))
    counted = rows.order_by().values_list("query", "message__account__kind", "message__sentiment")
    found: Counter[Key] = Counter()
    for query, kind, mood, count in counted.annotate(count=Count("message")):
        found[query, kind, ""] += count
        if mood == -1:
            found[query, kind, NEGATIVE] += count
    return found


def said_between(
    start: datetime, end: datetime, queries: Iterable[int] = ()
) -> Counter[tuple[Key, int]]:
    """The same by when it was said, and by the bin: its number since `start`, the beginning of a bin."""
    rows = news().filter(message_id__gte=first_id_at(start), message_id__lt=first_id_at(end))
    if queries:
        rows = rows.filter(query__in=list(queries))
    number = Func(
        F("message_id"),
        template=f"(%(expressions)s / {_IDS_A_BIN})",
        output_field=BigIntegerField(),
    )
    named = rows.order_by().annotate(bin=number)
    counted = named.values_list("query", "message__account__kind", "message__sentiment", "bin")
    found: Counter[tuple[Key, int]] = Counter()
    for query, kind, mood, bin_, count in counted.annotate(count=Count("message")):
        place = bin_ - first_id_at(start) // _IDS_A_BIN
        found[(query, kind, ""), place] += count
        if mood == -1:
            found[(query, kind, NEGATIVE), place] += count
    return found
