"""Rotating the key: a new first line in the key file, then everything sealed is sealed again.

Old lines stay, because backups may need them; `forget_old` drops them once nothing here does.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models, transaction

from hanjari.channels.models import Account, Consent, RawPayload, Visit
from hanjari.journal import actions as journal
from hanjari.kit.secrets import SealBrokenError, forget_keys, make_key_file, reseal
from hanjari.listening.models import Original
from hanjari.people.models import Device, Letter, PushKey, Webhook
from hanjari.public.models import Browser, Subscriber

BATCH = 200


def rotate(*, forget_old: bool) -> int:
    """Seal all secrets under a new key; returns how many. Safe to repeat after a kill.

    Raises `SealBrokenError` where no key opens a value; nothing is dropped then.
    """
    path = Path(settings.KEY_FILE)
    make_key_file(path)
    old = [line for line in path.read_bytes().splitlines() if line.strip()]
    new = Fernet.generate_key()
    _write(path, [new, *old])
    count = sum(_reseal_all(sealed, change) for sealed, change in _places())
    if forget_old:
        _write(path, [new])
    journal.record("key.rotated", "key", None, organisation=None, count=count, forgot=forget_old)
    return count


def _places() -> Iterator[tuple[models.QuerySet[Any], Callable[[Any], None]]]:
    """Every kind of row that holds something sealed."""
    yield Account.objects.filter(secrets__isnull=False), _field("secrets")
    yield Consent.objects.all(), _field("remembered")
    yield Original.objects.all(), _field("sealed")
    yield RawPayload.objects.filter(hints__sealed=True), _field("body")
    yield Visit.objects.filter(address__isnull=False), _field("address")
    yield Letter.objects.filter(sealed__isnull=False), _field("sealed")
    yield Device.objects.all(), _field("sealed")
    yield PushKey.objects.all(), _field("sealed")
    yield Webhook.objects.all(), _field("secret")
    yield Subscriber.objects.all(), _field("sealed")
    yield Browser.objects.all(), _field("sealed")
    yield Authenticator.objects.all(), _second_factor


def _reseal_all(rows: models.QuerySet[Any], change: Callable[[Any], None]) -> int:
    count, last = 0, 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        with transaction.atomic():
            for row in rows.select_for_update().filter(pk__in=[one.pk for one in batch]):
                change(row)
                count += 1
        last = batch[-1].pk
    return count


def _field(name: str) -> Callable[[models.Model], None]:
    def change(row: models.Model) -> None:
        setattr(row, name, reseal(bytes(getattr(row, name))))
        row.save(update_fields=[name])

    return change


def _second_factor(row: Authenticator) -> None:
    """The adapter seals single texts inside the row's JSON; the rest of it is not sealed."""
    row.data = {key: _reseal_text(value) for key, value in row.data.items()}
    row.save(update_fields=["data"])


def _reseal_text(value: Any) -> Any:
    if isinstance(value, list):
        return [_reseal_text(one) for one in value]
    if not (isinstance(value, str) and value.startswith("gAAAA")):  # how every Fernet token begins
        return value
    try:
        return reseal(value.encode()).decode()
    except SealBrokenError:
        return value


def _write(path: Path, lines: list[bytes]) -> None:
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(b"\n".join(lines) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    forget_keys()
