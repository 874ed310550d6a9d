"""Where each group of new messages belongs: a conversation, two that turn out to be one, or a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hanjari.channels.models import Account
from hanjari.conversations.actions import tying
from hanjari.conversations.models import Conversation
from hanjari.conversations.queries import hearing
from hanjari.conversations.standing import Heard
from hanjari.conversations.threads import Group, Said

REOPENS = timedelta(days=14)
"""A person who writes again later than this after the end begins anew (care domain §1.4)."""


@dataclass(slots=True)
class Place:
    """A group and its conversation; `conversation_id` is 0 until a new one is opened."""

    messages: list[Said]
    absent: list[str] = field(default_factory=list)
    conversation_id: int = 0
    follows_id: int | None = None
    is_joined: bool = False
    """Whether other conversations have just been merged into it: it must be folded again."""


def places(account: Account, groups: Sequence[Group], heard: Mapping[int, Heard]) -> list[Place]:
    """A place for every group; two groups that end in one conversation share their place."""
    joined = tying.tie(account, [group.conversations for group in groups])
    ended = hearing.ended({pk for group in groups for pk in group.conversations})
    found: dict[int, Place] = {}
    fresh: list[Place] = []
    for group in groups:
        place = Place(sorted(group.messages), group.absent)
        if group.conversations:
            first = group.conversations[0]
            conversation_id = joined.get(first, first)
            place.is_joined = first in joined
            _go_on(place, conversation_id, ended.get(conversation_id), heard)
        if place.conversation_id:
            _share(found, place)
        else:
            fresh.append(place)
    return [*fresh, *found.values()]


def _go_on(
    place: Place, conversation_id: int, closed_at: datetime | None, heard: Mapping[int, Heard]
) -> None:
    """Go on in the conversation, or where it was taken up again, or begin anew behind a border."""
    waiting = [heard[said.id].posted_at for said in place.messages if heard[said.id].is_waiting]
    while waiting and closed_at and min(waiting) - closed_at > REOPENS:
        successor = hearing.successor(conversation_id)
        if successor is None:
            place.follows_id = conversation_id
            Conversation.objects.filter(pk=conversation_id).update(is_parted=True)
            return
        conversation_id, closed_at = successor
    place.conversation_id = conversation_id


def _share(found: dict[int, Place], place: Place) -> None:
    known = found.setdefault(place.conversation_id, place)
    if known is not place:
        known.messages = sorted(known.messages + place.messages)
        known.absent += place.absent
        known.is_joined |= place.is_joined
