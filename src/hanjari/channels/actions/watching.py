"""Watching the channels: what falls silent, keeps failing or soon ends is told to its owner once.

The worker does it in a lane of its own, so that a stuck reading can't hold it up, and every page
process does it too, so that a dead worker is noticed by others.
"""

import time
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from hanjari.channels.actions.health import record_of_account
from hanjari.channels.models import Account
from hanjari.channels.queries.silence import is_silent, silent_accounts
from hanjari.kit.clock import now

EVERY = 15.0
"""Seconds between two looks."""
FAILING_FOR = timedelta(seconds=40)
"""The second try has failed by then; with the next look the owner knows within a minute."""
REMINDERS = (0, 1, 3, 7)
"""Days before the end of a permission on which its owner hears of it; 0: it has ended."""
SETTLED = 60.0
"""Seconds after its start in which a process calls nothing silent: what was due while nothing ran
is being read just now."""
_STARTED = time.monotonic()


def watch_accounts(*, is_settled: bool | None = None) -> int:
    """Look at all accounts; says of how many their owners were told something."""
    told = sum(_tell_failing(one) for one in _failing())
    told += sum(_tell_ending(one) for one in _ending())
    if time.monotonic() - _STARTED > SETTLED if is_settled is None else is_settled:
        told += sum(_tell_silent(one) for one in silent_accounts().filter(silent_since=None))
    return told


def _open() -> QuerySet[Account]:
    return Account.objects.filter(paused_at__isnull=True, removed_at__isnull=True)


def _failing() -> QuerySet[Account]:
    """Failing for long enough: three tries may take long."""
    return _open().filter(failing_since__lt=now() - FAILING_FOR)


@transaction.atomic
def _tell_failing(account: Account) -> bool:
    row = Account.objects.select_for_update().get(pk=account.pk)
    if row.failing_since is None or row.failure.get("is_told"):
        return False
    row.failure = {**row.failure, "is_told": True}
    row.save(update_fields=["failure"])
    told = {name: row.failure.get(name, "") for name in ("code", "words")}
    record_of_account("account.failed", row, **told)
    return True


@transaction.atomic
def _tell_silent(account: Account) -> bool:
    row = Account.objects.select_for_update().get(pk=account.pk)
    if row.silent_since or row.failure.get("is_told") or not is_silent(row):
        return False
    since = row.read_at if row.pulled_by and row.read_at else row.next_pull_at
    Account.objects.filter(pk=row.pk).update(silent_since=since)
    record_of_account("account.late", row, is_stuck=bool(row.pulled_by))
    return True


def _ending() -> QuerySet[Account]:
    """Permissions that end soon, and those whose owner was told and that were renewed since."""
    soon = now() + timedelta(days=max(REMINDERS))
    ends = Q(expires_at__lte=soon) & (Q(expiry_told=None) | Q(expiry_told__gt=0))
    renewed = Q(expiry_told__isnull=False) & (Q(expires_at=None) | Q(expires_at__gt=soon))
    return _open().filter(ends | renewed)


@transaction.atomic
def _tell_ending(account: Account) -> bool:
    """Each reminder once; a renewed permission forgets them."""
    days = _reminder_of(account)
    if days == account.expiry_told:
        return False
    mine = Account.objects.filter(pk=account.pk, expires_at=account.expires_at)
    before = {"expiry_told": account.expiry_told} if account.expiry_told is not None else {}
    mine = mine.filter(**before) if before else mine.filter(expiry_told__isnull=True)
    is_news = days is not None and (account.expiry_told is None or days < account.expiry_told)
    if not mine.update(expiry_told=days) or not is_news:
        return False
    record_of_account("account.expiring" if days else "account.expired", account, days=days)
    return True


def _reminder_of(account: Account) -> int | None:
    """The tightest reminder that is due; None while the end is far, or there is none."""
    if account.expires_at is None:
        return None
    left = account.expires_at - now()
    return next((days for days in REMINDERS if left <= timedelta(days=days)), None)
