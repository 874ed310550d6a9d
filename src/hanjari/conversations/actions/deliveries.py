"""What the outbox tells: sent, failed, or nobody knows yet."""

from datetime import datetime, timedelta

from django.db import transaction

from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Delivery
from hanjari.conversations.actions import clocks, growing, joining, promises, rechecking, scheduling
from hanjari.conversations.actions.outgoing import note_sending, reply_of
from hanjari.conversations.actions.passing import held, pass_on
from hanjari.conversations.models import Conversation, Reply, Turn
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening.models import Message

Status = Conversation.Status


@transaction.atomic
def note_sent(delivery: Delivery) -> None:
    """The network has taken an answer: it becomes a message in the thread and stops what it answers.

    Safe to repeat; an echo that a pull brought first is joined, never doubled.
    """
    reply = reply_of(delivery)
    if reply is None or reply.message_id or not delivery.external_id:
        return
    message = _kept(reply, delivery)
    reply.message = message
    reply.save(update_fields=["message"])
    if message is not None:
        _seat(message, reply.conversation)
    _conclude(reply, delivery.sent_at or now())


@transaction.atomic
def note_trouble(delivery: Delivery, event: str) -> None:
    """An answer failed or may have gone out: the thread shows it; its clocks have never stopped."""
    reply = reply_of(delivery)
    if reply is None:
        return
    note_sending(reply.conversation)
    words = str(delivery.failure.get("words", ""))
    _record(event, reply, words=words)
    if event == "reply.failed" and delivery.scheduled_for:
        scheduling.call_writer(reply, f"failed:{delivery.attempts}", lambda: words)


def _kept(reply: Reply, delivery: Delivery) -> Message | None:
    """The message of our own post; None when the network has deleted it already."""
    account = reply.conversation.account
    outgoing = delivery.outgoing
    own_id = str(account.own_ids[0]) if account.own_ids else f"own:{account.pk}"
    envelope = Envelope(
        account_id=account.pk,
        external_id=delivery.external_id or "",
        posted_at=_after_its_question(reply, delivery.sent_at or now()),
        sender=Sender(own_id, name=account.organisation.name),
        text=reply.text,
        subject=outgoing.get("subject", ""),
        url=delivery.external_url,
        parent_id=outgoing.get("parent_id", ""),
        root_id=outgoing.get("root_id", ""),
        references=tuple(outgoing.get("references", ())),
        is_public=reply.conversation.is_public and not outgoing["extra"].get("is_private"),
        is_ours=True,
        is_automatic=reply.is_automatic,
    )
    try:
        return listening.keep_own(account, envelope)
    except Message.DoesNotExist:
        return None


def _after_its_question(reply: Reply, sent_at: datetime) -> datetime:
    """The networks' clocks differ; an answer never comes before what it answers."""
    if reply.to_message is None:
        return sent_at
    return max(sent_at, reply.to_message.posted_at + timedelta(milliseconds=1))


def _seat(message: Message, conversation: Conversation) -> None:
    """Put it where it was written; where a pull seated it elsewhere, the two threads are one."""
    turn, is_new = Turn.objects.get_or_create(
        message=message, defaults={"conversation": conversation}
    )
    if not is_new and turn.conversation_id != conversation.pk:
        other = held(turn.conversation)
        if other.turns.count() == 1:
            joining.join(conversation, other, by=None, reason="our own answer came back")


def _conclude(reply: Reply, at: datetime) -> None:
    growing.refold([reply.conversation_id])
    conversation = held(reply.conversation)
    if not reply.is_automatic:
        clocks.answered(conversation, at=at, text=reply.text, promised_at=reply.promised_at)
        promises.answered(reply, conversation, at=at)
        _wait_for_person(reply, conversation, at)
    note_sending(conversation)
    rechecking.recheck([conversation.pk])
    _record("reply.sent", reply)


def _wait_for_person(reply: Reply, conversation: Conversation, at: datetime) -> None:
    if conversation.is_open and not conversation.waiting_since:
        pass_on(conversation, Status.WAITING_PERSON, by=reply.by)
    if reply.is_proposed_resolution:
        conversation.proposed_resolution_at = at
        conversation.save(update_fields=["proposed_resolution_at"])


def _record(event: str, reply: Reply, **facts: str) -> None:
    journal.record(
        event,
        "conversation",
        reply.conversation_id,
        organisation=reply.conversation.organisation_id,
        by=reply.by,
        reply=reply.pk,
        **facts,
    )
