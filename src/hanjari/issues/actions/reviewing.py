"""Reviewing: what was planned, what happened, why, what next; nobody writes over another's words."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils.translation import override

from hanjari.issues.actions.clocks import meet_clock, start_clock
from hanjari.issues.actions.reminding import still_reminders
from hanjari.issues.actions.staging import set_stage
from hanjari.issues.models import Issue, Reflection, Review
from hanjari.issues.queries.review import newest_of
from hanjari.issues.refusals.review import (
    FinishedError,
    NotEndedError,
    OpenLessonsError,
    UnansweredError,
    WrittenMeanwhileError,
)
from hanjari.issues.remembering import remembered
from hanjari.issues.reviews import merged
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.people.models import Member

WITHIN = timedelta(days=14)
ONE_SITTING = timedelta(minutes=10)
"""Saves of one writer within it are one version, so that saving by itself makes no thousand."""


@transaction.atomic
def open_review(issue: Issue, *, by: Member | None) -> Review:
    """Begin the review of an issue that was closed, with what the journal remembers; its clock runs.

    Safe to repeat. An issue that was opened again and closed once more is reviewed again: its words
    stay, the time counts anew. Raises `NotEndedError`.
    """
    held = Issue.objects.select_for_update().select_related("organisation").get(pk=issue.pk)
    if held.stage != Issue.Stage.CLOSED or held.closed_at is None:
        raise NotEndedError
    due = held.closed_at + WITHIN
    review, is_new = Review.objects.get_or_create(issue=held, defaults={"due_at": due})
    if not is_new and review.due_at == due:
        return review
    review.due_at, review.finished_at, review.finished_by = due, None, None
    review.save(update_fields=["due_at", "finished_at", "finished_by"])
    start_clock(held, "review", due_at=due, from_at=held.closed_at, by=by)
    if is_new:
        with override(held.organisation.language):
            begun = remembered(held)
        Reflection.objects.bulk_create(
            Reflection(review=review, question=question, number=1, text=text)
            for question, text in begun.items()
        )
    record(
        "review.opened", "issue", held.pk, organisation=held.organisation_id, by=by,
        due=due.isoformat(),
    )  # fmt: skip
    return review


def write_review(
    review: Review, texts: Mapping[str, str], *, on: Mapping[str, str], by: Member
) -> None:
    """Keep the answers that were changed; `on` are the marks (`reviews.mark_of`) of the words they began with.

    Whoever changed one question never touches another's answer to the next. What two changed at
    once is not kept: raises `WrittenMeanwhileError`, and every other answer is kept all the same.
    """
    contested = _write_all(review, texts, on, by)
    if contested:
        raise WrittenMeanwhileError(contested)


@transaction.atomic
def _write_all(
    review: Review, texts: Mapping[str, str], on: Mapping[str, str], by: Member
) -> list[str]:
    held = held_review(review)
    newest = {one.question: one for one in newest_of(held)}
    changed, contested = merged({name: one.text for name, one in newest.items()}, texts, on)
    for question, text in changed.items():
        _write(held, newest.get(question), question, text, by)
    fresh = [name for name in changed if not _is_one_sitting(newest.get(name), by)]
    if fresh:
        record(
            "review.written", "issue", held.issue_id, organisation=held.issue.organisation_id,
            by=by, questions=[f"review:{one}" for one in fresh],
        )  # fmt: skip
    return contested


@transaction.atomic
def finish_review(review: Review, *, by: Member) -> Review:
    """The issue is reviewed: each question answered, each lesson with a next step or a reason. Safe to repeat.

    Raises `UnansweredError`, `OpenLessonsError`, or what `set_stage` raises.
    """
    held = held_review(review, may_be_finished=True)
    if held.finished_at:
        return held
    answered = {one.question for one in newest_of(held) if one.text.strip()}
    if answered != set(Reflection.Question.values):
        raise UnansweredError
    lessons = list(held.lessons.all())
    if any(lesson.is_open for lesson in lessons):
        raise OpenLessonsError
    held.finished_at, held.finished_by = now(), by
    held.save(update_fields=["finished_at", "finished_by"])
    meet_clock(held.issue, "review", by=by)
    still_reminders(held, by=by)
    set_stage(held.issue, Issue.Stage.REVIEWED, by=by)
    record(
        "review.finished", "issue", held.issue_id, organisation=held.issue.organisation_id, by=by,
        lessons=len(lessons),
    )  # fmt: skip
    return held


def held_review(review: Review, *, may_be_finished: bool = False) -> Review:
    """The review, held while somebody changes it. Raises `NotEndedError`, `FinishedError`."""
    issue = Issue.objects.select_for_update().get(pk=review.issue_id)
    held = Review.objects.get(pk=review.pk)
    held.issue = issue
    if issue.is_open:
        raise NotEndedError
    if held.finished_at and not may_be_finished:
        raise FinishedError
    return held


def _is_one_sitting(draft: Reflection | None, by: Member) -> bool:
    return bool(draft and draft.by_id == by.pk and draft.at > now() - ONE_SITTING)


def _write(review: Review, before: Reflection | None, question: str, text: str, by: Member) -> None:
    if before and _is_one_sitting(before, by):
        Reflection.objects.filter(pk=before.pk).update(text=text)
        return
    number = before.number + 1 if before else 1
    Reflection.objects.create(review=review, question=question, number=number, text=text, by=by)
