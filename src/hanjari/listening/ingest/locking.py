"""Locking: one writer an account, where the store has more than one writer."""

from collections.abc import Iterable

from django.db import connection


def lock(accounts: Iterable[int], *, room: int = 1) -> bool:
    """One writer an account until the transaction ends; SQLite has one writer anyway.

    Whether another may have written what was looked for before the lock was held.
    """
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        for account_id in sorted(set(accounts)):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [room, account_id])
    return True
