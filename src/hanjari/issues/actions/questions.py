"""Questions of the sheet: written down, and in which conversations each was asked."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from hanjari.conversations.queries.reaching import threads_of, threads_with
from hanjari.issues.models import Answer, Asked, Issue, Question, Suggestion
from hanjari.issues.refusals.answers import TakenError
from hanjari.issues.refusals.issue import EndedError
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.people.models import Member

HOLDS = timedelta(days=3)
"""For how long an answer holds unless its writer says otherwise: a crisis is another after that."""
LONGEST, SHOWN = 300, 120


@transaction.atomic
def add_question(
    issue: Issue, text: str, *, by: Member, conversations: Iterable[int] = ()
) -> Question:
    """Write down what people ask, with a first empty answer. Asked again in the same words, it is the same."""
    held = held_issue(issue)
    words = " ".join(text.split())[:LONGEST]
    there = held.questions.filter(text=words).first()
    question = there or Question.objects.create(issue=held, text=words, by=by)
    if there is None:
        Answer.objects.create(question=question, number=1, written_by=by, valid_until=now() + HOLDS)
        record_answer("answer.question_added", question, by)
    note_asked(question, conversations, by=by)
    return question


@transaction.atomic
def take_suggestion(suggestion: Suggestion, *, by: Member) -> Question:
    """Many ask the same: it becomes a question, with the conversations in which it was asked."""
    held = held_issue(suggestion.issue)
    row = Suggestion.objects.filter(pk=suggestion.pk).select_related("message").first()
    if row is None or row.is_refused or row.message.erased_at:
        raise TakenError
    talks = threads_with([row.message_id, *row.message_ids])
    words = row.message.text.strip() or row.message.subject
    question = add_question(held, words, by=by, conversations=talks)
    row.delete()
    return question


@transaction.atomic
def refuse_suggestion(suggestion: Suggestion, *, by: Member) -> None:
    """No question of the sheet; it is not proposed again. Safe to repeat."""
    issue = held_issue(suggestion.issue)
    if Suggestion.objects.filter(pk=suggestion.pk, is_refused=False).update(is_refused=True):
        record(
            "answer.suggestion_refused", "issue", issue.pk, organisation=issue.organisation_id,
            by=by, count=suggestion.count,
        )  # fmt: skip


@transaction.atomic
def mark_asked(
    question: Question, conversations: Iterable[int], *, by: Member, is_refused: bool = False
) -> int:
    """These conversations ask it, or (refused) do not and are not found again; how many that changed."""
    held_issue(question.issue)
    count = note_asked(question, conversations, by=by, is_refused=is_refused)
    if count:
        event = "answer.asked_refused" if is_refused else "answer.asked_noted"
        record_answer(event, question, by, count=count)
    return count


def note_asked(
    question: Question, conversations: Iterable[int], *, by: Member | None, is_refused: bool = False
) -> int:
    """Write down where it was asked, in the caller's transaction. What a member said before stays for a machine."""
    desk = question.issue.organisation_id
    talks = {talk.pk for talk in threads_of(conversations) if talk.organisation_id == desk}
    known = set(question.asked.values_list("conversation", flat=True))
    Asked.objects.bulk_create(
        (
            Asked(question=question, conversation_id=pk, by=by, is_refused=is_refused)
            for pk in sorted(talks - known)
        ),
        ignore_conflicts=True,
    )
    if by is None:
        return len(talks - known)
    turned = question.asked.filter(conversation__in=talks & known, is_refused=not is_refused)
    return len(talks - known) + turned.update(is_refused=is_refused, by=by, at=now())


def held_issue(issue: Issue) -> Issue:
    """The issue as it is now, held: every act on its sheet waits for the one before it."""
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    if not held.is_open:
        raise EndedError
    return held


def record_answer(event: str, question: Question, by: Member | None, **facts: object) -> None:
    """One line of the issue's course about its sheet."""
    record(
        event, "issue", question.issue_id, organisation=question.issue.organisation_id, by=by,
        question=question.text[:SHOWN], question_id=question.pk, **facts,
    )  # fmt: skip
