"""After a message was edited or erased: the conversation is folded again, and may have been withdrawn."""

from collections.abc import Collection

from django.db import transaction

from hanjari.conversations import states
from hanjari.conversations.actions import clocks, growing, rechecking
from hanjari.conversations.actions.passing import held, pass_on
from hanjari.conversations.models import Conversation
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.listening.models import Message

Status = Conversation.Status


@transaction.atomic
def message_changed(message_id: int, *, is_erased: bool) -> None:
    """Bring the row up to date; when no word of a person is left, the network has taken it all back."""
    conversation = Conversation.objects.filter(turns__message=message_id).first()
    if conversation is None:
        return
    rechecking.recheck([conversation.pk])
    had_waited = conversation.waiting_since is not None
    change = growing.refold([conversation.pk])[0]
    row = held(conversation)
    if had_waited and not change.after.waiting_since:
        clocks.cancel_answers(row, at=now())
    theirs = Message.objects.filter(turn__conversation=row, is_ours=False)
    is_gone = is_erased and not theirs.filter(erased_at=None).exists()
    if is_gone and states.is_allowed(row.status, Status.PLATFORM_DELETED):
        before = row.status
        pass_on(row, Status.PLATFORM_DELETED, reason="every message was taken back")
        journal.record(
            "conversation.status_changed",
            "conversation",
            row.pk,
            organisation=row.organisation_id,
            before=before,
            after=Status.PLATFORM_DELETED,
        )


@transaction.atomic
def messages_expired(message_ids: Collection[int]) -> None:
    """Bring the rows up to date; nobody took anything back, so no conversation ends by this."""
    rows = Conversation.objects.filter(turns__message__in=message_ids).distinct()
    waiting = dict(rows.values_list("pk", "waiting_since"))
    for change in growing.refold(list(waiting)):
        if waiting[change.conversation_id] and not change.after.waiting_since:
            row = held(Conversation.objects.get(pk=change.conversation_id))
            clocks.cancel_answers(row, at=now())


@transaction.atomic
def authors_named(author_ids: Collection[int]) -> None:
    """Conversations that nobody's name stood on carry it, in the list and at their head."""
    rows = Conversation.objects.filter(turns__message__author__in=author_ids, speaker="")
    growing.refold(list(rows.values_list("pk", flat=True).distinct()))
