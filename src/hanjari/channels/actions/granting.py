"""What a network grants, laid over the account's row; and an account that may begin again."""

from django.utils.translation import gettext as _

from hanjari.channels.access import opened_secrets, seal_secrets
from hanjari.channels.contract import Grant
from hanjari.channels.models import Account
from hanjari.channels.models.account import NO_CONSENT
from hanjari.kit.clock import now
from hanjari.kit.secrets import SealBrokenError

GRANTED = ["settings", "secrets", "own_ids", "scopes", "expires_at", "renew_at"]
"""The columns that `lay` changes."""
AWAKE = ["halted_at", "failing_since", "failure_count", "failure", "next_pull_at"]
"""The columns that `awaken` changes."""


def lay(row: Account, grant: Grant) -> None:
    """Lay a grant over a locked row, unsaved; own ids and scopes only where the network told some.

    Old secrets that no key opens any more are left behind.
    """
    try:
        secrets = opened_secrets(row)
    except SealBrokenError:
        secrets = {}
    row.settings = {**row.settings, **grant.settings}
    row.secrets = seal_secrets({**secrets, **grant.secrets})
    row.own_ids = list(grant.own_ids or row.own_ids)
    row.scopes = list(grant.scopes or row.scopes)
    row.expires_at, row.renew_at = grant.expires_at, None


def awaken(row: Account) -> None:
    """Nothing keeps the account from being pulled at once, unsaved; a pause stays a pause."""
    row.halted_at, row.failing_since, row.failure_count, row.failure = None, None, 0, {}
    row.next_pull_at = now()


def send_to_sleep(row: Account) -> None:
    """The account was never allowed in at its network: it waits for a person, unsaved. Nobody is alarmed."""
    words = _("The network has not been asked for its permission yet.")
    row.halted_at = row.halted_at or now()
    row.failure = {"code": NO_CONSENT, "words": words, "needs_person": True}
