"""Keeping: a prepared batch enters the store in the caller's transaction, whole or not at all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from hanjari.channels.models import Account
from hanjari.journal.actions import record
from hanjari.kit.rows import pieces
from hanjari.listening.erasing import UNSEEN, empty_payloads, erase_rows, lay_tombstones
from hanjari.listening.ingest.arrival import Arrival
from hanjari.listening.ingest.authors import with_authors
from hanjari.listening.ingest.locking import lock
from hanjari.listening.ingest.lookups import (
    known_messages,
    told_apart,
    tombstones,
    with_own_recognised,
)
from hanjari.listening.ingest.sifting import Known, Name, Sifted, sifted
from hanjari.listening.ingest.storing import store_edits, store_late, store_new
from hanjari.listening.models import Message, Recurrence

ANNOUNCED_AT_ONCE = 500
"""Message ids in one journal entry."""


@dataclass(slots=True)
class Kept:
    """What became of a batch."""

    new: list[int] = field(default_factory=list)
    edited: list[int] = field(default_factory=list)
    erased: list[int] = field(default_factory=list)
    double_count: int = 0
    resting_count: int = 0


@transaction.atomic
def kept(arrivals: Sequence[Arrival]) -> Kept:
    """Store a batch (masked and understood) and announce it. Doubles die here and nowhere else."""
    if not arrivals:
        return Kept()
    lock(arrival.place.account_id for arrival in arrivals)
    arrivals = told_apart(arrivals)
    names = {arrival.name for arrival in arrivals}
    known = known_messages(names)
    piles = sifted(arrivals, known, tombstones(names))
    new = store_new(with_authors(with_own_recognised(piles.new)))
    _remember_recurrences(piles, known, new)
    addressed = _addressed_after_all(piles, known)
    edited = store_edits(_with_ids(piles.edits, known))
    store_late(_with_ids(piles.late, known))
    erased = _take_back(piles, known)
    _announce([*new, *addressed], edited, erased)
    return Kept(
        [one.id for one in new],
        [one.id for one in edited],
        [one.pk for one in erased],
        len(piles.doubles),
        len(piles.resting),
    )


def _with_ids(arrivals: Sequence[Arrival], known: dict[Name, Known]) -> list[Arrival]:
    for arrival in arrivals:
        arrival.id = known[arrival.name].id
    return list(arrivals)


def _addressed_after_all(piles: Sifted, known: dict[Name, Known]) -> list[Arrival]:
    """What the stream told first and was said to us: it arrives once more, now as ours to answer."""
    again = {
        one.name: one
        for one in [*piles.doubles, *piles.edits]
        if not one.is_overheard and one.name in known and known[one.name].is_overheard
    }
    addressed = _with_ids(list(again.values()), known)
    for some in pieces(one.id for one in addressed):
        Message.objects.filter(pk__in=some).update(is_overheard=False)
    return addressed


def _remember_recurrences(piles: Sifted, known: dict[Name, Known], new: Sequence[Arrival]) -> None:
    """Which other payloads hold the same words, for the day they are erased."""
    homes = {one.name: Known(one.id, one.raw_id) for one in new} | known
    again = [(homes[one.name], one.raw_id) for one in piles.doubles]
    again += [(homes[one.name], homes[one.name].raw_id) for one in piles.edits]
    Recurrence.objects.bulk_create(
        (
            Recurrence(message_id=home.id, raw_id=raw_id)
            for home, raw_id in again
            if raw_id is not None
        ),
        ignore_conflicts=True,
    )


def _take_back(piles: Sifted, known: dict[Name, Known]) -> list[Message]:
    """Deletions at the network are honoured, even of what has not arrived yet."""
    lay = [one.name for one in piles.deletions if one.name not in known]
    lay_tombstones(lay, UNSEEN)
    empty_payloads({one.raw_id for one in piles.resting if one.raw_id is not None})
    ids = [known[one.name].id for one in piles.deletions if one.name in known]
    messages = [message for some in pieces(ids) for message in Message.objects.filter(pk__in=some)]
    return erase_rows(messages, "network")


def _announce(new: Sequence[Arrival], edited: Iterable[Arrival], erased: Iterable[Message]) -> None:
    groups: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for one in new:
        groups[one.place.organisation_id, one.place.account_id].append(one.id)
    for (organisation_id, account_id), ids in groups.items():
        for some in pieces(ids, ANNOUNCED_AT_ONCE):
            record(
                "messages.arrived", "account", account_id, organisation=organisation_id,
                message_ids=some,
            )  # fmt: skip
    for one in edited:
        record("message.edited", "message", one.id, organisation=one.place.organisation_id)
    for message in erased:
        record(
            "message.erased", "message", message.pk, organisation=message.organisation_id,
            reason="network", is_ours=message.is_ours,
        )  # fmt: skip
    _note_freshness(new)


def _note_freshness(new: Sequence[Arrival]) -> None:
    latest: dict[int, Arrival] = {}
    for one in new:
        account_id = one.place.account_id
        if account_id not in latest or latest[account_id].arrived_at < one.arrived_at:
            latest[account_id] = one
    for account_id, one in latest.items():
        Account.objects.filter(pk=account_id).update(last_message_at=one.arrived_at)
