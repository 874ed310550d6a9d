"""The outbox as people use it: hand something over, take it back, try again."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext as _

from hanjari.channels import registry
from hanjari.channels.access import packed
from hanjari.channels.actions.health import why_held
from hanjari.channels.contract import BrokenError, Outgoing, RefusedError
from hanjari.channels.models import Account, Delivery
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member


@transaction.atomic
def send(
    account: Account,
    outgoing: Outgoing,
    *,
    by: Member | None = None,
    is_automatic: bool = False,
    at: datetime | None = None,
) -> Delivery:
    """Hand a text to the outbox; the worker sends it. The same key twice is the same delivery.

    `is_automatic`: nobody sends it by hand, so a brake holds it. `at`: it leaves then and not now,
    looked at once more, and a brake holds it.
    Call inside the act that decides to send, so that both live or die together. Raises
    `RefusedError` with plain words when the account can't take it.
    """
    if known := Delivery.objects.filter(key=outgoing.key).first():
        return known
    _must_be_sendable(account, outgoing)
    delivery, is_new = Delivery.objects.get_or_create(
        key=outgoing.key,
        defaults={
            "account": account,
            "outgoing": packed(outgoing),
            "cost_microcents": registry.kind(account.kind).cost(outgoing),
            "failure": _why_waiting(account),
            "is_automatic": is_automatic or outgoing.is_automatic or at is not None,
            "scheduled_for": at,
            "not_before": at or now(),
        },
    )
    if is_new:
        record("delivery.queued", delivery, by=by)
    return delivery


@transaction.atomic
def cancel(delivery: Delivery, *, by: Member) -> bool:
    """Take it back while it has not left, or surely did not arrive; False when it is too late."""
    here = (Delivery.State.QUEUED, Delivery.State.FAILED, Delivery.State.HELD)
    waiting = Delivery.objects.filter(pk=delivery.pk, state__in=here)
    if not waiting.update(state=Delivery.State.CANCELLED):
        return False
    record("delivery.cancelled", delivery, by=by)
    return True


@transaction.atomic
def retry(delivery: Delivery, *, by: Member) -> bool:
    """Send a failed one again; never one that may have gone out. False when it is not failed.

    What was scheduled is then sent by hand: no brake holds it, nothing looks at it once more.
    """
    failed = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.FAILED)
    if not failed.update(
        state=Delivery.State.QUEUED,
        attempts=0,
        not_before=now(),
        failure={},
        can_retry=False,
        is_automatic=Case(
            When(scheduled_for__isnull=False, then=Value(False)),  # noqa: FBT003 (a column's value)
            default=F("is_automatic"),
        ),
        scheduled_for=None,
    ):
        return False
    record("delivery.retried", delivery, by=by)
    return True


def record(event: str, delivery: Delivery, *, by: Member | None = None, **facts: Any) -> None:
    """One journal row about a delivery, with what listeners need to find their own row by."""
    journal.record(
        event,
        "delivery",
        delivery.pk,
        organisation=delivery.account.organisation_id,
        by=by,
        account=delivery.account_id,
        kind=delivery.account.kind,
        key=delivery.key,
        **facts,
    )


def _why_waiting(account: Account) -> dict[str, str]:
    """An account that waits for a person sends nothing until they were there."""
    if not account.halted_at:
        return {}
    return why_held(BrokenError("halted", str(account.failure.get("words", "")), needs_person=True))


def _must_be_sendable(account: Account, outgoing: Outgoing) -> None:
    kind = registry.kind(account.kind)
    limit = kind.capabilities.text_limit
    if account.removed_at:
        raise RefusedError("removed", _("This channel has been removed."), can_retry=False)
    if not (kind.capabilities.can_reply or kind.capabilities.can_reply_privately):
        raise RefusedError("no_reply", _("Nothing can be sent to this channel."), can_retry=False)
    if not outgoing.text.strip():
        raise RefusedError("empty", _("There is nothing to send."), can_retry=False)
    if limit is not None and (over := kind.measure(outgoing.text) - limit) > 0:
        words = _("The text is too long by %(n)s. Shorten it and send again.") % {"n": over}
        raise RefusedError("too_long", words, can_retry=False)
