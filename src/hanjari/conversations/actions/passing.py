"""Passing from one state to the next: the one place where a conversation's status changes."""

from collections.abc import Iterable

from hanjari.conversations import states
from hanjari.conversations.actions import clocks, rechecking
from hanjari.conversations.models import Conversation, Passage
from hanjari.kit.clock import now
from hanjari.kit.rows import pieces
from hanjari.people.models import Member

Status = Conversation.Status
Shelf = Conversation.Shelf
_FIELDS = [
    "status",
    "shelf",
    "closed_at",
    "resolved_at",
    "proposed_resolution_at",
    "settled_id",
    "waiting_since",
    "waiting_count",
    "snoozed_until",
]


def held(conversation: Conversation) -> Conversation:
    """The same conversation as it is now, held until the transaction ends."""
    rows = Conversation.objects.select_for_update(of=("self",))
    return rows.select_related("organisation", "account").get(pk=conversation.pk)


def held_all(conversation_ids: Iterable[int]) -> dict[int, Conversation]:
    """Conversations as they are now, held until the transaction ends; in one order, so that none wait in a ring."""
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("organisation")
    some = pieces(sorted(conversation_ids))
    return {talk.pk: talk for ids in some for talk in rows.filter(pk__in=ids).order_by("pk")}


def pass_on(
    conversation: Conversation,
    after: str,
    *,
    by: Member | None = None,
    reason: str = "",
) -> Passage | None:
    """Move a held conversation; None when it is there already.

    Leaving the open shelf settles its clocks and ends its waiting; coming back takes the end back.
    Raises `states.PassageRefusedError`.
    """
    before = conversation.status
    if before == after:
        return None
    if not states.is_allowed(before, after):
        message = f"{before} → {after}"
        raise states.PassageRefusedError(message)
    conversation.status, conversation.shelf = after, states.shelf(after)
    if conversation.shelf == Shelf.OPEN:
        conversation.closed_at = conversation.resolved_at = None
        conversation.proposed_resolution_at = None
    else:
        _end(conversation)
    conversation.save(update_fields=_FIELDS)
    if conversation.shelf != Shelf.OPEN:
        rechecking.recheck([conversation.pk])
    return Passage.objects.create(
        conversation=conversation, by=by, before=before, after=after, reason=reason[:500], at=now()
    )


def _end(conversation: Conversation) -> None:
    """Whatever was said so far needs no answer any more."""
    moment = now()
    conversation.closed_at = conversation.closed_at or moment
    conversation.settled_id = conversation.last_id
    conversation.waiting_since, conversation.waiting_count = None, 0
    conversation.snoozed_until = None
    if conversation.status == Status.RESOLVED:
        conversation.resolved_at = moment
    if conversation.shelf == Shelf.SPAM:
        clocks.cancel(conversation, at=moment)
    else:
        clocks.settle(conversation, at=moment)
