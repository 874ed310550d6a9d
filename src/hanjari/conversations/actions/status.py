"""Changing a conversation's state by hand, and the two silences that end it."""

from datetime import timedelta

from django.db import transaction

from hanjari.conversations import states
from hanjari.conversations.actions.passing import held, pass_on
from hanjari.conversations.models import Conversation
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member

Status = Conversation.Status

SILENCE = timedelta(hours=72)
"""A proposed resolution that nobody answers counts as resolved; so long again, and it is closed."""


@transaction.atomic
def change_status(conversation: Conversation, status: str, *, by: Member, reason: str = "") -> bool:
    """Move a conversation to another state; False when it is there already.

    Raises `states.PassageRefusedError` or `states.ReasonMissingError`.
    """
    row = held(conversation)
    if row.status == status:
        return False
    states.check(row.status, status, reason)
    before = row.status
    pass_on(row, status, by=by, reason=reason)
    _record("conversation.status_changed", row, by=by, before=before, after=status, reason=reason)
    return True


def mark_spam(conversation: Conversation, *, by: Member, reason: str = "") -> bool:
    """Nobody to talk with: off the list, no clock was ever owed."""
    return change_status(conversation, Status.SPAM, by=by, reason=reason)


def hold_abuse(conversation: Conversation, *, by: Member, reason: str) -> bool:
    """Put abuse aside, so that nobody has to read it on; the reason is kept as evidence."""
    return change_status(conversation, Status.ABUSE_HOLD, by=by, reason=reason)


def reopen(conversation: Conversation, *, by: Member, reason: str) -> bool:
    """Take a conversation back to the open shelf: it was no spam, or not over."""
    after = states.reopened(
        has_assignee=conversation.assignee_id is not None,
        has_department=conversation.department_id is not None,
    )
    return change_status(conversation, after, by=by, reason=reason)


def end_in_silence(limit: int = 100) -> int:
    """Resolve what was proposed and not answered, close what stayed resolved; returns how many."""
    moment = now()
    proposed = Conversation.objects.filter(
        status=Status.WAITING_PERSON, proposed_resolution_at__lte=moment - SILENCE
    )
    resolved = Conversation.objects.filter(status=Status.RESOLVED, closed_at__lte=moment - SILENCE)
    moved = 0
    for rows, after in ((proposed, Status.RESOLVED), (resolved, Status.CLOSED)):
        for conversation in rows.order_by("pk")[:limit]:
            moved += _end(conversation, after)
    return moved


@transaction.atomic
def _end(conversation: Conversation, after: Status) -> int:
    row = held(conversation)
    if row.status != conversation.status:
        return 0
    before = row.status
    pass_on(row, after, reason="72 hours of silence")
    _record(
        "conversation.status_changed",
        row,
        by=None,
        before=before,
        after=after,
        reason="72 hours of silence",
    )
    return 1


def _record(event: str, row: Conversation, *, by: Member | None, **facts: str) -> None:
    journal.record(event, "conversation", row.pk, organisation=row.organisation_id, by=by, **facts)
