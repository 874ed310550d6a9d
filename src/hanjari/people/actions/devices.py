"""Devices that take notifications: added by their member, lost when the browser takes it back."""

import json
from hashlib import sha256

from django.db import transaction

from hanjari.kit.secrets import seal
from hanjari.people.actions.telling import tell_of_member
from hanjari.people.browsers import browser
from hanjari.people.models import Device, Member
from hanjari.people.refusals import TooManyDevicesError

MOST = 20
"""Devices of one member: nobody carries more, and each is rung."""


@transaction.atomic
def add_device(endpoint: str, p256dh: str, auth: str, *, agent: str, by: Member) -> Device:
    """Let this browser ring from now on; one that is known already only gets its new keys.

    A browser that another member used before rings for this member alone from now on.
    Raises `TooManyDevicesError`.
    """
    digest = sha256(endpoint.encode()).hexdigest()
    if by.devices.exclude(digest=digest).count() >= MOST:
        raise TooManyDevicesError
    sealed = seal(json.dumps({"endpoint": endpoint, "p256dh": p256dh, "auth": auth}).encode())
    before = Device.objects.filter(digest=digest).first()
    device, _is_new = Device.objects.update_or_create(
        digest=digest, defaults={"member": by, "sealed": sealed, "agent": agent[:300]}
    )
    if before is None or before.member_id != by.pk:
        tell_of_member("member.device_added", by, by=by, device=browser(device.agent))
    return device


@transaction.atomic
def forget_device(device: Device, *, by: Member) -> None:
    """It rings no more."""
    device.delete()
    tell_of_member("member.device_forgotten", by, by=by, device=browser(device.agent))


@transaction.atomic
def lose_device(device: Device) -> None:
    """The push service says that nobody lives there any more. Safe to repeat."""
    if Device.objects.filter(pk=device.pk).delete()[0]:
        tell_of_member("member.device_lost", device.member, by=None, device=browser(device.agent))
