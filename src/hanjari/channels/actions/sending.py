"""The outbox as the worker empties it: never sent twice, whatever is killed when.

A row is claimed (`queued` → `sending`) and committed before the network is called. Whoever dies
after that leaves `sending` behind, which becomes `unknown`, which is read back at the network
before it may be queued again. Only a receipt makes `sent`.
"""

import logging
from datetime import timedelta
from typing import cast

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hanjari.channels import registry
from hanjari.channels.access import open_access, unpacked
from hanjari.channels.actions.claims import MOST_ATTEMPTS, Claims, failure
from hanjari.channels.actions.health import unexpected, wait_after
from hanjari.channels.actions.holding import is_ready
from hanjari.channels.actions.outbox import record
from hanjari.channels.actions.renewing import renewed
from hanjari.channels.actions.stops import hold_back, spent_of
from hanjari.channels.contract import (
    BrokenError,
    Receipt,
    RefusedError,
    SpentError,
    UnsureError,
)
from hanjari.channels.models import Delivery
from hanjari.channels.queries.accounts import sending_accounts
from hanjari.channels.queries.brakes import unbraked
from hanjari.kit import presence
from hanjari.kit.clock import now
from hanjari.kit.secrets import SealBrokenError

SKEW = timedelta(minutes=10)
"""How far the network's clock may be behind ours when the thread is read back."""
State = Delivery.State
_log = logging.getLogger(__name__)
_claims = Claims()


def deliver(delivery_id: int) -> str:
    """Claim one queued delivery and send it once; says the state it came to ('' when not ours)."""
    with _claims.held(delivery_id) as is_ours:
        if not is_ours or not is_ready(delivery_id) or not _claim(delivery_id):
            return ""
        return _send(Delivery.objects.select_related("account").get(pk=delivery_id))


def abandon_dead_claims() -> int:
    """Rows in `sending` whose worker died become `unknown`: they may have gone out."""
    found = 0
    for delivery in Delivery.objects.filter(state=State.SENDING).select_related("account"):
        if _claims.is_over(delivery):
            found += _to_unknown(delivery, _("The connection broke while it was being sent."))
    return found


def reconcile(delivery_id: int) -> str:
    """Read the thread back for one unknown delivery: found → sent, surely not → queued again.

    When the network can't tell it stays unknown, with a next look that comes later each time.
    """
    delivery = Delivery.objects.select_related("account").get(pk=delivery_id)
    if not _take_look(delivery):
        return delivery.state
    try:
        kind = registry.kind(delivery.account.kind)
        since = (delivery.claimed_at or delivery.created_at) - SKEW
        access = open_access(renewed(delivery.account))
        receipt = kind.find(access, unpacked(delivery.outgoing), since)
    except (UnsureError, BrokenError, SpentError):
        return State.UNKNOWN
    except Exception:
        _log.exception("reading back delivery %s failed", delivery_id)
        return State.UNKNOWN
    return _mark_sent(delivery, receipt) if receipt else _requeue(delivery)


@transaction.atomic(durable=True)
def _claim(delivery_id: int) -> bool:
    """One conditional UPDATE, committed before the network hears of it."""
    due = Delivery.objects.filter(
        pk=delivery_id,
        state=State.QUEUED,
        not_before__lte=now(),
        account__in=sending_accounts(),
    ).filter(unbraked())
    return (
        due.update(
            state=State.SENDING,
            claimed_at=now(),
            claimed_by=presence.my_token(),
            attempts=F("attempts") + 1,
        )
        == 1
    )


def _send(delivery: Delivery) -> str:
    try:
        kind = registry.kind(delivery.account.kind)
        receipt = kind.send(open_access(delivery.account), unpacked(delivery.outgoing))
    except (RefusedError, SpentError) as error:
        if stop := spent_of(error):
            return hold_back(delivery, stop)
        return _refused(delivery, cast("RefusedError", error))
    except SealBrokenError as error:
        broken = unexpected(error)
        return _refused(delivery, RefusedError(broken.code, broken.words, can_retry=False))
    except UnsureError as error:
        _to_unknown(delivery, str(error) or _("The connection broke while it was being sent."))
        return State.UNKNOWN
    except Exception:
        _log.exception("sending delivery %s broke", delivery.pk)
        _to_unknown(delivery, _("Something unexpected happened while it was being sent."))
        return State.UNKNOWN
    return _mark_sent(delivery, receipt)


