"""What an account's network has permitted, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from hanjari.channels import registry
from hanjari.channels.contract import AsksConsent
from hanjari.channels.models import Account
from hanjari.kit.clock import now


@dataclass(frozen=True)
class Permit:
    """`is_given`: once, at least; `missing` are needed scopes that were not given; `days_left` until a person must come."""

    is_given: bool
    missing: tuple[str, ...]
    ends_at: datetime | None
    days_left: int | None


def permit_of(account: Account) -> Permit | None:
    """How far the account is allowed in; None where its network has no page for saying yes."""
    kind = registry.kind(account.kind)
    if not isinstance(kind, AsksConsent):
        return None
    needed = kind.capabilities.scopes if account.scopes else ()
    left = max(0, (account.expires_at - now()).days) if account.expires_at else None
    return Permit(
        not account.lacks_consent,
        tuple(one for one in needed if one not in account.scopes),
        account.expires_at,
        left,
    )


def redirect_uri() -> str:
    """The one address to which every network sends people back; the owner registers it there."""
    return str(settings.PUBLIC_URL) + reverse("channels:consented")
