"""Opening an account for its kind: secrets unsealed, and outgoing words to and from their row."""

import json
from dataclasses import asdict, fields, replace
from typing import Any

from django.conf import settings
from django.urls import reverse

from hanjari.channels.contract import Access, Outgoing
from hanjari.channels.metering import SharedMeter
from hanjari.channels.models import Account
from hanjari.kit.secrets import seal, unseal


def open_access(account: Account) -> Access:
    """The account as its kind sees it. Raises `SealBrokenError` when the key file was changed."""
    access = Access(
        account_id=account.pk or 0,
        name=account.name,
        settings=dict(account.settings),
        secrets=opened_secrets(account),
        cursor=dict(account.cursor),
        own_ids=tuple(account.own_ids),
        past=dict(account.past),
        scopes=tuple(account.scopes),
        door_url=door_url(account),
        pushed_at=account.pushed_at,
    )
    return replace(access, meter=SharedMeter(account, access)) if account.pk else access


def door_url(account: Account) -> str:
    """The public address at which the account's network pushes; '' before it is connected."""
    if not account.pk:
        return ""
    return settings.PUBLIC_URL + reverse("channels:hook", args=[account.door])


def opened_secrets(account: Account) -> dict[str, str]:
    """The account's secrets by name. Raises `SealBrokenError`."""
    return json.loads(unseal(bytes(account.secrets))) if account.secrets else {}


def seal_secrets(secrets: dict[str, str]) -> bytes | None:
    """Secrets as they lie in the account's row; nothing when there are none."""
    return seal(json.dumps(secrets).encode()) if secrets else None


def packed(outgoing: Outgoing) -> dict[str, Any]:
    """What is to be sent, as the delivery's JSON."""
    return asdict(outgoing)


def unpacked(row: dict[str, Any]) -> Outgoing:
    """The way back; fields of a later version are left out."""
    known = {entry.name: row[entry.name] for entry in fields(Outgoing) if entry.name in row}
    lists = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    return Outgoing(**{**known, **lists})
