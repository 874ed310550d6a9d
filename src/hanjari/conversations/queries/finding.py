"""Finding conversations by their words: the search of listening, seen through this room's eyes."""

from typing import NamedTuple

from hanjari.conversations.models import Conversation, Turn
from hanjari.conversations.queries.access import conversations_for
from hanjari.kit.numbers import row_number
from hanjari.listening.models import Message
from hanjari.listening.search import Scope, search
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

MOST_MATCHED = 500
"""Messages looked at for a list filtered by words: the newest ones; `find` pages through all."""


class Found(NamedTuple):
    """A message that has the words, and where it lies."""

    message: Message
    conversation: Conversation


class Finds(NamedTuple):
    """A page of finds; `before` asks for the next and is empty at the end."""

    finds: list[Found]
    before: str


def find(member: Member, words: str, *, before: str = "") -> Finds:
    """Messages with all the words that the member may see, newest first."""
    start = row_number(before)
    page = search(_scope(member), words, before=start)
    turns = Turn.objects.filter(pk__in=page.ids).select_related(
        "message__author", "conversation__account", "conversation__person"
    )
    found = [Found(turn.message, turn.conversation) for turn in turns.order_by("-pk")]
    return Finds(found, str(page.before) if page.before else "")


def messages_with(member: Member, words: str) -> list[int]:
    """The newest messages with all the words that the member may see: what a filtered list shows."""
    return search(_scope(member), words, limit=MOST_MATCHED).ids


def _scope(member: Member) -> Scope:
    if member.can(Permission.READ_ALL):
        return Scope(member.organisation_id, visible=_seated)

    def visible(ids: list[int]) -> set[int]:
        seen = Turn.objects.filter(pk__in=ids, conversation__in=conversations_for(member))
        return set(seen.values_list("pk", flat=True))

    return Scope(member.organisation_id, visible=visible)


def _seated(ids: list[int]) -> set[int]:
    """Messages that lie in a conversation; one that came this second may not yet."""
    return set(Turn.objects.filter(pk__in=ids).values_list("pk", flat=True))
