"""Learning: a lesson becomes a task or a commitment, or somebody says why nothing follows."""

from datetime import date, datetime

from django.db import transaction

from hanjari.commitments import actions as commitments
from hanjari.commitments.models import Commitment
from hanjari.issues.actions.reviewing import held_review
from hanjari.issues.models import Lesson, Review, Task
from hanjari.issues.refusals.issue import NoReasonError
from hanjari.issues.refusals.review import StepTakenError
from hanjari.journal.actions import record
from hanjari.people.models import Member

SHOWN = 120


@transaction.atomic
def draw_lesson(review: Review, text: str, *, by: Member) -> Lesson:
    """Write down what was learned. The same words again are the same lesson."""
    held = held_review(review)
    words = text.strip()[:500]
    lesson, is_new = Lesson.objects.get_or_create(review=held, text=words, defaults={"by": by})
    if is_new:
        _record("lesson.drawn", lesson, by)
    return lesson


@transaction.atomic
def remove_lesson(lesson: Lesson, *, by: Member) -> None:
    """Take a lesson back from which nothing has followed yet. Safe to repeat."""
    held = _held(lesson)
    if held is None:
        return
    if held.task_id or held.commitment_id:
        raise StepTakenError
    _record("lesson.removed", held, by)
    held.delete()


@transaction.atomic
def give_lesson(
    lesson: Lesson, *, by: Member, owner: Member | None = None, due_at: datetime | None = None
) -> Task:
    """Let a lesson be a task of its issue, which has ended. Safe to repeat."""
    held = _open(lesson)
    if held.task:
        return held.task
    if held.commitment_id:
        raise StepTakenError
    task = Task.objects.create(
        issue=held.review.issue, text=held.text, owner=owner, due_at=due_at, by=by
    )
    held.task, held.waived_for = task, ""
    held.save(update_fields=["task", "waived_for"])
    _record("lesson.tasked", held, by, name=owner.name if owner else "", task=task.pk)
    return task


@transaction.atomic
def promise_lesson(
    lesson: Lesson, *, by: Member, first_due: date, owner: Member | None = None
) -> Commitment:
    """Let a lesson be a commitment of the company, traced to the issue. Safe to repeat."""
    held = _open(lesson)
    if held.task_id:
        raise StepTakenError
    if held.commitment_id:
        return Commitment.objects.get(pk=held.commitment_id)
    issue = held.review.issue
    made = commitments.propose(
        issue.organisation, held.text, by=by, first_due=first_due, owner=owner,
        sources=[("issue", issue.pk)], is_exercise=issue.is_exercise,
    )  # fmt: skip
    held.commitment_id, held.waived_for = made.pk, ""
    held.save(update_fields=["commitment_id", "waived_for"])
    _record("lesson.committed", held, by, commitment=made.pk)
    return made


@transaction.atomic
def waive_lesson(lesson: Lesson, reason: str, *, by: Member) -> Lesson:
    """Say that nothing follows from a lesson, and why."""
    if not reason.strip():
        raise NoReasonError
    held = _open(lesson)
    if held.task_id or held.commitment_id:
        raise StepTakenError
    held.waived_for = reason.strip()[:300]
    held.save(update_fields=["waived_for"])
    _record("lesson.waived", held, by, reason=held.waived_for)
    return held


def _held(lesson: Lesson) -> Lesson | None:
    review = held_review(Review.objects.get(pk=lesson.review_id))
    found = Lesson.objects.select_related("task").filter(pk=lesson.pk, review=review).first()
    if found:
        found.review = review
    return found


def _open(lesson: Lesson) -> Lesson:
    held = _held(lesson)
    if held is None:
        raise StepTakenError
    return held


def _record(event: str, lesson: Lesson, by: Member, **facts: str | int) -> None:
    issue = lesson.review.issue
    record(
        event, "issue", issue.pk, organisation=issue.organisation_id, by=by,
        text=lesson.text[:SHOWN], lesson=lesson.pk, **facts,
    )  # fmt: skip
