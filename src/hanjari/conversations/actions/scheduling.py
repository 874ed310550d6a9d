"""Answers that leave later: another moment, now, and what the outbox tells of those that it held."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hanjari.channels import actions as channels
from hanjari.channels.models import Delivery
from hanjari.conversations.actions import outgoing
from hanjari.conversations.actions.clocks import leads_of
from hanjari.conversations.actions.drafts import keep_words
from hanjari.conversations.actions.passing import held
from hanjari.conversations.actions.replies import OvertakenError, ReplyRefusedError, TooLateError
from hanjari.conversations.models import Conversation, Reply
from hanjari.conversations.moments import must_be_possible
from hanjari.conversations.queries.checking import check_reply
from hanjari.conversations.queries.reading import token_of
from hanjari.conversations.queries.scheduled import reply_in
from hanjari.conversations.words import held_words
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.actions.calls import call
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

State = Reply.State


@transaction.atomic
def reschedule(reply: Reply, at: datetime, *, by: Member, token: str = "") -> Reply:
    """Let a scheduled answer leave at another moment; also one that was held, which is let go by this.

    `token` is the thread's (`queries.thread`) that the member saw. Raises `MomentError`,
    `OvertakenError`, `ReplyRefusedError`, `TooLateError`.
    """
    must_be_possible(at, now())
    row = _agreed(reply, at, by, token)
    if row.delivery and not channels.reschedule(row.delivery, at, by=by):
        raise TooLateError
    outgoing.note_sending([row.conversation_id])
    _record("reply.rescheduled", row, by, at=at.isoformat())
    return row


@transaction.atomic
def send_now(reply: Reply, *, by: Member, token: str = "") -> Reply:
    """Send a scheduled answer by hand, at once; where a second look is asked for, after that.

    No brake holds what a member sends by hand. Raises `OvertakenError`, `ReplyRefusedError`,
    `TooLateError`.
    """
    row = _agreed(reply, None, by, token)
    if row.delivery and not channels.send_now(row.delivery, by=by):
        raise TooLateError
    outgoing.note_sending([row.conversation_id])
    _record("reply.hurried", row, by)
    return row


@transaction.atomic
def note_held(delivery: Delivery) -> None:
    """A scheduled answer was held: the thread shows it, and its writer is called. Safe to repeat."""
    reply = reply_in(delivery)
    if reply is None or reply.delivery is None or reply.delivery.state != Delivery.State.HELD:
        return
    outgoing.note_sending([reply.conversation_id])
    why = reply.delivery.held_for
    _record("reply.held", reply, None, why=why)
    call_writer(
        reply,
        f"{why}:{reply.looked_at.isoformat()}",
        lambda: f"{held_words(why)}\n\n{reply.text[:300]}",
    )


@transaction.atomic
def note_let_go(delivery: Delivery) -> None:
    """Somebody let a scheduled answer go past the brake: the list says where it stands now."""
    if reply := reply_in(delivery):
        outgoing.note_sending([reply.conversation_id])


@transaction.atomic
def note_cancelled(delivery: Delivery, *, by: Member | None) -> None:
    """Somebody withdrew a scheduled answer at the outbox (the brake): its words go back to its writer."""
    reply = reply_in(delivery)
    if reply is None or reply.state != State.QUEUED:
        return
    reply.state = State.WITHDRAWN
    reply.save(update_fields=["state"])
    outgoing.note_sending([reply.conversation_id])
    _record("reply.withdrawn", reply, by)
    if reply.by and reply.by != by:
        keep_words(reply, by=reply.by)
        call_writer(reply, "withdrawn", lambda: _withdrawn_words(by))


def call_writer(reply: Reply, occasion: str, words: Callable[[], str]) -> None:
    """Nobody looks at what leaves by itself: say that it did not, to its writer, or the leads without one."""
    writer = reply.by
    is_here = writer is not None and writer.is_active and writer.can(Permission.REPLY)
    talk = reply.conversation
    call(
        [writer] if writer and is_here else _leads(talk),
        subject=lambda: (
            _("Your scheduled answer to %(name)s has not gone out") % {"name": talk.speaker or "…"}
        ),
        words=words,
        key=f"reply:{reply.pk}:{occasion}"[:120],
        url=reverse("conversations:conversation", args=[talk.pk]) + f"#reply-{reply.pk}",
        organisation=talk.organisation,
    )


def _agreed(reply: Reply, at: datetime | None, by: Member, token: str) -> Reply:
    """The answer, held, after a person has said anew that it shall go; its promise counts from then."""
    rows = Reply.objects.select_for_update(of=("self",))
    row = rows.select_related("conversation", "delivery", "to_message", "by").get(pk=reply.pk)
    if row.send_at is None or row.message_id or row.state not in (State.WAITING, State.QUEUED):
        raise TooLateError
    talk = held(row.conversation)
    if token and token != token_of(talk):
        raise OvertakenError
    check = check_reply(
        talk, row.text, by=row.by or by, to_message=row.to_message, is_private=row.is_private, at=at
    )
    if check.problems:
        raise ReplyRefusedError(check)
    row.promised_at = check.promise.due_at if check.promise else None
    row.promised_words = check.promise.words[:200] if check.promise else ""
    row.send_at, row.looked_at, row.seen_id = at, now(), talk.last_id
    fields = ["promised_at", "promised_words", "send_at", "looked_at", "seen_id"]
    row.save(update_fields=fields)
    return row


def _leads(talk: Conversation) -> list[Member]:
    return list(Member.objects.filter(pk__in=leads_of(talk.organisation, talk.department_id)))


def _withdrawn_words(by: Member | None) -> str:
    who = by.name if by else _("Hanjari")
    return _("%(name)s withdrew it before its time. Your words lie in your draft.") % {"name": who}


def _record(event: str, reply: Reply, by: Member | None, **facts: str) -> None:
    journal.record(
        event,
        "conversation",
        reply.conversation_id,
        organisation=reply.conversation.organisation_id,
        by=by,
        reply=reply.pk,
        **facts,
    )
