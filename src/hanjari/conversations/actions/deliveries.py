"""What the outbox tells: sent, failed, or nobody knows yet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Delivery
from hanjari.conversations.actions import clocks, growing, joining, promises, rechecking, scheduling
from hanjari.conversations.actions.outgoing import note_sending, replies_of, reply_of
from hanjari.conversations.actions.passing import held, held_all, pass_on
from hanjari.conversations.models import Conversation, Reply, Turn
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening.models import Message

Status = Conversation.Status


@transaction.atomic
def note_sent(delivery_ids: Iterable[int]) -> None:
    """The network has taken answers: they become messages in their threads and stop what they answer.

    Safe to repeat; an echo that a pull brought first is joined, never doubled.
    """
    out = [
        reply
        for reply in replies_of(delivery_ids)
        if reply.message_id is None and reply.delivery and reply.delivery.external_id
    ]
    if not out:
        return
    for reply, message in _kept(out):
        reply.message = message
    Reply.objects.bulk_update(out, ["message"])
    _seat(out)
    _conclude(out)


@transaction.atomic
def note_trouble(delivery: Delivery, event: str) -> None:
    """An answer failed or may have gone out: the thread shows it; its clocks have never stopped."""
    reply = reply_of(delivery)
    if reply is None:
        return
    note_sending([reply.conversation_id])
    words = str(delivery.failure.get("words", ""))
    _record(event, reply, words=words)
    if event == "reply.failed" and delivery.scheduled_for:
        scheduling.call_writer(reply, f"failed:{delivery.attempts}", lambda: words)


def _kept(replies: Sequence[Reply]) -> list[tuple[Reply, Message | None]]:
    """The messages of our own posts; None where the network has deleted one already."""
    by_account: defaultdict[int, list[Reply]] = defaultdict(list)
    for reply in replies:
        by_account[reply.conversation.account_id].append(reply)
    found: list[tuple[Reply, Message | None]] = []
    for mine in by_account.values():
        posts = [_envelope(reply) for reply in mine]
        messages = listening.keep_own(mine[0].conversation.account, posts)
        found += [
            (reply, messages.get(post.external_id)) for reply, post in zip(mine, posts, strict=True)
        ]
    return found


def _envelope(reply: Reply) -> Envelope:
    account, delivery = reply.conversation.account, _delivery(reply)
    outgoing = delivery.outgoing
    own_id = str(account.own_ids[0]) if account.own_ids else f"own:{account.pk}"
    return Envelope(
        account_id=account.pk,
        external_id=delivery.external_id or "",
        posted_at=_after_its_question(reply, _sent_at(reply)),
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


def _after_its_question(reply: Reply, sent_at: datetime) -> datetime:
    """The networks' clocks differ; an answer never comes before what it answers."""
    if reply.to_message is None:
        return sent_at
    return max(sent_at, reply.to_message.posted_at + timedelta(milliseconds=1))


def _seat(replies: Sequence[Reply]) -> None:
    """Put them where they were written; where a pull seated one elsewhere, the two threads are one."""
    homes = {reply.message_id: reply.conversation for reply in replies if reply.message_id}
    turns = [Turn(message_id=pk, conversation=home) for pk, home in homes.items()]
    Turn.objects.bulk_create(turns, ignore_conflicts=True)
    for turn in Turn.objects.filter(message__in=homes).select_related("conversation"):
        if turn.conversation_id != homes[turn.message_id].pk:
            other = held(turn.conversation)
            if other.turns.count() == 1:
                home = homes[turn.message_id]
                joining.join(home, other, by=None, reason="our own answer came back")


def _conclude(replies: Sequence[Reply]) -> None:
    ids = list(dict.fromkeys(reply.conversation_id for reply in replies))
    growing.refold(ids)
    talks, promised = held_all(ids), promises.promised_in(ids)
    for reply in replies:
        if not reply.is_automatic:
            talk, at = talks[reply.conversation_id], _sent_at(reply)
            clocks.answered(talk, at=at, text=reply.text, promised_at=reply.promised_at)
            if reply.promised_at or talk.pk in promised:
                promises.answered(reply, talk, at=at)
                promised.add(talk.pk)
            _wait_for_person(reply, talk, at)
    clocks.refresh(ids)
    note_sending(ids)
    rechecking.recheck(ids)
    for reply in replies:
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


def _delivery(reply: Reply) -> Delivery:
    assert reply.delivery is not None  # noqa: S101 (found by its delivery)
    return reply.delivery


def _sent_at(reply: Reply) -> datetime:
    return _delivery(reply).sent_at or now()
