"""Trying a line: it rings now, whatever the hour, and nobody else hears of it."""

from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from hanjari.people.actions.calls import said_in_all
from hanjari.people.models import Call, CallOut, Device, Member, Urgency, Way, Webhook


def try_device(device: Device) -> Call:
    """A notification on one device of one's own."""
    line = {"way": Way.PUSH, "member": device.member, "device": device}
    return _ring(f"{Way.PUSH}:{device.pk}", device.member, line)


def try_webhook(webhook: Webhook, *, by: Member) -> Call:
    """A call to one webhook, as real ones look."""
    line = {"way": Way.WEBHOOK, "webhook": webhook}
    return _ring(f"{Way.WEBHOOK}:{webhook.pk}", by, line)


@transaction.atomic
def _ring(name: str, by: Member, line: dict[str, Any]) -> Call:
    made = Call.objects.create(
        organisation=by.organisation,
        key=f"trial:{get_random_string(20)}",
        said=said_in_all(
            lambda: _("A trial call"), lambda: _("This is how a call reaches you. All is well.")
        ),
        urgency=Urgency.USUAL,
        is_trial=True,
        made_by=by,
    )
    CallOut.objects.create(call=made, line=name, **line)
    return made
