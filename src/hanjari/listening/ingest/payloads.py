"""Payloads: claimed, read, marked; what waits, in a fair order, and each exactly once.

Reading happens before the transaction, so that no other writer waits for it. The transaction then
claims what still waits, so a payload's state and its messages change together or not at all.
"""

import logging
from collections.abc import Iterable, Sequence

from django.db import DataError, IntegrityError, transaction
from django.db.models import QuerySet

from hanjari.channels.models import Account, RawPayload
from hanjari.kit.collector import held_off
from hanjari.kit.secrets import seal
from hanjari.listening.ingest.arrival import Arrival, Place
from hanjari.listening.ingest.bounding import bounded
from hanjari.listening.ingest.keeping import Kept, kept
from hanjari.listening.ingest.matching import matched
from hanjari.listening.ingest.opening import Opened, envelopes_of, opened, raw_of
from hanjari.listening.ingest.redaction import redacted
from hanjari.listening.ingest.understanding import masked, understood, worked_out

log = logging.getLogger(__name__)
REFUSALS = (DataError, IntegrityError, OverflowError, ValueError)
"""What the store says to rows it can't take; anything else (locked, disk full) leaves all waiting."""
WAITING, LATER, READ, UNREADABLE = (
    RawPayload.State.WAITING,
    RawPayload.State.LATER,
    RawPayload.State.READ,
    RawPayload.State.UNREADABLE,
)


def waiting(limit: int) -> list[RawPayload]:
    """Waiting payloads, a fair share of each account, oldest returned first.

    A backfill of one account so never starves the fresh messages of another, nor its own: what was
    said before (`LATER`) is read only while nothing new waits. Of an account for which more waits
    than its share, half are the newest and half have waited longest: after an outage what is said
    now is read at once, and under a load that never rests nothing waits until it does.
    """
    return _fair(WAITING, limit) or _fair(LATER, limit)


def _fair(state: str, limit: int) -> list[RawPayload]:
    accounts = list(
        RawPayload.objects.filter(state=state)
        .order_by("account_id")
        .values_list("account_id", flat=True)
        .distinct()
    )
    share = max(2, limit // max(1, len(accounts)))
    found = [
        payload
        for account_id in accounts
        for payload in _share(RawPayload.objects.filter(state=state, account_id=account_id), share)
    ]
    return sorted(found, key=lambda payload: payload.pk)


def _share(rows: QuerySet[RawPayload], share: int) -> list[RawPayload]:
    """All of them, or half the share from either end."""
    half = share // 2
    newest = list(rows.order_by("-id")[: share - half])
    if len(newest) < share - half:
        return newest
    return [*newest, *rows.filter(pk__lt=newest[-1].pk).order_by("id")[:half]]


def take_in(payloads: Sequence[RawPayload]) -> Kept:
    """Read payloads and keep what they hold. One that the store refuses twice is set aside alone."""
    with held_off():
        try:
            return _taken_in(payloads)
        except REFUSALS:
            total = Kept()
            for payload in payloads:
                _add(total, _alone(payload))
            return total


def _alone(payload: RawPayload) -> Kept:
    """What failed in company, or in a race with another worker, mostly passes alone."""
    try:
        return _taken_in([payload])
    except REFUSALS as error:
        log.exception("payload %s can't be stored", payload.pk)
        reason = f"{type(error).__name__} in the store"
        return _settle([payload], Opened(unreadable={payload.pk: reason}), {})


def _taken_in(payloads: Sequence[RawPayload]) -> Kept:
    accounts = Account.objects.select_related("organisation").in_bulk(
        {payload.account_id for payload in payloads}
    )
    batch = opened(payloads, accounts)
    batch.arrivals = worked_out(matched(understood(masked(batch.arrivals))))
    return _settle(payloads, batch, _redacted_bodies(payloads, accounts, batch.arrivals))


@transaction.atomic
def _settle(payloads: Sequence[RawPayload], batch: Opened, bodies: dict[int, bytes]) -> Kept:
    """Claim, store and mark in one transaction. The payloads at hand stay as read: it may roll back."""
    claimed = set(
        RawPayload.objects.select_for_update()
        .filter(pk__in=[payload.pk for payload in payloads], state__in=[WAITING, LATER])
        .values_list("pk", flat=True)
    )
    _set_aside(
        [payload for payload in payloads if payload.pk in claimed & batch.unreadable.keys()],
        batch.unreadable,
    )
    RawPayload.objects.filter(pk__in=claimed - batch.unreadable.keys()).update(
        state=READ, failure=""
    )
    for payload in payloads:
        if payload.pk in bodies and payload.pk in claimed:
            hints = {**payload.hints, "masked": True, "sealed": False}
            RawPayload.objects.filter(pk=payload.pk).update(body=bodies[payload.pk], hints=hints)
    return kept([one for one in batch.arrivals if one.raw_id in claimed])


def _set_aside(payloads: Iterable[RawPayload], reasons: dict[int, str]) -> None:
    """Nobody could read it, so nobody knows whose data it holds: kept, but sealed."""
    for payload in payloads:
        is_sealed = payload.hints.get("sealed")
        body = bytes(payload.body)
        RawPayload.objects.filter(pk=payload.pk).update(
            body=body if is_sealed else seal(body),
            hints={**payload.hints, "sealed": True},
            state=UNREADABLE,
            failure=reasons[payload.pk][:2_000],
        )


def _add(total: Kept, part: Kept) -> None:
    total.new += part.new
    total.edited += part.edited
    total.erased += part.erased
    total.double_count += part.double_count
    total.resting_count += part.resting_count


def _redacted_bodies(
    payloads: Sequence[RawPayload], accounts: dict[int, Account], arrivals: Sequence[Arrival]
) -> dict[int, bytes]:
    """New bodies for the payloads in which something had to be masked."""
    touched = {one.raw_id for one in arrivals if one.masked}
    return {
        payload.pk: _redacted(
            payload,
            accounts[payload.account_id],
            [one for one in arrivals if one.raw_id == payload.pk],
        )
        for payload in payloads
        if payload.pk in touched
    }


def _redacted(payload: RawPayload, account: Account, arrivals: list[Arrival]) -> bytes:
    raw, place = raw_of(payload), Place.of(account)

    def reader(body: bytes) -> list[Arrival]:
        return [
            bounded(envelope, place, payload.received_at, payload.pk)
            for envelope in envelopes_of(account, type(raw)(body, raw.hints))
        ]

    return redacted(raw.body, arrivals, reader)
