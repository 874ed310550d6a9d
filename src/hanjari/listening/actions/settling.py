"""Settling: the row of a message follows what stands of it, and the hourly counts follow the row."""

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from hanjari.listening.judging import Read, settled
from hanjari.listening.models import HourCount, Judgement, Message, QueryCount
from hanjari.listening.models.counting import mood_of


def held(message_id: int) -> Message:
    """The message as it is now, held until the transaction ends."""
    return Message.objects.select_for_update(of=("self",)).get(pk=message_id)


def read_of(message: Message) -> Read:
    """Its columns of understanding and its reading."""
    return Read(message.intent, message.urgency, message.sentiment, message.reading)


def standing(message: Message) -> QuerySet[Judgement]:
    """What members said of it; words that were edited since were judged as something else."""
    rows = message.judgements.filter(undone_at=None)
    return rows.filter(at__gt=message.edited_at) if message.edited_at else rows


def settle(message: Message, read: Read) -> None:
    """Bring a held message's row to this reading, with what members said put over it."""
    corrections = standing(message).filter(is_confirmation=False).order_by("pk")
    was = _labels(message)
    found = settled(read, corrections.values_list("aspect", "after"))
    message.intent, message.urgency, message.sentiment, message.reading = found
    message.save(update_fields=["intent", "urgency", "sentiment", "reading"])
    if was != _labels(message):
        _count(message, was, -1)
        _count(message, _labels(message), 1)


def _labels(message: Message) -> dict[str, str]:
    return {"intent": message.intent, "mood": mood_of(message.sentiment)}


def _count(message: Message, labels: dict[str, str], by: int) -> None:
    """Move one message between the counts, which no report may find below nothing."""
    place: dict[str, Any] = {
        "account_id": message.account_id,
        "hour": _hour(message.posted_at),
        "language": message.language,
        "is_ours": False,
        **labels,
    }
    _move(HourCount, place, by)
    for query_id in message.hits.values_list("query", flat=True):
        _move(QueryCount, {"query_id": query_id, **place}, by)


def _move(counts: type[HourCount] | type[QueryCount], place: dict[str, Any], by: int) -> None:
    if by > 0:
        counts.objects.get_or_create(**place)
    rows = counts.objects.filter(**place, message_count__gte=max(0, -by))
    rows.update(message_count=F("message_count") + by)


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
