"""A thread as its page shows it: messages, notes, answers on their way and passages, by time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from django.db.models import Q

from hanjari.conversations.models import Conversation, Note, Passage, Reply
from hanjari.conversations.queries.access import conversation_for
from hanjari.conversations.subjects import is_new_subject
from hanjari.kit.clock import now
from hanjari.kit.numbers import row_number
from hanjari.listening.models import Message
from hanjari.people.models import Member

PAGE = 50
_SCHEDULED = Q(message=None, send_at__isnull=False, state__in=["waiting", "queued"])
SELF_EVIDENT = (Conversation.Status.ANSWERING, Conversation.Status.WAITING_PERSON)
"""Where an answer leads by itself: the answer stands in the thread, its passage need not."""

Noun = Message | Note | Reply | Passage


class Item(NamedTuple):
    """One thing in the thread. `kind` says what `it` is.

    A message that we sent from the desk carries its `reply` (who wrote it, its delivery); a reply
    without a message yet is an item of its own. `is_new_subject`: a mail that begins another matter
    on this thread, so the page asks whether to split.
    """

    kind: Literal["message", "note", "reply", "passage"]
    at: datetime
    it: Noun
    reply: Reply | None = None
    is_new_subject: bool = False


class Thread(NamedTuple):
    """`earlier` asks for the page before and is empty at the beginning; `token` goes with an answer."""

    conversation: Conversation
    items: list[Item]
    earlier: str
    token: str


def thread(member: Member, pk: int, *, before: str = "") -> Thread:
    """The newest page of a conversation, or the one before the message id `before`."""
    conversation = conversation_for(member, pk)
    messages, earlier = _messages(conversation, before)
    since = messages[0].posted_at if earlier and messages else None
    until = _time_of(conversation, before)
    items = [*_messages_items(messages), *_others(conversation, since, until)]
    items.sort(key=lambda item: item.at)
    return Thread(conversation, items, earlier, token_of(conversation))


def message_for(member: Member, pk: int) -> Message:
    """A message in a conversation that the member may see."""
    message = Message.objects.select_related("turn", "author").filter(pk=pk).first()
    conversation_for(
        member, message.turn.conversation_id if message and hasattr(message, "turn") else 0
    )
    assert message  # noqa: S101 (conversation 0 is nobody's: the line above raised 404)
    return message


def token_of(conversation: Conversation) -> str:
    """What an answer is written against: the newest message and the newest answer of ours."""
    newest = conversation.replies.order_by("-pk").values_list("pk", flat=True).first()
    return f"{conversation.last_id}-{newest or 0}"


def _messages(conversation: Conversation, before: str) -> tuple[list[Message], str]:
    turns = conversation.turns.select_related("message__author").order_by("-message_id")
    if (bound := row_number(before)) is not None:
        turns = turns.filter(message_id__lt=bound)
    found = [turn.message for turn in turns[: PAGE + 1]]
    earlier = str(found[PAGE - 1].pk) if len(found) > PAGE else ""
    return list(reversed(found[:PAGE])), earlier


def _time_of(conversation: Conversation, before: str) -> datetime | None:
    bound = row_number(before)
    if bound is None:
        return None
    turns = conversation.turns.filter(message=bound)
    return turns.values_list("message__posted_at", flat=True).first()


def _messages_items(messages: Sequence[Message]) -> list[Item]:
    replies = Reply.objects.filter(message__in=messages).select_related("by", "delivery")
    replies = replies.prefetch_related("promises__ends")
    by_message = {reply.message_id: reply for reply in replies}
    items = []
    subject = ""
    for message in messages:
        is_new = is_new_subject(subject, message.subject)
        subject = subject or message.subject
        items.append(
            Item("message", message.posted_at, message, by_message.get(message.pk), is_new)
        )
    return items


def _place(reply: Reply) -> datetime:
    """Where an answer stands in the thread: when it was written, or, while it waits, when it will leave."""
    is_waiting = reply.send_at and reply.state in (Reply.State.WAITING, Reply.State.QUEUED)
    return max(reply.send_at, now()) if reply.send_at and is_waiting else reply.created_at


def _others(
    conversation: Conversation, since: datetime | None, until: datetime | None
) -> list[Item]:
    notes = conversation.notes.select_related("by")
    replies = conversation.replies.filter(message=None).select_related("by", "delivery")
    passages = Passage.objects.filter(conversation=conversation).select_related("by")
    passages = passages.exclude(after__in=SELF_EVIDENT, reason="")
    if since:
        notes, replies, passages = (
            notes.filter(at__gte=since),
            replies.filter(created_at__gte=since),
            passages.filter(at__gte=since),
        )
    if until:
        notes, replies, passages = (
            notes.filter(at__lt=until),
            replies.filter(created_at__lt=until),
            passages.filter(at__lt=until),
        )
    if until is None:
        replies |= conversation.replies.filter(_SCHEDULED).select_related("by", "delivery")
    return [
        *(Item("note", note.at, note) for note in notes),
        *(
            Item("reply", _place(reply), reply)
            for reply in replies.prefetch_related("approvals", "promises__ends")
        ),
        *(Item("passage", passage.at, passage) for passage in passages),
    ]
