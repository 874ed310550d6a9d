"""Judging: what a message is, a member says or a second hearing tells; the conversation stands accordingly at once."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from hanjari.conversations.actions import clocks, growing, routing
from hanjari.conversations.models import Conversation
from hanjari.journal import actions as journal
from hanjari.language import JUDGED_INTENTS
from hanjari.listening import actions as listening
from hanjari.listening.judging import told_value
from hanjari.listening.models import Judgement, Message
from hanjari.people.models import Member


class TooEarlyError(Exception):
    """Another worker is still putting these messages into conversations, as they read before."""


@transaction.atomic
def judge(message: Message, aspect: str, value: Any, *, by: Member) -> Judgement:
    """Say what a message is; its conversation's labels, lists, clocks and department follow.

    Running clocks only get tighter. Raises `listening.JudgementRefusedError`.
    """
    talk = _talk(message)
    row = listening.judge(message, aspect, value, by=by, about=("conversation", talk.pk))
    if not row.is_confirmation:
        _follow(talk)
    return row


@transaction.atomic
def undo_judgement(judgement: Judgement, *, by: Member) -> None:
    """Take a judgement back, with all that followed from it but a clock's tightening.

    Raises `listening.JudgementRefusedError`.
    """
    talk = _talk(judgement.message)
    listening.undo_judgement(judgement, by=by, about=("conversation", talk.pk))
    if not judgement.is_confirmation:
        _follow(talk)


@transaction.atomic
def heard_again(message_ids: Collection[int]) -> None:
    """Their conversations follow messages that are graver by their meaning than by their words.

    What was only overheard has none, and needs none. Raises `TooEarlyError` while another lies in
    no conversation yet; the journal tells it again.
    """
    raised = Message.objects.filter(pk__in=message_ids, erased_at=None).order_by("pk")
    if raised.filter(turn=None, is_overheard=False).exists():
        raise TooEarlyError
    raised = raised.exclude(turn=None)
    for message in raised:
        talk = _talk(message)
        _follow(talk)
        journal.record(
            "conversation.heard_again",
            "conversation",
            talk.pk,
            organisation=talk.organisation_id,
            message=message.pk,
            what=_what(message),
        )


def _what(message: Message) -> list[str]:
    """What the meaning told, by the journal's names."""
    heard = message.reading.get("heard", {})
    level = next((name.partition(":")[2] for name in heard if name.startswith("urgency:")), "")
    intents = [name for name in heard if name in JUDGED_INTENTS]
    return [*intents, *([told_value("urgency", level)] if level else [])]


def _talk(message: Message) -> Conversation:
    return Conversation.objects.select_related("account__organisation").get(turns__message=message)


def _follow(talk: Conversation) -> None:
    changes = growing.refold([talk.pk])
    routing.route(talk.account, changes)
    if any(change.after.waiting_since for change in changes):
        clocks.start(talk.account, changes)
        clocks.refresh([talk.pk])
