"""Correcting an answer that is out: the same checks as when it was written, the same second look."""

from typing import Any

from django.db import IntegrityError, transaction

from hanjari.channels import actions as channels
from hanjari.channels.models import Act
from hanjari.conversations.actions import at_network
from hanjari.conversations.actions.approvals import ApprovalRefusedError
from hanjari.conversations.actions.replies import ReplyRefusedError, TooLateError
from hanjari.conversations.models import Correction, Reply
from hanjari.conversations.queries.checking import ReplyCheck, as_json, check_reply
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.listening.models import Message
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

State = Correction.State
_HOLDING_BACK = frozenset({"empty", "too_long"})
"""Problems of a new answer that a correction has, too; that it may be answered at all is past."""


class SameWordsError(Exception):
    """It says that already."""


@transaction.atomic
def correct(message: Message, text: str, *, by: Member, overruled: str = "") -> Correction:
    """Let our own post say something else; a rule may ask for a second look first.

    Raises `ReplyRefusedError`, `SameWordsError`, `at_network.NotThereError`, `channels.BusyError`,
    `RefusedError` in plain words.
    """
    at_network.must_stand(message, is_ours=True)
    if text.strip() == message.text.strip():
        raise SameWordsError
    check = look_at(message, text, by=by)
    may_overrule = bool(overruled.strip()) and by.can(Permission.APPROVE)
    if _HOLDING_BACK & set(check.problems) or (check.stops and not may_overrule):
        raise ReplyRefusedError(check)
    correction = _written(message, text, check, overruled, by)
    if check.rules:
        _record("message.correction_waits", correction, by, rules=list(check.rules))
    else:
        _hand_over(correction, by)
    return correction


def look_at(message: Message, text: str, *, by: Member) -> ReplyCheck:
    """What the check of an answer says of these words in this post's place."""
    reply = Reply.objects.filter(message=message).select_related("to_message__author").first()
    return check_reply(
        message.turn.conversation,
        text,
        by=by,
        to_message=reply.to_message if reply else None,
        is_private=not message.is_public,
    )


@transaction.atomic
def approve_correction(correction: Correction, *, by: Member) -> None:
    """Sign for somebody else's correction; it goes out at once. Raises as `correct` and `decide`."""
    row = _decided(correction, by)
    at_network.must_stand(row.message, is_ours=True)
    _record("message.correction_approved", row, by)
    _hand_over(row, row.by or by)


@transaction.atomic
def send_back_correction(correction: Correction, reason: str, *, by: Member) -> None:
    """Send it back with a reason; the post stays as it is. Raises `ApprovalRefusedError`."""
    if not reason.strip():
        raise ApprovalRefusedError
    row = _decided(correction, by)
    row.state, row.reason = State.RETURNED, reason.strip()[:500]
    row.save(update_fields=["state", "reason"])
    _record("message.correction_sent_back", row, by, reason=row.reason)


@transaction.atomic
def withdraw_correction(correction: Correction, *, by: Member) -> None:
    """Leave the post as it is, while nobody has looked yet. Raises `TooLateError`."""
    waiting = Correction.objects.filter(pk=correction.pk, state=State.WAITING)
    if not waiting.update(state=State.WITHDRAWN):
        raise TooLateError
    _record("message.correction_withdrawn", correction, by)


def _written(
    message: Message, text: str, check: ReplyCheck, overruled: str, by: Member
) -> Correction:
    try:
        with transaction.atomic():
            return Correction.objects.create(
                message=message,
                by=by,
                text=text,
                findings=as_json(check.findings),
                overruled=overruled.strip()[:500],
                rules=list(check.rules),
                state=State.WAITING if check.rules else State.HANDED,
            )
    except IntegrityError as error:  # somebody else's correction waits for a look
        raise channels.BusyError from error


def _hand_over(correction: Correction, by: Member) -> None:
    message = correction.message
    correction.act = at_network.hand_over(
        message, Act.What.CORRECT, by=by, reason=correction.overruled, text=correction.text
    )
    correction.state = State.HANDED
    correction.save(update_fields=["act", "state"])


def _decided(correction: Correction, by: Member) -> Correction:
    """Four eyes: somebody else's words, the right to sign, and nobody was quicker."""
    rows = Correction.objects.select_for_update(of=("self",)).select_related("message__account")
    row = rows.get(pk=correction.pk)
    if row.state != State.WAITING or row.by_id == by.pk or not by.can(Permission.APPROVE):
        raise ApprovalRefusedError
    row.decided_by, row.decided_at = by, now()
    row.save(update_fields=["decided_by", "decided_at"])
    return row


def _record(event: str, correction: Correction, by: Member, **facts: Any) -> None:
    message = correction.message
    journal.record(
        event,
        "conversation",
        message.turn.conversation_id,
        organisation=message.organisation_id,
        by=by,
        message=message.pk,
        **facts,
    )
