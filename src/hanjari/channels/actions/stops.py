"""Stops of the meter: nothing is broken, only spent. It waits, and a budget is told to its owner."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from hanjari.channels.actions.claims import failure
from hanjari.channels.contract import SpentError
from hanjari.channels.models import Account, Act, Delivery
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member

BUDGET, RATE = "budget", "rate"
LONGEST = timedelta(days=1)
"""A stop is looked at again after at most so long: what can't be asked costs nothing to try."""
TOLD_FROM = timedelta(minutes=15)
"""A shorter wait for the network's limit is no news."""


def spent_of(error: BaseException) -> SpentError | None:
    """The meter's stop behind an error, when it is one or was raised `from` one."""
    return next((one for one in _causes(error) if isinstance(one, SpentError)), None)


@transaction.atomic
def note_stop(account: Account, stop: SpentError, *, is_pull: bool = True) -> None:
    """The meter stopped the account: the next pull waits as long; a stop that matters is told once.

    Of a stop at sending only the budget's concerns the whole account.
    """
    if not is_pull and stop.code != BUDGET:
        return
    row = Account.objects.select_for_update().get(pk=account.pk)
    wait = timedelta(seconds=stop.retry_after)
    is_new = row.stopped_for != stop.code or not _is_stopped(row)
    if is_pull:
        row.next_pull_at = now() + min(wait, LONGEST)
    if stop.code in {BUDGET, RATE}:
        row.stopped_for, row.stopped_until = stop.code, now() + wait
    row.save(update_fields=["next_pull_at", "stopped_for", "stopped_until"])
    if is_new and (stop.code == BUDGET or (stop.code == RATE and wait >= TOLD_FROM)):
        journal.record(
            "account.stopped",
            "account",
            row.pk,
            organisation=row.organisation_id,
            name=row.name,
            kind=row.kind,
            owner=row.owner_id,
            code=stop.code,
            words=stop.words,
        )


def hold_back(delivery: Delivery, stop: SpentError) -> str:
    """The meter stopped a sending before it began: it waits in the queue, and no attempt is lost."""
    held = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.SENDING)
    held.update(
        state=Delivery.State.QUEUED,
        not_before=now() + min(timedelta(seconds=stop.retry_after), LONGEST),
        attempts=F("attempts") - 1,
        claimed_by="",
        failure=failure(stop.code, stop.words),
    )
    note_stop(delivery.account, stop, is_pull=False)
    return Delivery.State.QUEUED


@transaction.atomic
def set_budget(account: Account, cents: int | None, *, by: Member) -> None:
    """What the account may cost in a month, or None for as much as it takes.

    Whatever the old budget stopped begins again at once; what is still too much stops again.
    """
    row = Account.objects.select_for_update().get(pk=account.pk)
    if row.budget_cents == cents:
        return
    before, row.budget_cents = row.budget_cents, cents
    if row.stopped_for == BUDGET:
        row.stopped_for, row.stopped_until, row.next_pull_at = "", None, now()
    row.save(update_fields=["budget_cents", "stopped_for", "stopped_until", "next_pull_at"])
    for waiting in (
        Delivery.objects.filter(state=Delivery.State.QUEUED),
        Act.objects.filter(state=Act.State.QUEUED),
    ):
        waiting.filter(account=row, failure__code=BUDGET).update(not_before=now())
    journal.record(
        "account.budget_set",
        "account",
        row.pk,
        organisation=row.organisation_id,
        by=by,
        name=row.name,
        before=_dollars(before),
        to=_dollars(cents),
    )


def _is_stopped(row: Account) -> bool:
    return row.stopped_until is not None and row.stopped_until > now()


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(8):  # an error may not be its own cause for ever
        if error is None:
            return
        yield error
        error = error.__cause__


def _dollars(cents: int | None) -> str:
    return "—" if cents is None else f"${cents / 100:.2f}"
