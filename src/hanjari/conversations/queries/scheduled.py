"""Answers that are to leave later: which wait, and whether one still fits what was said since."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from hanjari.channels.models import Delivery
from hanjari.conversations import sheets
from hanjari.conversations.models import Conversation, Reply
from hanjari.conversations.queries.windows import is_window_over
from hanjari.kit.rows import pieces
from hanjari.listening.models import Message, Tombstone
from hanjari.people.permissions import Permission

State = Delivery.State
_TERMS = "terms"
"""The tombstone of a message that nobody took back: its network lets us keep words only so long."""


def waiting_replies(conversation_ids: Iterable[int]) -> list[Reply]:
    """Scheduled answers of these conversations that would leave by themselves."""
    found: list[Reply] = []
    for ids in pieces(conversation_ids):
        rows = _scheduled().filter(conversation__in=ids, delivery__state=State.QUEUED)
        found += rows.filter(delivery__scheduled_for__isnull=False)
    return found


def scheduled_in(conversation_ids: Iterable[int]) -> list[Reply]:
    """Scheduled answers of these conversations that are not out, waiting for approval or held too; oldest first."""
    found: list[Reply] = []
    for ids in pieces(conversation_ids):
        states = (Reply.State.WAITING, Reply.State.QUEUED)
        found += _scheduled().filter(conversation__in=ids, state__in=states).order_by("pk")
    return found


def reply_in(delivery: Delivery) -> Reply | None:
    """The scheduled answer that a delivery carries; None when it carries something else."""
    return _scheduled().filter(delivery=delivery).first()


def why_unfit(reply: Reply) -> str:
    """What happened since a person last said that it shall go, as a code; empty while it fits.

    `gone` and `edited` are of the message that it answers, `heard` (somebody wrote), `answered` (a
    colleague did), `regrouped`, `closed` of its conversation, `window` of the network (it takes no
    answer any more), `writer` (may not answer any more) and `unsayable` (what it says may not be
    said any more) of itself.
    """
    talk = reply.conversation
    return (
        _of_message(reply)
        or ("heard" if talk.heard_id > reply.seen_id else "")
        or ("answered" if _is_answered(reply, talk) else "")
        or ("closed" if _is_closed(reply, talk) else "")
        or ("window" if is_window_over(reply) else "")
        or _of_words(reply, talk)
    )


def _scheduled() -> QuerySet[Reply]:
    rows = Reply.objects.filter(send_at__isnull=False, message__isnull=True)
    return rows.select_related(
        "conversation__organisation", "conversation__account", "delivery", "by__role", "to_message"
    )


def _of_message(reply: Reply) -> str:
    asked = reply.to_message
    if asked is None:
        return "gone"
    stone = Tombstone.objects.filter(account=asked.account_id, external_id=asked.external_id)
    if asked.erased_at and not stone.filter(reason=_TERMS).exists():
        return "gone"
    if asked.editions.filter(replaced_at__gt=reply.looked_at).exists():
        return "edited"
    is_here = Message.objects.filter(pk=asked.pk, turn__conversation=reply.conversation_id).exists()
    return "" if is_here else "regrouped"


def _is_answered(reply: Reply, talk: Conversation) -> bool:
    """Somebody answered since, with words that its writer did not know of."""
    if talk.answered_id <= reply.seen_id:
        return False
    own = Q(message=talk.answered_id, created_at__lte=reply.created_at)
    return not Reply.objects.filter(own, conversation=talk).exists()


def _is_closed(reply: Reply, talk: Conversation) -> bool:
    return bool(not talk.is_open and talk.closed_at and talk.closed_at > reply.looked_at)


def _of_words(reply: Reply, talk: Conversation) -> str:
    by = reply.by
    if by is None or not by.is_active or not by.can(Permission.REPLY):
        return "writer"
    return "unsayable" if sheets.against(by, talk, reply.text) else ""
