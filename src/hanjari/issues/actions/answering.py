"""Answering everyone: an approved answer becomes a round to those who asked, each individually, never twice."""

from collections.abc import Iterable

from django.db import transaction

from hanjari.conversations.actions.rounds import start_round
from hanjari.conversations.models import Round
from hanjari.conversations.queries.reaching import threads_of
from hanjari.issues.actions.answers import held_answer
from hanjari.issues.actions.questions import note_asked, record_answer
from hanjari.issues.models import Answer
from hanjari.issues.occasions import key_of
from hanjari.issues.queries.everyone import reasons, rounds_of
from hanjari.issues.refusals.answers import ExerciseError, NobodyChosenError, UnusableError
from hanjari.issues.sheet import words_of
from hanjari.people.models import Member


@transaction.atomic
def answer_everyone(answer: Answer, conversations: Iterable[int], *, by: Member, on: str) -> Round:
    """Make the answer ready for these conversations; a second person looks before anything is sent.

    Closed ones, and whoever has this answer or is about to get it, are left out. While the answer's
    round is a draft, more join it; those who ask later are told in another one. What was chosen
    is noted as asking this.
    """
    row = held_answer(answer, on)
    issue = row.question.issue
    if issue.is_exercise:
        raise ExerciseError
    if not row.is_usable():
        raise UnusableError
    talks = [
        talk for talk in threads_of(conversations) if talk.organisation_id == issue.organisation_id
    ]
    why = reasons(row, talks)
    chosen = [talk.pk for talk in talks if not why[talk.pk]]
    if not chosen:
        raise NobodyChosenError
    note_asked(row.question, chosen, by=by)
    made = start_round(
        issue.organisation,
        _key(row),
        words_of(row),
        by=by,
        conversations=chosen,
        text_en=words_of(row, "en"),
        title=_title(row),
        about=("issue", issue.pk),
    )
    record_answer(
        "answer.round_started", row.question, by, answer=row.pk, count=len(chosen), round=made.pk
    )
    return made


def _key(row: Answer) -> str:
    """That of the round which is still a draft, else of a new one."""
    newest = rounds_of(row).first()
    if newest and newest.state == Round.State.DRAFT:
        return newest.key
    return key_of(row.question.issue_id, row.pk, rounds_of(row).count() + 1)


def _title(row: Answer) -> str:
    """All who read conversations see rounds; of a restricted issue they see its number alone."""
    issue = row.question.issue
    return f"#{issue.number}" if issue.is_restricted else f"#{issue.number} {row.question.text}"
