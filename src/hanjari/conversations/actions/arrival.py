"""Messages arrive: each finds its conversation, which then stands as it should, clocks and all."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from hanjari.channels.models import Account
from hanjari.conversations import threads
from hanjari.conversations.actions import (
    clocks,
    growing,
    opening,
    placing,
    promises,
    rechecking,
    routing,
)
from hanjari.conversations.models import Conversation, Tie, Turn
from hanjari.conversations.queries import hearing
from hanjari.conversations.queries.listing import heard_until
from hanjari.conversations.rows import insert
from hanjari.conversations.standing import Change
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.kit.rows import pieces

_A_MOMENT = timedelta(microseconds=1)


@transaction.atomic
def thread_messages(message_ids: Sequence[int]) -> list[int]:
    """Put new messages into their conversations; safe to repeat: a placed message stays where it is.

    Returns the conversations touched. One journal entry an account tells of the whole batch.
    """
    touched: list[int] = []
    for account in hearing.accounts(message_ids):
        touched += _thread(account, message_ids)
    return touched


def _thread(account: Account, message_ids: Sequence[int]) -> list[int]:
    said, heard = hearing.unplaced(account, message_ids)
    if not said:
        return []
    known = hearing.known(account, said)
    groups = threads.group(said, known, hearing.parted(set(known.values())))
    places = placing.places(account, groups, heard)
    old = [place for place in places if place.conversation_id]
    opened = opening.open_conversations(account, places, heard)
    _write(account, places)
    grown = growing.grow(account, old, heard)
    clocks.follow(account, opened + grown)
    promises.follow(account, grown)
    rechecking.recheck(change.conversation_id for change in grown if change.is_live)
    routing.route(account, [change for change in opened + grown if change.is_heard])
    _mark(account, [change.conversation_id for change in opened + grown if change.is_news])
    _record(account, opened, grown)
    return [change.conversation_id for change in opened + grown]


def _write(account: Account, places: Sequence[placing.Place]) -> None:
    turns = [(place.conversation_id, said.id) for place in places for said in place.messages]
    insert(Turn, ("conversation", "message"), turns)
    ties = [(account.pk, name, place.conversation_id) for place in places for name in place.absent]
    insert(Tie, ("account", "external_id", "conversation"), ties)


def _mark(account: Account, talks: Sequence[int]) -> None:
    """When their newest word could be seen: later than whatever an open list has shown, so that it counts there.

    One turn at a time threads messages, so these moments grow in the order in which they can be read.
    """
    moment = max(now(), heard_until(account.organisation_id) + _A_MOMENT)
    for piece in pieces(talks):
        Conversation.objects.filter(pk__in=piece).update(heard_at=moment)


def _record(account: Account, opened: Sequence[Change], grown: Sequence[Change]) -> None:
    journal.record(
        "conversations.arrived",
        "account",
        account.pk,
        organisation=account.organisation_id,
        opened=[change.conversation_id for change in opened],
        grown=[change.conversation_id for change in grown],
        message_count=sum(len(change.messages) for change in (*opened, *grown)),
    )
