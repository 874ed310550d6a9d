"""Until when a network takes an answer: reply windows, as far as its kind tells them.

Asked anew each time and kept nowhere: whoever writes again opens the window again.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from hanjari.channels.contract import EndsAnswers, Outgoing
from hanjari.channels.registry import kinds
from hanjari.conversations.models import Conversation, Reply
from hanjari.kit.clock import now
from hanjari.listening.models import Message

MARGIN = timedelta(minutes=5)
"""The house stops so long before the network does: a line of others may stand before an answer."""


def window_end(talk: Conversation, asked: Message | None, *, is_private: bool) -> datetime | None:
    """The last moment at which an answer to this message may leave; None where nothing ends it."""
    if _ending(talk) is None:
        return None
    heard = asked
    if not talk.is_public and talk.heard_id and (asked is None or asked.pk != talk.heard_id):
        heard = Message.objects.filter(pk=talk.heard_id).first() or asked
    return _end(talk, asked, heard, is_private=is_private)


def has_window(talk: Conversation) -> bool:
    """Whether its network ends answers at all."""
    return _ending(talk) is not None


def window_ends(replies: Iterable[Reply]) -> dict[int, datetime]:
    """The same of many answers at once, by the answer's id; those that nothing ends are left out."""
    rows = [one for one in replies if _ending(one.conversation)]
    heard = Message.objects.in_bulk({one.conversation.heard_id for one in rows} if rows else [])
    found = {}
    for one in rows:
        talk, asked = one.conversation, one.to_message
        last = asked if talk.is_public else heard.get(talk.heard_id) or asked
        if end := _end(talk, asked, last, is_private=one.is_private):
            found[one.pk] = end
    return found


def is_window_over(reply: Reply) -> bool:
    """Whether the network takes this answer no more."""
    end = window_end(reply.conversation, reply.to_message, is_private=reply.is_private)
    return end is not None and end < now()


def _ending(talk: Conversation) -> EndsAnswers | None:
    kind = kinds().get(talk.account.kind)
    return kind if isinstance(kind, EndsAnswers) else None


def _end(
    talk: Conversation, asked: Message | None, heard: Message | None, *, is_private: bool
) -> datetime | None:
    kind = _ending(talk)
    if kind is None or asked is None or heard is None:
        return None
    extra = {**asked.extra, **({"is_private": True} if is_private or not asked.is_public else {})}
    answer = Outgoing(
        key="",
        text="",
        parent_id=asked.external_id,
        root_id=asked.root_id or asked.external_id,
        extra=extra,
    )
    end = kind.answerable_until(talk.account.settings, answer, heard.posted_at)
    return end - MARGIN if end else None
