"""Deciding: what the committee decided with what it knew then, and who does what by when."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hanjari.issues.actions.lesson_days import still_lesson
from hanjari.issues.models import Decision, Issue, Task
from hanjari.issues.queries.room import facts_of, unknowns_of
from hanjari.issues.queries.seats import seats_of
from hanjari.issues.refusals.committee import TaskEndedError
from hanjari.issues.refusals.issue import EndedError, NoReasonError
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.people.models import Member

SHOWN = 120


@transaction.atomic
def decide(
    issue: Issue,
    decided: str,
    *,
    by: Member,
    question: str,
    reason: str,
    options: Iterable[str] = (),
    dissent: str = "",
    review_at: datetime | None = None,
    follows: Decision | None = None,
) -> Decision:
    """Write down a decision with who was there, the facts and the open questions of this moment.

    It is never changed afterwards; a later decision may follow it.
    """
    held = _held(issue)
    if not reason.strip():
        raise NoReasonError
    there = seats_of(held).exclude(arrived_at=None)
    made = Decision.objects.create(
        issue=held,
        question=question.strip()[:500],
        options=[one.strip()[:300] for one in options if one.strip()],
        decided=decided.strip()[:1000],
        reason=reason.strip()[:1000],
        dissent=dissent.strip()[:1000],
        present=[[seat.member.name, seat.part] for seat in there if seat.member],
        facts=[[fact.text, fact.confidence, fact.source] for fact in facts_of(held)],
        unknowns=[one.text for one in unknowns_of(held)],
        review_at=review_at,
        follows=follows,
        by=by,
    )
    record(
        "issue.decided", "issue", held.pk, organisation=held.organisation_id, by=by,
        text=made.decided[:SHOWN], decision=made.pk,
    )  # fmt: skip
    return made


@transaction.atomic
def give_task(
    issue: Issue,
    text: str,
    *,
    by: Member,
    owner: Member | None = None,
    due_at: datetime | None = None,
) -> Task:
    """Something that one member does by a time."""
    held = _held(issue)
    task = Task.objects.create(
        issue=held, text=text.strip()[:500], owner=owner, due_at=due_at, by=by
    )
    _record("issue.task_given", task, by)
    return task


@transaction.atomic
def finish_task(task: Task, *, by: Member) -> Task:
    """Done. Safe to repeat."""
    held = Task.objects.select_for_update().select_related("issue").get(pk=task.pk)
    if held.done_at:
        return held
    if held.dropped_for:
        raise TaskEndedError
    held.done_at, held.done_by = now(), by
    held.save(update_fields=["done_at", "done_by"])
    still_lesson(held, by=by)
    _record("issue.task_done", held, by)
    return held


@transaction.atomic
def drop_task(task: Task, *, by: Member, reason: str) -> Task:
    """Not done any more, and why."""
    if not reason.strip():
        raise NoReasonError
    held = Task.objects.select_for_update().select_related("issue").get(pk=task.pk)
    if held.done_at or held.dropped_for:
        raise TaskEndedError
    held.dropped_for = reason.strip()[:300]
    held.save(update_fields=["dropped_for"])
    still_lesson(held, by=by)
    _record("issue.task_dropped", held, by, reason=held.dropped_for)
    return held


@transaction.atomic
def pass_task(task: Task, owner: Member, *, by: Member) -> Task:
    """Somebody else does it, for instance because its owner works here no more."""
    held = Task.objects.select_for_update().select_related("issue").get(pk=task.pk)
    if held.done_at or held.dropped_for:
        raise TaskEndedError
    held.owner = owner
    held.save(update_fields=["owner"])
    still_lesson(held, by=by)
    _record("issue.task_passed", held, by)
    return held


def _held(issue: Issue) -> Issue:
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    if not held.is_open:
        raise EndedError
    return held


def _record(event: str, task: Task, by: Member | None, **facts: str) -> None:
    record(
        event, "issue", task.issue_id, organisation=task.issue.organisation_id, by=by,
        text=task.text[:SHOWN], name=task.owner.name if task.owner else "", task=task.pk, **facts,
    )  # fmt: skip
