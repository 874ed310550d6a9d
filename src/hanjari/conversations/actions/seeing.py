"""Seeing: the first human look at a conversation is a fact of care; calls in notes are then seen too."""

from django.db import DatabaseError, transaction

from hanjari.conversations.models import Conversation, Mention
from hanjari.journal import actions as journal
from hanjari.kit import disk
from hanjari.kit.clock import now
from hanjari.people.models import Member


def look_at(conversation: Conversation, *, by: Member) -> bool:
    """`mark_seen` where there is anything to note: most openings then write nothing at all."""
    called = Mention.objects.filter(note__conversation=conversation, member=by, seen_at=None)
    if conversation.seen_at and not called.exists():
        return False
    try:
        return mark_seen(conversation, by=by)
    except DatabaseError as error:
        if disk.means_full(error):
            return False  # who reads goes on reading; the next look is noted
        raise


@transaction.atomic
def mark_seen(conversation: Conversation, *, by: Member) -> bool:
    """Note that a member looked; True when nobody had before. Cheap to call at every opening."""
    Mention.objects.filter(note__conversation=conversation, member=by, seen_at=None).update(
        seen_at=now()
    )
    fresh = Conversation.objects.filter(pk=conversation.pk, seen_at=None)
    if not fresh.update(seen_at=now()):
        return False
    journal.record(
        "conversation.seen",
        "conversation",
        conversation.pk,
        organisation=conversation.organisation_id,
        by=by,
    )
    return True
