"""Words that a network's terms let us keep only so long (`Capabilities.keep_days`)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from hanjari.channels.models import Account, RawPayload
from hanjari.channels.registry import kinds
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.listening.erasing import empty_payloads, erase_rows
from hanjari.listening.models import Message

TERMS = "terms"
"""The tombstone's reason."""
BATCH = 200


def expire() -> bool:
    """Erase one batch of what is too old; True when more may be due.

    A message's time begins when it came in, and anew whenever a later payload told it again. Words,
    media, author and raw payloads go; tombstone, times, counts and our own answers stay.
    """
    limits = {
        slug: kind.capabilities.keep_days
        for slug, kind in kinds().items()
        if kind.capabilities.keep_days
    }
    is_more = [_expire(slug, days) for slug, days in limits.items()]
    return any(is_more)


@transaction.atomic
def _expire(slug: str, days: int) -> bool:
    until = now() - timedelta(days=days)
    messages = list(_due(slug, until)[:BATCH])
    payloads = list(_payloads(slug, until)[:BATCH])
    erased = erase_rows(messages, TERMS)
    empty_payloads(payloads)
    _record(erased, days)
    return len(messages) == BATCH or len(payloads) == BATCH


def _due(slug: str, until: datetime) -> QuerySet[Message]:
    accounts = Account.objects.filter(kind=slug)
    rows = Message.objects.filter(
        account__in=accounts, is_ours=False, erased_at=None, arrived_at__lt=until
    )
    return rows.exclude(recurrences__raw__received_at__gte=until).order_by("pk")


def _payloads(slug: str, until: datetime) -> QuerySet[RawPayload, int]:
    """What was read, or never could be; what waits is read first."""
    rows = RawPayload.objects.filter(account__kind=slug, received_at__lt=until)
    rows = rows.exclude(state=RawPayload.State.WAITING).exclude(body=b"")
    return rows.order_by("pk").values_list("pk", flat=True)


def _record(erased: Sequence[Message], days: int) -> None:
    groups: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for message in erased:
        groups[message.organisation_id, message.account_id].append(message.pk)
    for (organisation_id, account_id), ids in groups.items():
        record(
            "messages.expired", "account", account_id, organisation=organisation_id,
            message_ids=ids, message_count=len(ids), days=days,
        )  # fmt: skip
