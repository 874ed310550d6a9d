"""Questions of the channels room: for members (authorised) and for the worker (due)."""

from hanjari.channels.queries.accounts import (
    account_at,
    account_for,
    accounts_for,
    ailing_accounts,
    deliveries_for,
    delivery_for,
)
from hanjari.channels.queries.due import (
    due_accounts,
    due_deliveries,
    due_looks,
    waiting_accounts,
)
from hanjari.channels.queries.health import Health, health_of

__all__ = [
    "Health",
    "account_at",
    "account_for",
    "accounts_for",
    "ailing_accounts",
    "deliveries_for",
    "delivery_for",
    "due_accounts",
    "due_deliveries",
    "due_looks",
    "health_of",
    "waiting_accounts",
]
