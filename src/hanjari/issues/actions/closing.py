"""Closing: an issue ends when nobody waits, every promise has an owner, and the last word says it is the last."""

from collections.abc import Mapping

from django.db import transaction

from hanjari.issues.actions.clocks import call_off_clock
from hanjari.issues.actions.reviewing import open_review
from hanjari.issues.actions.staging import set_stage
from hanjari.issues.actions.statements import record as record_statement
from hanjari.issues.models import Issue, Statement
from hanjari.issues.queries.closing import KEPT_CLOCKS, gaps_of
from hanjari.issues.refusals.closing import (
    NoLastWordError,
    NotPublishedError,
    OpenPromisesError,
    PeopleWaitError,
    TasksOpenError,
)
from hanjari.journal.actions import record
from hanjari.people.models import Member


@transaction.atomic
def close_issue(
    issue: Issue, *, by: Member, excuses: Mapping[int, str] | None = None, reason: str = ""
) -> Issue:
    """End it. Its clocks are called off but those of the review, which begins, and the public report. Closed already: unchanged.

    `excuses` says why somebody stays without an answer, by conversation; `reason` why open tasks may
    stay open. Both are kept in the journal. Raises `PeopleWaitError`, `OpenPromisesError`,
    `NoLastWordError`, `TasksOpenError`, or what `set_stage` raises.
    """
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    if held.stage == Issue.Stage.CLOSED:
        return held
    told = {pk: words.strip()[:300] for pk, words in (excuses or {}).items() if words.strip()}
    gaps = gaps_of(held)
    waiting = set(gaps.waiting.values_list("pk", flat=True))
    if waiting - told.keys():
        raise PeopleWaitError
    if gaps.promises.exists():
        raise OpenPromisesError
    if gaps.last_word:
        raise NoLastWordError
    if gaps.tasks.exists() and not reason.strip():
        raise TasksOpenError
    set_stage(held, Issue.Stage.CLOSED, by=by, reason=reason)
    _still_clocks(held, by)
    record(
        "issue.closed", "issue", held.pk, organisation=held.organisation_id, by=by,
        excuses=[[pk, told[pk]] for pk in sorted(waiting)], reason=reason.strip()[:300],
        open_tasks=gaps.tasks.count(),
    )  # fmt: skip
    open_review(held, by=by)
    issue.stage, issue.closed_at, issue.closed_by = held.stage, held.closed_at, held.closed_by
    return held


@transaction.atomic
def mark_last(statement: Statement, *, by: Member) -> Statement:
    """Say of a published statement that it is the last on its issue; the clock of the next one is called off.

    Raises `NotPublishedError`. Marked already, nothing changes.
    """
    held = (
        Statement.objects.select_for_update(of=("self",))
        .select_related("issue")
        .get(pk=statement.pk)
    )
    if held.state != Statement.State.PUBLISHED:
        raise NotPublishedError
    if held.is_last:
        return held
    held.is_last = True
    held.save(update_fields=["is_last"])
    record_statement("statement.marked_last", held, by=by)
    if held.issue:
        call_off_clock(held.issue, "update", by=by, reason="clock_off:last")
    return held


def _still_clocks(issue: Issue, by: Member) -> None:
    """What is due after the end runs on; the rest has nothing left to ask for."""
    running = issue.clocks.filter(met_at=None, called_off_at=None).exclude(kind__in=KEPT_CLOCKS)
    for kind in list(running.values_list("kind", flat=True)):
        call_off_clock(issue, kind, by=by, reason="clock_off:closed")
