"""Handing an answer to the outbox, and hearing what became of it."""

from collections.abc import Iterable
from dataclasses import replace

from hanjari.channels import actions as channels
from hanjari.channels.contract import Outgoing
from hanjari.channels.models import Delivery
from hanjari.channels.registry import kinds
from hanjari.conversations.actions.carrying import carried
from hanjari.conversations.actions.passing import held, pass_on
from hanjari.conversations.models import Conversation, Reply
from hanjari.conversations.queries.scheduled import why_unfit
from hanjari.conversations.rows import update
from hanjari.conversations.subjects import plain
from hanjari.kit.clock import now
from hanjari.kit.rows import pieces
from hanjari.listening.models import Message
from hanjari.people.models import Member

Status = Conversation.Status
SCHEDULED = "scheduled"
"""Where an answer stands that will leave later; like the states of its delivery."""
_LONGEST_LINE_OF_REFERENCES = 20


def hand_over(reply: Reply, *, by: Member, is_automatic: bool = False) -> None:
    """Put a finished answer into the outbox, in the caller's transaction: both live or die together.

    `is_automatic`: an errand does it, so a brake holds it. One that was written for later waits for
    its moment; approved after that, it leaves at once. What no longer fits by then is held.
    """
    conversation = held(reply.conversation)
    is_later = reply.send_at is not None and reply.send_at > now()
    reply.delivery = channels.send(
        conversation.account,
        _outgoing(reply, conversation),
        by=by,
        is_automatic=is_automatic,
        at=reply.send_at if is_later else None,
    )
    reply.state = Reply.State.QUEUED
    reply.save(update_fields=["delivery", "state"])
    if conversation.status in (Status.NEW, Status.TRIAGED, Status.ASSIGNED):
        pass_on(conversation, Status.ANSWERING, by=by)
    if reply.send_at and (why := why_unfit(reply)):
        channels.hold(reply.delivery, why)
    note_sending([conversation.pk])


def note_sending(conversation_ids: Iterable[int]) -> None:
    """Keep on the rows where our newest answer stands that is not out yet; empty when none is."""
    for ids in pieces(conversation_ids):
        rows = Reply.objects.filter(conversation__in=ids, message=None)
        rows = rows.exclude(state=Reply.State.WITHDRAWN).select_related("delivery")
        newest = {reply.conversation_id: reply for reply in rows.order_by("pk")}
        update(Conversation, ("sending",), [(_standing(newest.get(pk)), pk) for pk in ids])


def reply_of(delivery: Delivery) -> Reply | None:
    """The answer that a delivery carries; None when it carries something else."""
    return next(iter(replies_of([delivery.pk])), None)


def replies_of(delivery_ids: Iterable[int]) -> list[Reply]:
    """The answers that these deliveries carry, in the order in which they were written."""
    found: list[Reply] = []
    for ids in pieces(delivery_ids):
        rows = Reply.objects.filter(delivery__in=ids).order_by("pk")
        found += rows.select_related(
            "conversation__account__organisation", "by", "delivery", "to_message"
        )
    return found


def _standing(reply: Reply | None) -> str:
    if reply is None:
        return ""
    if reply.delivery is None:
        return reply.state
    state = reply.delivery.state
    if state == Delivery.State.QUEUED and reply.delivery.scheduled_for:
        return SCHEDULED
    return "" if state in (Delivery.State.SENT, Delivery.State.CANCELLED) else state


def _outgoing(reply: Reply, conversation: Conversation) -> Outgoing:
    parent = reply.to_message
    kind = kinds()[conversation.account.kind]
    extra = {"is_private": True} if reply.is_private else {}
    plainly = Outgoing(
        key=f"reply-{reply.pk}",
        text=reply.text,
        sender_name=reply.by.name if reply.by else "",
        language=conversation.language,
        is_automatic=reply.is_automatic,
        extra=extra,
    )
    if parent is None:
        return plainly
    references = [*parent.references, parent.external_id]
    return replace(
        plainly,
        subject=_subject(parent, conversation) if kind.capabilities.has_subject else "",
        to=recipients(parent),
        parent_id=parent.external_id,
        root_id=parent.root_id or parent.external_id,
        references=tuple(references[-_LONGEST_LINE_OF_REFERENCES:]),
        extra={**carried(parent), **extra},
    )


def recipients(parent: Message) -> tuple[str, ...]:
    """Where the answer to a message goes: to its author, or where they asked for it (mail's Reply-To)."""
    asked = [str(one) for one in parent.extra.get("reply_to", [])][:5]
    ours = {str(own).casefold() for own in parent.account.own_ids}
    return tuple(one for one in asked if one not in ours) or (parent.author.external_id,)


def _subject(parent: Message, conversation: Conversation) -> str:
    subject = parent.subject or conversation.subject
    is_marked = plain(subject) != " ".join(subject.split()).casefold()
    return subject if is_marked or not subject else f"Re: {subject}"
