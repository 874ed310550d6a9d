"""Counting how long people waited, hour by hour of their first word."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from hanjari.conversations.answering import hour_of, packed, step_of
from hanjari.conversations.models import AnswerHour, Clock, Conversation
from hanjari.kit.rows import pieces

Status = Conversation.Status
LEFT = (Status.WITHDRAWN, Status.PLATFORM_DELETED)
"""Whoever took their word back waits no longer; they were not answered either."""
NEVER_COUNTED = (Status.SPAM, Status.ABUSE_HOLD, Status.MERGED)
AT_ONCE = 20
"""Hours counted in one turn of the errand."""
HOUR = timedelta(hours=1)


def await_counting(conversation_ids: Iterable[int]) -> None:
    """These conversations changed: their hours are to be counted again. Safe to repeat."""
    hours: set[tuple[int, datetime]] = set()
    for ids in pieces(conversation_ids):
        rows = Conversation.objects.filter(pk__in=ids, first_message_at__isnull=False)
        hours |= {
            (organisation, hour_of(at))
            for organisation, at in rows.values_list("organisation_id", "first_message_at")
            if at
        }
    AnswerHour.objects.bulk_create(
        [AnswerHour(organisation_id=desk, hour=hour) for desk, hour in sorted(hours)],
        update_conflicts=True,
        update_fields=["is_stale"],
        unique_fields=["organisation", "hour"],
    )


def count_stale_hours() -> int:
    """Count again what changed, the newest hours first; how many were counted."""
    stale = list(AnswerHour.objects.filter(is_stale=True).order_by("-hour")[:AT_ONCE])
    for row in stale:
        _count(row)
    return len(stale)


@transaction.atomic
def _count(row: AnswerHour) -> None:
    """The mark goes before the reading: a change that comes meanwhile marks the hour anew."""
    AnswerHour.objects.filter(pk=row.pk).update(is_stale=False)
    answered, gone, waiting = [], [], 0
    for begun, heard, status, closed in _asked(row).iterator():
        if heard is not None:
            answered.append(step_of(max(heard - begun, timedelta(0))))
        elif status in LEFT:
            gone.append(step_of(max((closed or begun) - begun, timedelta(0))))
        else:
            waiting += 1
    AnswerHour.objects.filter(pk=row.pk).update(
        answered=packed(answered), gone=packed(gone), waiting_count=waiting
    )


def _asked(row: AnswerHour) -> QuerySet[Conversation, tuple[Any, ...]]:
    """Who spoke first in that hour and wanted an answer: answered since, or a clock ran for it."""
    owed = Clock.objects.filter(
        conversation=OuterRef("pk"),
        aim__in=[Clock.Aim.FIRST_SUBSTANTIVE, Clock.Aim.FIRST_HUMAN],
    )
    asked = Conversation.objects.filter(
        organisation=row.organisation_id,
        first_message_at__gte=row.hour,
        first_message_at__lt=row.hour + HOUR,
        heard_id__gt=0,
    ).exclude(status__in=NEVER_COUNTED)
    asked = asked.filter(
        Q(first_substantive_at__isnull=False) | Q(waiting_since__isnull=False) | Exists(owed)
    )
    return asked.values_list("first_message_at", "first_substantive_at", "status", "closed_at")
