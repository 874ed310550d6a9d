"""Putting a conversation aside for a while. No clock stops: the person waits all the same."""

from datetime import datetime, timedelta

from django.db import transaction

from hanjari.conversations.actions.passing import held
from hanjari.conversations.models import Conversation
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member

LONGEST = timedelta(hours=48)
"""Care domain §1.4: whoever needs longer resolves, or promises a time."""


class SnoozeRefusedError(Exception):
    """Too long, in the past, or nothing open to put aside."""


@transaction.atomic
def snooze(conversation: Conversation, until: datetime, *, by: Member, reason: str = "") -> None:
    """Take it off the lists until then, or until the person writes. Raises `SnoozeRefusedError`."""
    row = held(conversation)
    moment = now()
    if not row.is_open or not moment < until <= moment + LONGEST:
        raise SnoozeRefusedError
    row.snoozed_until = until
    row.save(update_fields=["snoozed_until"])
    _record("conversation.snoozed", row, by=by, until=until.isoformat(), reason=reason)


@transaction.atomic
def wake(conversation: Conversation, *, by: Member | None = None) -> bool:
    """Bring it back to the lists; False when it is awake."""
    row = held(conversation)
    if row.snoozed_until is None:
        return False
    row.snoozed_until = None
    row.save(update_fields=["snoozed_until"])
    _record("conversation.woken", row, by=by, why="hand" if by else "time")
    return True


def wake_due(limit: int = 100) -> int:
    """Wake those whose time has come; returns how many."""
    due = Conversation.objects.filter(snoozed_until__lte=now()).order_by("snoozed_until")[:limit]
    return sum(wake(conversation) for conversation in due)


def _record(event: str, row: Conversation, *, by: Member | None, **facts: str) -> None:
    journal.record(event, "conversation", row.pk, organisation=row.organisation_id, by=by, **facts)
