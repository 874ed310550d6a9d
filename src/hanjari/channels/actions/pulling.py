"""Pulling what is new from one account; a failure is written down and hurts nobody else."""

import logging
import time
from collections.abc import Collection, Generator
from contextlib import closing
from datetime import timedelta
from typing import cast

from django.db import DatabaseError

from hanjari.channels import registry
from hanjari.channels.access import open_access
from hanjari.channels.actions.health import note_failure, note_success, unexpected
from hanjari.channels.actions.raws import keep_raw
from hanjari.channels.actions.renewing import NotNowError, renewed
from hanjari.channels.contract import BrokenError, Catch, SpentError
from hanjari.channels.models import Account
from hanjari.kit import presence
from hanjari.kit.clock import now

LEASE = 600.0
"""Seconds for which nobody else pulls the account; after them a killed worker's place is taken."""
BUDGET = 240.0
"""Seconds after which a long pull rests and is due again at once, so that a backfill starves nobody."""
_log = logging.getLogger(__name__)


def pull_account(account_id: int) -> int:
    """Pull one due account now; says how many payloads were new.

    Each catch is on disk with its cursor before the next is asked for, so a kill at any point
    repeats at most one catch, whose payloads then die as duplicates.
    """
    if not _lease(account_id):
        return 0
    try:
        return _pull(account_id)
    finally:
        _let_go(account_id)


def free_dead_leases(running: Collection[int] = ()) -> int:
    """Accounts whose puller was killed are due at once, not only when the lease runs out.

    So are those that this worker holds and does not pull: a full disk kept it from giving them
    back. `running` are the accounts being pulled, told before the leases are read.
    """
    leased = Account.objects.exclude(pulled_by="").values_list("pk", "pulled_by")
    mine = presence.my_token()
    dead = [
        (pk, token)
        for pk, token in leased
        if (pk not in running if token == mine else presence.is_gone(token))
    ]
    return sum(
        Account.objects.filter(pk=pk, pulled_by=token).update(pulled_by="", next_pull_at=now())
        for pk, token in dead
    )


def _pull(account_id: int) -> int:
    account = Account.objects.get(pk=account_id)
    try:
        account = renewed(account)
        kept, is_done = _keep_catches(account)
    except NotNowError as error:
        wait = timedelta(seconds=error.retry_after or 0)
        Account.objects.filter(pk=account_id).update(next_pull_at=now() + wait)
        return 0
    except (BrokenError, SpentError) as error:
        _note(account, error)
        return 0
    except Exception as error:
        _log.exception("pulling account %s failed", account_id)
        _note(account, unexpected(error))
        return 0
    every = registry.kind(account.kind).capabilities.pull_every
    note_success(account, next_in=every if is_done else 0)
    return kept


def _lease(account_id: int) -> bool:
    until = now() + timedelta(seconds=LEASE)
    due = Account.objects.filter(
        pk=account_id,
        next_pull_at__lte=now(),
        paused_at__isnull=True,
        removed_at__isnull=True,
        halted_at__isnull=True,
    )
    return due.update(next_pull_at=until, read_at=now(), pulled_by=presence.my_token()) == 1


def _let_go(account_id: int) -> None:
    try:
        mine = Account.objects.filter(pk=account_id, pulled_by=presence.my_token())
        mine.update(pulled_by="")
    except DatabaseError:  # a full disk: `free_dead_leases` gives it back once there is room
        _log.exception("the lease of account %s could not be given back", account_id)


def _keep_catches(account: Account) -> tuple[int, bool]:
    kept, is_last, end = 0, True, time.monotonic() + BUDGET
    catches = registry.kind(account.kind).pull(open_access(account))
    with closing(cast("Generator[Catch, None, None]", catches)):
        for catch in catches:
            kept += keep_raw(account, catch.payloads, catch.cursor)
            is_last = catch.is_last
            if time.monotonic() > end:
                break
    return kept, is_last


def _note(account: Account, error: BrokenError | SpentError) -> None:
    try:
        note_failure(account, error)
    except DatabaseError:  # a full disk: the next try says it again
        _log.exception("the failure of account %s could not be written down", account.pk)