def accept_receipt(delivery: Delivery, receipt: Receipt) -> str:
    """Take the network's receipt for a queued delivery that went out another way (a told story)."""
    Delivery.objects.filter(pk=delivery.pk, state=State.QUEUED).update(state=State.SENDING)
    return _mark_sent(delivery, receipt)


def _mark_sent(delivery: Delivery, receipt: Receipt) -> str:
    """Receipt, state and journal row in one transaction; a receipt that can't be kept is unknown."""
    try:
        with transaction.atomic():
            rows = Delivery.objects.filter(pk=delivery.pk, state__in=[State.SENDING, State.UNKNOWN])
            if rows.update(
                state=State.SENT,
                external_id=receipt.external_id,
                external_url=receipt.url,
                sent_at=receipt.sent_at or now(),
                cost_microcents=receipt.cost_microcents or delivery.cost_microcents,
                claimed_by="",
                failure={},
            ):
                record(
                    "delivery.sent",
                    delivery,
                    external_id=receipt.external_id,
                    url=receipt.url,
                )
    except IntegrityError:
        _to_unknown(delivery, _("The network answered with the number of another message."))
        return State.UNKNOWN
    except DatabaseError:  # a full disk: the row stays claimed, is abandoned, and then read back
        _log.exception("the receipt of delivery %s could not be kept", delivery.pk)
        return State.SENDING
    return State.SENT


@transaction.atomic
def _refused(delivery: Delivery, error: RefusedError) -> str:
    """Surely not sent: again later while that may help, else failed with the reason."""
    may_again = error.can_retry and delivery.attempts < MOST_ATTEMPTS
    wait = timedelta(seconds=wait_after(delivery.attempts, error.retry_after))
    state = State.QUEUED if may_again else State.FAILED
    Delivery.objects.filter(pk=delivery.pk, state=State.SENDING).update(
        state=state,
        not_before=now() + wait,
        claimed_by="",
        can_retry=error.can_retry,
        failure=failure(error.code, error.words),
    )
    if not may_again:
        record("delivery.failed", delivery, code=error.code, words=error.words)
    return state


@transaction.atomic
def _to_unknown(delivery: Delivery, words: str) -> int:
    changed = Delivery.objects.filter(pk=delivery.pk, state=State.SENDING).update(
        state=State.UNKNOWN,
        not_before=now(),
        claimed_by="" if _claims.runs(delivery.pk) else delivery.claimed_by,
        failure=failure("unknown", words),
    )
    if changed:
        record("delivery.unknown", delivery, words=words)
    return changed


def _take_look(delivery: Delivery) -> bool:
    """One look at a time; each comes half as late again as the uncertainty is old (30 s to 6 h)."""
    age = now() - (delivery.claimed_at or delivery.created_at)
    wait = max(timedelta(seconds=30), min(age / 2, timedelta(hours=6)))
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=State.UNKNOWN, not_before=delivery.not_before
    )
    return mine.update(not_before=now() + wait) == 1


@transaction.atomic
def _requeue(delivery: Delivery) -> str:
    """Surely not there: it may go out again, unless the call that lost it might still be running."""
    if delivery.claimed_by and not _claims.is_over(delivery):
        return State.UNKNOWN
    again = Delivery.objects.filter(pk=delivery.pk, state=State.UNKNOWN)
    if delivery.attempts < MOST_ATTEMPTS:
        again.update(state=State.QUEUED, not_before=now(), claimed_by="", failure={})
        return State.QUEUED
    lost = failure("lost", _("It did not reach the network."))
    again.update(state=State.FAILED, can_retry=True, claimed_by="", failure=lost)
    record("delivery.failed", delivery, code="lost", words=lost["words"])
    return State.FAILED
