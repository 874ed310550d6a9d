"""What is done with posts that stand at the network: taken back, moderated, and how it went."""

from typing import Any

from django.db import transaction

from hanjari.channels import actions as channels
from hanjari.channels.models import Act
from hanjari.conversations.actions.passing import held
from hanjari.conversations.models import Conversation
from hanjari.journal import actions as journal
from hanjari.listening import actions as listening
from hanjari.listening.models import Message
from hanjari.people.models import Member

TAKEN_BACK = "taken_back"
"""The tombstone's reason: the network may say once more that it is gone, and nothing changes."""


class NotThereError(Exception):
    """Nothing of this message stands at the network any more, or it is not ours (or theirs) to act on."""


@transaction.atomic
def take_back(message: Message, reason: str, *, by: Member) -> Act:
    """Delete our own post at the network; what it said stays in our record.

    Raises `NotThereError`, `channels.BusyError`, `RefusedError` in plain words.
    """
    must_stand(message, is_ours=True)
    return hand_over(message, Act.What.TAKE_BACK, by=by, reason=reason)


@transaction.atomic
def moderate(message: Message, what: str, reason: str = "", *, by: Member) -> Act:
    """Decide about what somebody wrote at our place: show, hide, remove, ban its author.

    Raises `NotThereError`, `channels.BusyError`, `RefusedError` in plain words.
    """
    must_stand(message, is_ours=False)
    return hand_over(message, what, by=by, reason=reason)


def must_stand(message: Message, *, is_ours: bool) -> None:
    """Raise `NotThereError` unless the message still stands there and is (or is not) ours."""
    held(message.turn.conversation)
    message.refresh_from_db(fields=["erased_at", "is_ours", "text", "external_id"])
    if message.erased_at or message.is_ours != is_ours:
        raise NotThereError


def hand_over(message: Message, what: str, *, by: Member, reason: str = "", text: str = "") -> Act:
    """Put it on the worker's list, in the caller's transaction; the same again is the same act."""
    waiting = Act.objects.filter(
        account=message.account, external_id=message.external_id, state__in=Act.OPEN
    ).exists()
    act = channels.ask_act(
        message.account, message.external_id, what, by=by, reason=reason.strip(), text=text
    )
    if not waiting:
        _record("message.act_asked", message, by, act=what, reason=reason.strip()[:500])
    return act


@transaction.atomic
def note_done(act: Act) -> None:
    """The network has done it: our record says so. Safe to repeat."""
    message = _message_of(act)
    if message is None:
        return
    if act.what == Act.What.TAKE_BACK:
        listening.erase_message(message, reason=TAKEN_BACK, by=act.by)
        _record("message.taken_back", message, act.by, reason=act.reason)
    elif act.what == Act.What.CORRECT:
        listening.correct_own(message, act.text, renamed_to=act.renamed_to)
        if act.renamed_to:
            channels.follow_rename(act.account, act.external_id, act.renamed_to)
        _record("message.corrected", message, act.by)
    else:
        _record("message.moderated", message, act.by, act=act.what, reason=act.reason)


@transaction.atomic
def note_trouble(act: Act) -> None:
    """The network refused, or never said: the thread shows it, and nothing of ours has changed."""
    message = _message_of(act)
    if message is not None:
        words = str(act.failure.get("words", ""))
        _record(f"message.act_{act.state}", message, act.by, act=act.what, words=words)


def _message_of(act: Act) -> Message | None:
    messages = Message.objects.select_related("account__organisation", "author", "turn")
    return messages.filter(account=act.account_id, external_id=act.external_id).first()


def _record(event: str, message: Message, by: Member | None, **facts: Any) -> None:
    conversation = Conversation.objects.filter(turns__message=message).first()
    journal.record(
        event,
        "conversation",
        conversation.pk if conversation else None,
        organisation=message.organisation_id,
        by=by,
        message=message.pk,
        **facts,
    )
