"""Clocks of an issue: begun, tightened, met, called off. One of a kind runs at a time."""

from datetime import datetime

from django.db import transaction

from hanjari.issues import clocks
from hanjari.issues.models import Issue, IssueClock
from hanjari.issues.refusals.issue import NoReasonError
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.people.models import Member


@transaction.atomic
def start_clock(
    issue: Issue,
    kind: str,
    *,
    due_at: datetime | None = None,
    from_at: datetime | None = None,
    by: Member | None = None,
) -> IssueClock | None:
    """Let a clock run, from `from_at` (else now) to `due_at` (else its usual length at this level).

    One that runs already is made tighter, never looser, except the next update, whose time is the
    one promised last, and the review, which counts from the last end. None where the level knows no such clock.
    """
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    begun = from_at or now()
    due = due_at or clocks.due(kind, held.level, begun)
    if due is None:
        return None
    there = _running(held, kind)
    if there:
        if due < there.due_at or (kind in ("update", "review") and due != there.due_at):
            before, there.due_at = there.due_at, due
            there.save(update_fields=["due_at"])
            _record("issue.clock_moved", there, by, before=before.isoformat())
        return there
    clock = IssueClock.objects.create(issue=held, kind=kind, started_at=begun, due_at=due)
    _record("issue.clock_started", clock, by)
    return clock


@transaction.atomic
def meet_clock(
    issue: Issue, kind: str, *, at: datetime | None = None, by: Member | None = None
) -> IssueClock | None:
    """What a clock asked for was done, in time or not. Nothing running: nothing changes."""
    Issue.objects.select_for_update().get(pk=issue.pk)
    clock = _running(issue, kind)
    if clock is None:
        return None
    clock.met_at = at or now()
    clock.save(update_fields=["met_at"])
    event = "issue.clock_met" if clock.met_at <= clock.due_at else "issue.clock_met_late"
    _record(event, clock, by)
    return clock


@transaction.atomic
def call_off_clock(issue: Issue, kind: str, *, by: Member, reason: str) -> IssueClock | None:
    """What it asked for is no longer to be done, and why."""
    if not reason.strip():
        raise NoReasonError
    Issue.objects.select_for_update().get(pk=issue.pk)
    clock = _running(issue, kind)
    if clock is None:
        return None
    clock.called_off_at, clock.reason = now(), reason.strip()[:300]
    clock.save(update_fields=["called_off_at", "reason"])
    _record("issue.clock_called_off", clock, by, reason=clock.reason)
    return clock


@transaction.atomic
def know_fault(issue: Issue, *, by: Member) -> Issue:
    """We know that we were at fault: the clocks of apology, repair and compensation begin. Once."""
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    if held.fault_known_at is None:
        held.fault_known_at = issue.fault_known_at = now()
        held.save(update_fields=["fault_known_at"])
        record(
            "issue.fault_known", "issue", held.pk, organisation=held.organisation_id, by=by
        )  # fmt: skip
        for kind in clocks.starting(clocks.FAULT, held.level):
            start_clock(held, kind, from_at=held.fault_known_at, by=by)
    return held


def start_clocks(issue: Issue, *, by: Member | None) -> None:
    """All clocks that run from T0 at the issue's level; tightened where the level rose. Those met stay met."""
    done = set(issue.clocks.exclude(met_at=None, called_off_at=None).values_list("kind", flat=True))
    for kind in clocks.starting(clocks.DETECTED, issue.level):
        if kind not in done:
            start_clock(issue, kind, from_at=issue.detected_at, by=by)


def _running(issue: Issue, kind: str) -> IssueClock | None:
    return issue.clocks.filter(kind=kind, met_at=None, called_off_at=None).first()


def _record(event: str, clock: IssueClock, by: Member | None, **facts: str) -> None:
    record(
        event, "issue", clock.issue_id, organisation=clock.issue.organisation_id, by=by,
        kind=f"clock:{clock.kind}", due=clock.due_at.isoformat(), **facts,
    )  # fmt: skip
