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
from hanjari.channels.queries.imports import archives_for, due_imports, import_for, imports_for

__all__ = [
    "Health",
    "account_at",
    "account_for",
    "accounts_for",
    "ailing_accounts",
    "archives_for",
    "deliveries_for",
    "delivery_for",
    "due_accounts",
    "due_deliveries",
    "due_imports",
    "due_looks",
    "health_of",
    "import_for",
    "imports_for",
    "waiting_accounts",
]
