"""Keeping what came in, before anything else is done with it."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.db import transaction

from hanjari.channels.contract import Raw
from hanjari.channels.models import Account, RawPayload
from hanjari.kit import rows as stored
from hanjari.kit.clock import now

_COLUMNS = ("account_id", "digest", "body", "hints", "received_at", "state", "failure")


@transaction.atomic
def keep_raw(
    account: Account,
    payloads: Sequence[Raw],
    cursor: dict[str, Any] | None = None,
    *,
    is_past: bool = False,
) -> int:
    """Store payloads and the cursor behind them in one transaction; says how many were new.

    A payload seen before (same bytes, same account) dies quietly here, so a replayed push or a
    pull repeated after a crash changes nothing. `cursor=None` leaves the account's cursor alone.
    What `is_past` is read behind all that is new, and its cursor is `Account.past`.
    """
    state = RawPayload.State.LATER if is_past else RawPayload.State.WAITING
    moment = stored.moment(now())
    rows = [
        (account.pk, digest_of(raw), raw.body, stored.compact(raw.hints), moment, state, "")
        for raw in payloads
    ]
    fresh = stored.insert(RawPayload, _COLUMNS, rows, "ON CONFLICT DO NOTHING")
    changes: dict[str, Any] = {}
    if cursor is not None:
        changes = {"past": cursor} if is_past else {"cursor": cursor, "read_at": now()}
    if fresh and not is_past:
        changes["last_message_at"] = now()
    if changes:
        Account.objects.filter(pk=account.pk).update(**changes)
    return fresh


def digest_of(raw: Raw) -> str:
    """What makes a payload the same one: its bytes."""
    return sha256(raw.body).hexdigest()
