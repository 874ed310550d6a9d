"""Scheduled messages: they leave at a moment that somebody chose, unless something speaks against it by then.

There is no second sender: a scheduled message is a row of the outbox with a later `not_before`.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from hanjari.channels import leaving
from hanjari.channels.actions.outbox import record
from hanjari.channels.models import Delivery
from hanjari.channels.queries.brakes import BRAKE
from hanjari.kit.clock import now
from hanjari.people.models import Member

LATE = "late"
AT_MOST = timedelta(hours=3)
"""So long after its moment (a pause, an outage) nobody can know whether the words still fit."""
State = Delivery.State


@transaction.atomic
def hold(delivery: Delivery, why: str) -> bool:
    """Keep a queued message here until somebody looks at it; False when it has left or is leaving."""
    waiting = Delivery.objects.filter(pk=delivery.pk, state=State.QUEUED)
    if not waiting.update(state=State.HELD, held_for=why):
        return False
    record("delivery.held", delivery, why=why)
    return True


@transaction.atomic
def reschedule(delivery: Delivery, at: datetime, *, by: Member) -> bool:
    """Let it leave at another moment; False when it has left or is leaving."""
    changes = {"scheduled_for": at, "not_before": at, "is_automatic": True}
    if not _waiting(delivery).update(state=State.QUEUED, held_for="", **changes):
        return False
    record("delivery.rescheduled", delivery, by=by, at=at.isoformat())
    return True


@transaction.atomic
def send_now(delivery: Delivery, *, by: Member) -> bool:
    """A person sends it by hand, now: no brake holds it. False when it has left or is leaving."""
    changes = {"scheduled_for": None, "not_before": now(), "is_automatic": False}
    if not _waiting(delivery).update(state=State.QUEUED, held_for="", **changes):
        return False
    record("delivery.hurried", delivery, by=by)
    return True


def set_free(delivery: Delivery) -> bool:
    """No brake holds it any more; has its moment passed, its moment is now. False when it has left.

    Whatever else speaks against it is still looked at when it leaves.
    """
    moment = now()
    waiting = Delivery.objects.filter(pk=delivery.pk).filter(
        Q(state=State.QUEUED, is_automatic=True) | Q(state=State.HELD, held_for=BRAKE)
    )
    return bool(
        waiting.filter(scheduled_for__lte=moment).update(
            state=State.QUEUED,
            held_for="",
            is_automatic=False,
            scheduled_for=moment,
            not_before=moment,
        )
        or waiting.update(is_automatic=False)
    )


def hold_overdue(organisation_id: int) -> int:
    """A brake is being released: what was scheduled for a moment that passed waits for a person; how many."""
    overdue = Delivery.objects.filter(
        account__organisation=organisation_id,
        state=State.QUEUED,
        is_automatic=True,
        scheduled_for__lte=now(),
    )
    return sum(hold(one, BRAKE) for one in overdue.select_related("account").order_by("pk"))


@transaction.atomic
def is_fit(delivery_id: int) -> bool:
    """The last look at a message that is about to leave; what no longer fits is held.

    What a person sends by hand was looked at by that person.
    """
    rows = Delivery.objects.select_related("account")
    scheduled = rows.filter(pk=delivery_id, state=State.QUEUED, scheduled_for__isnull=False).first()
    if scheduled is None:
        return True
    is_late = scheduled.scheduled_for and now() - scheduled.scheduled_for > AT_MOST
    why = LATE if is_late else leaving.why_not(scheduled)
    return not (why and hold(scheduled, why))


def _waiting(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, state__in=(State.QUEUED, State.HELD))
