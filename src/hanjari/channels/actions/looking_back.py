"""Reading what was said before a place was connected: apart, by itself, and behind all that is new.

Somebody asks for it, because some networks bill what is read. Each catch lies on disk together with
`Account.past` before the next is asked for, so a kill repeats at most one catch, whose payloads then
die as duplicates. Its payloads are read behind everything that is new, and after each catch the hand
yields when something new has come or is due at this account. Old messages are kept and threaded as
an import's are: what was said more than a week before it came starts no clock and alarms nobody.
"""

import logging
import time
from collections.abc import Collection, Generator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from typing import cast

from django.db import DatabaseError, transaction
from django.db.models import Q

from hanjari.channels import registry
from hanjari.channels.access import open_access
from hanjari.channels.actions.health import unexpected, wait_after
from hanjari.channels.actions.raws import keep_raw
from hanjari.channels.actions.renewing import renewed
from hanjari.channels.actions.stops import note_stop, spent_of
from hanjari.channels.contract import Access, Backfills, BrokenError, Catch, Kind, Raw, SpentError
from hanjari.channels.models import Account, LookBack
from hanjari.channels.queries.past import due_look_backs, is_crowded
from hanjari.journal import actions as journal
from hanjari.kit import presence
from hanjari.kit.clock import now
from hanjari.kit.errands import stopping
from hanjari.people.models import Member

LEASE = timedelta(seconds=600)
"""For so long nobody else reads back; after that a killed worker's place is taken."""
BUDGET = 120.0
"""Seconds after which the hand is given to the next account."""
REST = timedelta(seconds=3)
"""Before it goes on where it yielded."""
_log = logging.getLogger(__name__)


@transaction.atomic
def ask_look_back(account: Account, *, by: Member) -> bool:
    """Read the account's older messages too, from where it stopped; False when there is nothing to read."""
    if account.past_done_at or not isinstance(registry.kind(account.kind), Backfills):
        return False
    fresh = {"by": by, "asked_at": now(), "stopped_at": None, "next_at": now(), "failure": {}}
    row, is_new = LookBack.objects.get_or_create(account=account, defaults=fresh)
    if not is_new and row.stopped_at is None:
        return True
    LookBack.objects.filter(pk=row.pk).update(**fresh)
    _record("account.look_back_asked", account, by)
    return True


@transaction.atomic
def stop_look_back(account: Account, *, by: Member) -> bool:
    """Read no further back; what was read stays. False when it did not run."""
    if not LookBack.objects.filter(account=account, stopped_at=None).update(stopped_at=now()):
        return False
    _record("account.look_back_stopped", account, by)
    return True


def look_back(account_id: int) -> int:
    """Read one due account back until something new is due; says how many payloads were new."""
    due = due_look_backs().filter(account=account_id)
    if not due.update(held_by=presence.my_token(), next_at=now() + LEASE):
        return 0
    try:
        return _look_back(Account.objects.get(pk=account_id))
    finally:
        _let_go(account_id)


def free_dead_looks(running: Collection[int] = ()) -> None:
    """Reading back goes on at once where its worker was killed; `running` are this worker's own."""
    mine = presence.my_token()
    for pk, account, holder in LookBack.objects.exclude(held_by="").values_list(
        "pk", "account", "held_by"
    ):
        if account not in running if holder == mine else presence.is_gone(holder):
            held = LookBack.objects.filter(pk=pk, held_by=holder)
            held.update(held_by="", next_at=now())


def _look_back(account: Account) -> int:
    kept, end = 0, time.monotonic() + BUDGET
    try:
        account = renewed(account)
        kind, access = registry.kind(account.kind), open_access(account)
        catches = cast("Backfills", kind).backfill(access)
        with closing(cast("Generator[Catch, None, None]", catches)):
            for catch in catches:
                kept += _keep(account, kind, access, catch)
                if catch.is_last or time.monotonic() > end or _must_yield(account):
                    break
    except (BrokenError, SpentError) as error:
        _wait(account, error)
    except Exception as error:
        _log.exception("reading account %s back failed", account.pk)
        _wait(account, unexpected(error))
    else:
        LookBack.objects.filter(account=account).update(next_at=now() + REST)
    return kept


@transaction.atomic
def _keep(account: Account, kind: Kind, access: Access, catch: Catch) -> int:
    """Payloads, how far they reach and `Account.past`, in one transaction."""
    kept = keep_raw(account, catch.payloads, catch.cursor, is_past=True)
    row = LookBack.objects.select_for_update().get(account=account)
    oldest = _oldest(kind, access, catch.payloads)
    if oldest and (row.reached_at is None or oldest < row.reached_at):
        row.reached_at = oldest
    row.failure, row.failure_count = {}, 0
    row.save(update_fields=["reached_at", "failure", "failure_count"])
    if catch.is_last:
        Account.objects.filter(pk=account.pk).update(past_done_at=now())
        _record("account.look_back_done", account, None)
    return kept


def _oldest(kind: Kind, access: Access, payloads: Sequence[Raw]) -> datetime | None:
    """When the oldest of them was said; what can't be read says nothing."""
    found: list[datetime] = []
    for raw in payloads:
        try:
            found += [one.posted_at for one in kind.read(access, raw) if not one.deletes]
        except Exception:  # noqa: S112 (ingest keeps the payload with the reason)
            continue
    return min(found, default=None)


def _must_yield(account: Account) -> bool:
    is_due = Q(next_pull_at__lte=now()) | ~Q(pulled_by="")
    asked = LookBack.objects.filter(account=account.pk, stopped_at=None)
    goes_on = asked.filter(
        account__paused_at=None, account__removed_at=None, account__halted_at=None
    )
    has_news = Account.objects.filter(is_due, pk=account.pk).exists()
    return stopping.is_set() or has_news or is_crowded(account) or not goes_on.exists()


def _wait(account: Account, error: BrokenError | SpentError) -> None:
    """Later again: as long as the network asks, or double each time."""
    if stop := spent_of(error):
        note_stop(account, stop, is_pull=False)
    try:
        row = LookBack.objects.get(account=account)
        row.failure_count += 1
        row.failure = {"code": error.code, "words": error.words}
        seconds = wait_after(row.failure_count, error.retry_after)
        row.next_at = now() + timedelta(seconds=seconds)
        row.save(update_fields=["failure_count", "failure", "next_at"])
    except DatabaseError:  # a full disk: the lease runs out, and it is tried again
        _log.exception("why account %s is not read back could not be written down", account.pk)


def _let_go(account_id: int) -> None:
    try:
        held = LookBack.objects.filter(account=account_id, held_by=presence.my_token())
        held.update(held_by="")
    except DatabaseError:  # a full disk: `free_dead_looks` gives it back once there is room
        _log.exception("reading account %s back could not be given back", account_id)


def _record(event: str, account: Account, by: Member | None) -> None:
    journal.record(
        event, "account", account.pk, organisation=account.organisation_id, by=by, name=account.name
    )
