"""An account's health as it changes: success, failure, and telling its owner once."""

from datetime import timedelta
from random import uniform
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hanjari.channels.actions.claims import failure
from hanjari.channels.actions.stops import BUDGET, note_stop, spent_of
from hanjari.channels.contract import BrokenError, SpentError
from hanjari.channels.models import Account, Delivery, Unheard
from hanjari.channels.queries.unheard import is_pause, why_unheard
from hanjari.journal import actions as journal
from hanjari.kit import disk
from hanjari.kit.clock import now
from hanjari.kit.secrets import SealBrokenError

FIRST_WAIT, LONGEST_WAIT = 30.0, 3600.0
"""Seconds before the second try, and between tries at last; doubled each time in between."""
HELD = "held"
"""The code of a delivery whose account waits for a person."""
DISK_FULL = "disk_full"
"""Our own fault, not the network's: it is asked again soon, however long it lasts."""
_NOT_STOPPED: dict[str, Any] = {"stopped_for": "", "stopped_until": None}
TOLD_AFTER = 3
"""Failures in a row before the owner is told: one lost connection is no news."""


@transaction.atomic
def note_success(account: Account, *, next_in: float) -> None:
    """A pull came through: the account is well; whoever was told of a failure is told of the end."""
    row = Account.objects.select_for_update().get(pk=account.pk)
    if row.last_success_at and is_pause(row, row.last_success_at):
        Unheard.objects.create(
            account=row, since=row.last_success_at, until=now(), why=why_unheard(row)
        )
    since = row.failing_since if row.failure.get("is_told") else row.silent_since
    Account.objects.filter(pk=row.pk).update(
        last_success_at=now(),
        next_pull_at=now() + timedelta(seconds=next_in * uniform(0.9, 1.1)),  # noqa: S311 (jitter)
        failing_since=None,
        failure_count=0,
        failure={},
        halted_at=None,
        silent_since=None,
        **({} if row.stopped_for == BUDGET and _lasts(row) else _NOT_STOPPED),
    )
    if since:
        record_of_account(
            "account.recovered", row, minutes=int((now() - since).total_seconds() // 60)
        )


def note_failure(account: Account, error: BrokenError | SpentError) -> None:
    """A pull failed: wait longer each time (or as long as the network asks), tell the owner once.

    What only a person can mend (an expired login) stops pulling until that person has been there.
    Where the meter stopped it nothing is broken: it waits.
    """
    if stop := spent_of(error):
        note_stop(account, stop)
    elif isinstance(error, BrokenError):
        _note_broken(account, error)


@transaction.atomic
def _note_broken(account: Account, error: BrokenError) -> None:
    row = Account.objects.select_for_update().get(pk=account.pk)
    row.failure_count += 1
    row.failing_since = row.failing_since or now()
    must_tell = error.needs_person or row.failure_count >= TOLD_AFTER
    is_news = must_tell and not row.failure.get("is_told")
    row.failure = {
        "code": error.code,
        "words": error.words,
        "needs_person": error.needs_person,
        "is_told": must_tell or bool(row.failure.get("is_told")),
    }
    row.halted_at = now() if error.needs_person else None
    tries = 1 if error.code == DISK_FULL else row.failure_count
    row.next_pull_at = now() + timedelta(seconds=wait_after(tries, error.retry_after))
    row.save(
        update_fields=["failure_count", "failing_since", "failure", "halted_at", "next_pull_at"]
    )
    if error.needs_person:
        waiting = Delivery.objects.filter(account=row, state=Delivery.State.QUEUED)
        waiting.update(failure=why_held(error))
    if is_news:
        record_of_account("account.failed", row, code=error.code, words=error.words)


@transaction.atomic
def note_forgery(account: Account) -> None:
    """A forged push came to the account's door: always counted, told at the first, tenth, hundredth."""
    Account.objects.filter(pk=account.pk).update(forged_count=F("forged_count") + 1)
    account.refresh_from_db(fields=["forged_count"])
    if str(account.forged_count).rstrip("0") == "1":
        record_of_account("account.push_forged", account, count=account.forged_count)


def why_held(error: BrokenError) -> dict[str, str]:
    """Why a delivery waits, as its row keeps it."""
    told = _("It waits until the channel can send again, and then goes out by itself.")
    return failure(HELD, f"{error.words} {told}".strip())


def release(account: Account) -> None:
    """A person was there: what waited for them goes out at once, and gives no more reasons.

    What is scheduled for later keeps its moment.
    """
    held = Delivery.objects.filter(account=account, state=Delivery.State.QUEUED, failure__code=HELD)
    held.filter(scheduled_for__gt=now()).update(failure={})
    held.filter(failure__code=HELD).update(failure={}, not_before=now())


def _lasts(row: Account) -> bool:
    """Whether the budget's stop goes on: reading may be free where sending is not."""
    return row.stopped_until is not None and row.stopped_until > now()


def wait_after(failures: int, asked: float | None = None) -> float:
    """Seconds to wait after so many failures in a row; the network's own wish is the least."""
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(failures - 1, 10))
    return max(wait * uniform(0.8, 1.2), min(asked or 0, 86_400))  # noqa: S311 (jitter)


def unexpected(error: Exception) -> BrokenError:
    """What went wrong on our side, in words for the owner; the trace is in the log."""
    if isinstance(error, SealBrokenError):
        words = _("The password can't be opened: the key file has changed. Enter it again.")
        return BrokenError("sealed", words, needs_person=True)
    if disk.means_full(error):
        return BrokenError(DISK_FULL, _("The disk is full. It goes on once there is room."))
    words = _("Something unexpected went wrong (%(kind)s). Everything received is safe.")
    return BrokenError("unexpected", words % {"kind": type(error).__name__})


def record_of_account(event: str, account: Account, **facts: Any) -> None:
    """One journal row of what befell an account, with what its owner needs to be told."""
    journal.record(
        event,
        "account",
        account.pk,
        organisation=account.organisation_id,
        name=account.name,
        kind=account.kind,
        owner=account.owner_id,
        **facts,
    )
