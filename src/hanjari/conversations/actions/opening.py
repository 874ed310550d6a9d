"""Opening conversations: one row each, written in one go for a whole batch."""

from collections.abc import Mapping, Sequence
from typing import Any

from hanjari.channels.models import Account
from hanjari.conversations import states
from hanjari.conversations.actions.placing import Place
from hanjari.conversations.models import Conversation
from hanjari.conversations.rows import insert
from hanjari.conversations.standing import STANDING, Change, Heard, Standing, fold
from hanjari.kit.rows import pieces

Status = Conversation.Status

_OWN = (
    "organisation",
    "account",
    "thread_key",
    "department",
    "status",
    "shelf",
    "closed_at",
    "follows",
    "is_parted",
    "label_words",
    "next_due_kind",
    "sending",
)


def open_conversations(
    account: Account, places: Sequence[Place], heard: Mapping[int, Heard]
) -> list[Change]:
    """Open a conversation for every place that has none; the place then knows its id."""
    fresh = [place for place in places if not place.conversation_id]
    folded = [[heard[said.id] for said in place.messages] for place in fresh]
    standings = [fold(messages) for messages in folded]
    rows = [
        (*_own(account, place, standing, messages), *standing.values())
        for place, standing, messages in zip(fresh, standings, folded, strict=True)
    ]
    insert(Conversation, (*_OWN, *STANDING), rows)
    ids = _ids(account, [place.messages[0].name for place in fresh])
    for place in fresh:
        place.conversation_id = ids[place.messages[0].name]
    return [
        Change(place.conversation_id, None, standing, messages)
        for place, standing, messages in zip(fresh, standings, folded, strict=True)
    ]


def _own(
    account: Account, place: Place, standing: Standing, messages: Sequence[Heard]
) -> tuple[Any, ...]:
    status = _status(standing, messages)
    shelf = states.shelf(status)
    closed_at = standing.last_message_at if standing.heard_id else None
    return (
        account.organisation_id,
        account.pk,
        place.messages[0].name,
        account.department_id,
        status,
        shelf,
        closed_at if shelf != Conversation.Shelf.OPEN else None,
        place.follows_id,
        place.follows_id is not None,
        [],
        "",
        "",
    )


def _status(standing: Standing, messages: Sequence[Heard]) -> Conversation.Status:
    """New while it may ask something of us; history, and our own post without an echo, are closed."""
    if all(said.is_history or said.is_ours for said in messages):
        return Status.CLOSED
    if standing.heard_id and standing.answered_id > standing.heard_id:
        return Status.WAITING_PERSON
    return Status.NEW


def _ids(account: Account, keys: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for piece in pieces(keys):
        rows = Conversation.objects.filter(account=account, thread_key__in=piece).order_by()
        found.update(rows.values_list("thread_key", "pk"))
    return found
