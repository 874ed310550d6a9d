"""Whether an account may send now; what may not go yet stays queued and says why."""

from datetime import timedelta

from hanjari.channels.actions.health import note_failure, wait_after, why_held
from hanjari.channels.actions.renewing import NotNowError, renewed
from hanjari.channels.actions.scheduling import is_fit
from hanjari.channels.contract import BrokenError
from hanjari.channels.models import Delivery
from hanjari.channels.queries.brakes import unbraked
from hanjari.kit.clock import now


def is_ready(delivery_id: int) -> bool:
    """Whether the account of a due delivery may send: its permission is renewed first.

    Nothing has left when it may not: the delivery stays queued with the reason. What was scheduled
    is looked at last, directly before it leaves.
    """
    due = Delivery.objects.filter(
        unbraked(), pk=delivery_id, state=Delivery.State.QUEUED, not_before__lte=now()
    )
    delivery = due.filter(account__halted_at__isnull=True).select_related("account").first()
    if delivery is None:
        return False
    try:
        renewed(delivery.account)
    except BrokenError as error:
        wait = timedelta(seconds=0 if error.needs_person else wait_after(1, error.retry_after))
        due.update(not_before=now() + wait, failure=why_held(error))
        if not isinstance(error, NotNowError):
            note_failure(delivery.account, error)
        return False
    return delivery.scheduled_for is None or is_fit(delivery_id)
