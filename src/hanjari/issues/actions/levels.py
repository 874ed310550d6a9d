"""Levels: anyone may raise an alarm; lowering it needs two people and a reason."""

from django.db import transaction
from django.db.models import QuerySet

from hanjari.issues.actions.braking import hold_automatic
from hanjari.issues.models import Issue, LevelChange
from hanjari.issues.refusals.issue import (
    AlreadyAskedError,
    EndedError,
    NoReasonError,
    NotLowerError,
    OvertakenError,
    SamePersonError,
)
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.people.models import Member


@transaction.atomic
def raise_level(issue: Issue, level: int, *, by: Member | None, reason: str = "") -> Issue:
    """Raise an issue's level; from 2 on this calls the committee and puts on the brake. At that level or above nothing changes.

    A question to lower it that waits for a second person is answered by this: no.
    """
    held = _held(issue)
    if level <= held.level:
        return held
    if not held.is_open:
        raise EndedError
    change = LevelChange.objects.create(
        issue=held, before=held.level, after=level, reason=reason[:500], by=by
    )
    _open_questions(held).update(is_refused=True, second=by, decided_at=now())
    _set(held, issue, level)
    hold_automatic(held, by=by)
    _record("issue.level_raised", change, by)
    return held


@transaction.atomic
def ask_lower(issue: Issue, level: int, *, by: Member, reason: str) -> LevelChange:
    """Ask to lower the level; a second person decides. Asking the same twice changes nothing."""
    held = _held(issue)
    if not reason.strip():
        raise NoReasonError
    if level >= held.level:
        raise NotLowerError
    asked = _open_questions(held).first()
    if asked and (asked.by_id, asked.after) != (by.pk, level):
        raise AlreadyAskedError
    if asked:
        return asked
    change = LevelChange.objects.create(
        issue=held, before=held.level, after=level, reason=reason.strip()[:500], by=by
    )
    _record("issue.lowering_asked", change, by)
    return change


@transaction.atomic
def decide_lower(change: LevelChange, *, by: Member, agrees: bool = True) -> LevelChange:
    """The second person agrees, and the level is lower from now on, or says no, and it stays."""
    held = _held(change.issue)
    asked = LevelChange.objects.select_for_update().get(pk=change.pk)
    if asked.decided_at or asked.after >= asked.before or asked.before != held.level:
        raise OvertakenError
    if asked.by_id == by.pk:
        raise SamePersonError
    asked.second, asked.decided_at, asked.is_refused = by, now(), not agrees
    asked.save(update_fields=["second", "decided_at", "is_refused"])
    if agrees:
        _set(held, change.issue, asked.after)
    _record("issue.level_lowered" if agrees else "issue.lowering_refused", asked, by)
    return asked


def _open_questions(issue: Issue) -> QuerySet[LevelChange]:
    rows = LevelChange.objects.filter(issue=issue, decided_at=None, after__lt=issue.level)
    return rows.filter(before=issue.level)


def _held(issue: Issue) -> Issue:
    return Issue.objects.select_for_update().get(pk=issue.pk)


def _set(held: Issue, given: Issue, level: int) -> None:
    """In the row, and in the object that the caller holds."""
    held.level = given.level = level
    held.save(update_fields=["level"])


def _record(event: str, change: LevelChange, by: Member | None) -> None:
    issue = change.issue
    record(
        event, "issue", issue.pk, organisation=issue.organisation_id, by=by,
        before=change.before, after=change.after, reason=change.reason,
    )  # fmt: skip
