"""What the store already knows of a batch: messages, tombstones, and what we sent ourselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from hanjari.channels.models import Delivery
from hanjari.listening.ingest.arrival import Arrival
from hanjari.listening.ingest.rows import pieces
from hanjari.listening.ingest.sifting import Known, Name
from hanjari.listening.models import Message, Tombstone


def known_messages(names: Iterable[Name]) -> dict[Name, Known]:
    """Messages by account and external id."""
    return {
        (account_id, external_id): Known(pk, raw_id)
        for account_id, some in _by_account(names)
        for pk, external_id, raw_id in Message.objects.filter(
            account_id=account_id, external_id__in=some
        ).values_list("pk", "external_id", "raw_id")
    }


def tombstones(names: Iterable[Name]) -> set[Name]:
    """Names that were erased once."""
    return {
        (account_id, external_id)
        for account_id, some in _by_account(names)
        for external_id in Tombstone.objects.filter(
            account_id=account_id, external_id__in=some
        ).values_list("external_id", flat=True)
    }


def with_own_recognised(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The same arrivals, our own posts coming back marked: by id, by author or by our key."""
    sent = {
        (account_id, external_id)
        for account_id, some in _by_account(arrival.name for arrival in arrivals)
        for external_id in Delivery.objects.filter(
            account_id=account_id, external_id__in=some
        ).values_list("external_id", flat=True)
    }
    keys = _keys_of_ours(arrivals)
    for arrival in arrivals:
        arrival.is_ours = (
            arrival.is_ours
            or arrival.sender.external_id.casefold() in arrival.place.own_ids
            or arrival.name in sent
            or (arrival.place.account_id, arrival.extra.get("key")) in keys
        )
    return list(arrivals)


def taken_ids(wished: Iterable[int]) -> set[int]:
    """Which of these message ids are in use."""
    return {
        pk
        for some in pieces(wished)
        for pk in Message.objects.filter(pk__in=some).values_list("pk", flat=True)
    }


def _keys_of_ours(arrivals: Iterable[Arrival]) -> set[Name]:
    keys = {str(arrival.extra["key"]) for arrival in arrivals if "key" in arrival.extra}
    return {
        row
        for some in pieces(keys)
        for row in Delivery.objects.filter(key__in=some).values_list("account_id", "key")
    }


def _by_account(names: Iterable[Name]) -> Iterator[tuple[int, list[str]]]:
    groups: defaultdict[int, set[str]] = defaultdict(set)
    for account_id, external_id in names:
        groups[account_id].add(external_id)
    for account_id, some in groups.items():
        for piece in pieces(some):
            yield account_id, piece
