"""Payloads: claimed, read, marked; what waits, in a fair order, and each exactly once.

Reading happens before the transaction, so that no other writer waits for it. The transaction then
claims what still waits, so a payload's state and its messages change together or not at all.
"""

import logging
from collections.abc import Iterable, Sequence

from django.db import DataError, IntegrityError, transaction

from hanjari.channels.models import Account, RawPayload
from hanjari.kit.secrets import seal
from hanjari.listening.ingest.arrival import Arrival, Place
from hanjari.listening.ingest.bounding import bounded
from hanjari.listening.ingest.keeping import Kept, kept
from hanjari.listening.ingest.opening import Opened, envelopes_of, opened, raw_of
from hanjari.listening.ingest.redaction import redacted
from hanjari.listening.ingest.understanding import masked, understood

log = logging.getLogger(__name__)
WAITING, READ, UNREADABLE = (
    RawPayload.State.WAITING,
    RawPayload.State.READ,
    RawPayload.State.UNREADABLE,
)


def waiting(limit: int) -> list[RawPayload]:
    """Waiting payloads, a fair share of each account, in each the newest first, oldest returned first.

    A backfill of one account so never starves the fresh messages of another, nor its own.
    """
    accounts = list(
        RawPayload.objects.filter(state=WAITING)
        .order_by("account_id")
        .values_list("account_id", flat=True)
        .distinct()
    )
    share = max(1, limit // max(1, len(accounts)))
    found = [
        payload
        for account_id in accounts
        for payload in RawPayload.objects.filter(state=WAITING, account_id=account_id).order_by(
            "-id"
        )[:share]
    ]
    return sorted(found, key=lambda payload: payload.pk)


def take_in(payloads: Sequence[RawPayload]) -> Kept:
    """Read payloads and keep what they hold. One that the store refuses is set aside alone."""
    accounts = Account.objects.select_related("organisation").in_bulk(
        {payload.account_id for payload in payloads}
    )
    open_ones = opened(payloads, accounts)
    open_ones.arrivals = understood(masked(open_ones.arrivals))
    bodies = _redacted_bodies(payloads, accounts, open_ones.arrivals)
    try:
        return _settle(payloads, open_ones, bodies)
    except (DataError, IntegrityError, OverflowError, ValueError) as error:
        if len(payloads) > 1:
            return _one_by_one(payloads)
        log.exception("payload %s can't be stored", payloads[0].pk)
        reason = f"{type(error).__name__} in the store"
        return _settle(payloads, Opened(unreadable={payloads[0].pk: reason}), {})


@transaction.atomic
def _settle(payloads: Sequence[RawPayload], batch: Opened, bodies: dict[int, bytes]) -> Kept:
    """Claim, store and mark in one transaction."""
    claimed = set(
        RawPayload.objects.select_for_update()
        .filter(pk__in=[payload.pk for payload in payloads], state=WAITING)
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
            payload.body = bodies[payload.pk]
            payload.hints = {**payload.hints, "masked": True, "sealed": False}
            payload.save(update_fields=["body", "hints"])
    return kept([one for one in batch.arrivals if one.raw_id in claimed])


def _set_aside(payloads: Iterable[RawPayload], reasons: dict[int, str]) -> None:
    """Nobody could read it, so nobody knows whose data it holds: kept, but sealed."""
    for payload in payloads:
        if not payload.hints.get("sealed"):
            payload.body = seal(bytes(payload.body))
            payload.hints = {**payload.hints, "sealed": True}
        payload.state, payload.failure = UNREADABLE, reasons[payload.pk][:2_000]
        payload.save(update_fields=["body", "hints", "state", "failure"])


def _one_by_one(payloads: Sequence[RawPayload]) -> Kept:
    total = Kept()
    for payload in payloads:
        part = take_in([payload])
        total.new += part.new
        total.edited += part.edited
        total.erased += part.erased
        total.double_count += part.double_count
        total.resting_count += part.resting_count
    return total


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
