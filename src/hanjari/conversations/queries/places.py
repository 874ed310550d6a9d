"""Where messages lie: the addresses by which other rooms' pages lead to them."""

from collections.abc import Sequence

from django.urls import reverse

from hanjari.conversations.models import Turn
from hanjari.conversations.queries.access import conversations_for
from hanjari.people.models import Member


def places_of(member: Member, ids: Sequence[int]) -> dict[int, str]:
    """The address of each of these messages that lies in a conversation which the member may see."""
    turns = Turn.objects.filter(pk__in=ids, conversation__in=conversations_for(member))
    return {
        pk: place_of(conversation, pk)
        for pk, conversation in turns.values_list("pk", "conversation")
    }


def place_of(conversation_id: int, message_id: int) -> str:
    """A message in its conversation."""
    return f"{reverse('conversations:conversation', args=[conversation_id])}#message-{message_id}"
