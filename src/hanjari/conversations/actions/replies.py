"""Answering: written, checked, looked at by a second person where a rule asks, handed to the outbox."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hanjari.channels import actions as channels
from hanjari.conversations.actions import outgoing
from hanjari.conversations.actions.drafts import keep_words
from hanjari.conversations.actions.passing import held
from hanjari.conversations.models import Approval, Conversation, Draft, Reply
from hanjari.conversations.moments import must_be_possible
from hanjari.conversations.promises import Choice
from hanjari.conversations.queries.checking import ReplyCheck, as_json, check_reply
from hanjari.conversations.queries.reading import token_of
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.listening.models import Message
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

State = Reply.State


class ReplyRefusedError(Exception):
    """The answer can't go like this; `check` says why."""

    def __init__(self, check: ReplyCheck) -> None:
        super().__init__(", ".join(check.problems) or "findings")
        self.check = check


class NoNewTimeError(Exception):
    """A promise shall move to a new time, and the answer names none."""


class OvertakenError(Exception):
    """Something was said or answered since the writer opened the thread: look first, then confirm."""


class TooLateError(Exception):
    """It has left, or is leaving, or was decided already."""


@transaction.atomic
def write_reply(
    conversation: Conversation,
    text: str,
    *,
    by: Member,
    to_message: Message | None = None,
    token: str = "",
    is_confirmed: bool = False,
    overruled: str = "",
    is_private: bool = False,
    is_proposed_resolution: bool = False,
    about_promises: Mapping[str, str] | None = None,
    send_at: datetime | None = None,
) -> Reply:
    """Finish an answer: it goes to whoever must look, or straight to the outbox.

    `token` is the thread's (`queries.thread`) when the writer opened it. `overruled` is the reason
    for which a `stop` finding does not hold here; only who may approve can give it.
    `about_promises` says of open promises what the answer does (`promises.Choice` by clock).
    `send_at`: it leaves then and not now. Raises `MomentError`, `ReplyRefusedError`, `OvertakenError`, `NoNewTimeError`, `channels.contract.RefusedError`.
    """
    row = held(conversation)
    if token and not is_confirmed and token != token_of(row):
        raise OvertakenError
    if send_at:
        must_be_possible(send_at, now())
    check = _checked(row, text, by, to_message, overruled, is_private=is_private, at=send_at)
    reply = Reply(conversation=row, by=by, is_private=is_private, created_at=now())
    reply.send_at = send_at
    reply.is_proposed_resolution = is_proposed_resolution
    reply.about_promises = dict(about_promises or {})
    if Choice.MOVED in reply.about_promises.values() and check.promise is None:
        raise NoNewTimeError
    _write(reply, text, check, overruled)
    Draft.objects.filter(conversation=row, member=by).delete()
    _record("reply.written", reply, by, rules=list(check.rules))
    if send_at:
        _record("reply.scheduled", reply, by, at=send_at.isoformat())
    _go_on(reply, check, by)
    return reply


@transaction.atomic
def edit_reply(reply: Reply, text: str, *, by: Member, overruled: str = "") -> Reply:
    """Change an answer that has not left; every look at it begins anew.

    Raises `TooLateError`, `ReplyRefusedError`.
    """
    reply = _held_reply(reply)
    if reply.state not in (State.WAITING, State.RETURNED):
        raise TooLateError
    check = _checked(
        held(reply.conversation), text, by, reply.to_message, overruled,
        is_private=reply.is_private, at=reply.send_at,
    )  # fmt: skip
    _void(reply)
    reply.by = by
    _write(reply, text, check, overruled)
    _record("reply.edited", reply, by, rules=list(check.rules))
    _go_on(reply, check, by)
    return reply


@transaction.atomic
def withdraw_reply(reply: Reply, *, by: Member) -> None:
    """Take an answer back while it is still here. Raises `TooLateError`."""
    reply = _held_reply(reply)
    if reply.state == State.WITHDRAWN or reply.message_id:
        raise TooLateError
    if reply.delivery and not channels.cancel(reply.delivery, by=by):
        raise TooLateError
    _void(reply)
    reply.state = State.WITHDRAWN
    reply.save(update_fields=["state"])
    outgoing.note_sending([reply.conversation_id])
    _record("reply.withdrawn", reply, by)


@transaction.atomic
def withdraw_into_draft(reply: Reply, *, by: Member) -> None:
    """Take an answer back and go on writing it; what was begun meanwhile stays below. Raises `TooLateError`."""
    withdraw_reply(reply, by=by)
    keep_words(reply, by=by)


@transaction.atomic
def retry_reply(reply: Reply, *, by: Member) -> None:
    """Send a failed answer again; one that may have gone out is never sent twice. Raises `TooLateError`."""
    reply = _held_reply(reply)
    if not reply.delivery or not channels.retry(reply.delivery, by=by):
        raise TooLateError
    if reply.send_at:  # a person sends it now
        reply.send_at = None
        reply.save(update_fields=["send_at"])
    outgoing.note_sending([reply.conversation_id])
    _record("reply.retried", reply, by)


def _checked(
    row: Conversation,
    text: str,
    by: Member,
    to_message: Message | None,
    overruled: str,
    *,
    is_private: bool,
    at: datetime | None,
) -> ReplyCheck:
    check = check_reply(row, text, by=by, to_message=to_message, is_private=is_private, at=at)
    may_overrule = bool(overruled.strip()) and by.can(Permission.APPROVE)
    if check.problems or (check.stops and not may_overrule):
        raise ReplyRefusedError(check)
    return check


def _write(reply: Reply, text: str, check: ReplyCheck, overruled: str) -> None:
    reply.text, reply.to_message = text, check.to_message
    reply.findings, reply.overruled = as_json(check.findings), overruled.strip()[:500]
    reply.promised_at = check.promise.due_at if check.promise else None
    reply.promised_words = check.promise.words[:200] if check.promise else ""
    reply.looked_at, reply.seen_id = now(), reply.conversation.last_id
    reply.state = State.WAITING
    reply.save()


def _go_on(reply: Reply, check: ReplyCheck, by: Member) -> None:
    if not check.rules:
        outgoing.hand_over(reply, by=by)
        return
    moment = now()
    Approval.objects.bulk_create(
        [Approval(reply=reply, rule=rule, asked_at=moment) for rule in check.rules]
    )
    outgoing.note_sending([reply.conversation_id])
    _record("reply.approval_asked", reply, by, rules=list(check.rules))


def _void(reply: Reply) -> None:
    """Looks that nobody took are no longer asked for; taken ones stay as history."""
    reply.approvals.filter(decided_at=None).update(decided_at=now())


def _held_reply(reply: Reply) -> Reply:
    rows = Reply.objects.select_for_update(of=("self",))
    return rows.select_related("conversation", "delivery", "to_message").get(pk=reply.pk)


def _record(event: str, reply: Reply, by: Member, **facts: list[str] | str) -> None:
    journal.record(
        event,
        "conversation",
        reply.conversation_id,
        organisation=reply.conversation.organisation_id,
        by=by,
        reply=reply.pk,
        **facts,
    )
