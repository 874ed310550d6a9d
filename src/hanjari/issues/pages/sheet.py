"""What the pages of the Q&A sheet show: the list, one question with its versions, everyone who asked."""

from typing import Any, NamedTuple

from hanjari.conversations.queries.rounds import counts_of
from hanjari.issues.actions.signing import speaks_for
from hanjari.issues.forms.answers import AnswerForm, QuestionForm, filled
from hanjari.issues.models import Answer, Issue, Part, Question
from hanjari.issues.pages.shell import shell
from hanjari.issues.queries import asking
from hanjari.issues.queries.everyone import everyone_for, rounds_of
from hanjari.issues.queries.rights import rights_of
from hanjari.issues.sheet import words_of
from hanjari.issues.wording import Piece, differences
from hanjari.kit.clock import now
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

TAB = "issues:answers"


class Told(NamedTuple):
    """A version as it is read: its words, how it differs from the one before, what it is called."""

    row: Answer
    words: str
    changes: list[Piece]


class Steps(NamedTuple):
    """What the reader may do with the version that is being written."""

    ask: bool
    sign: bool
    waive: bool
    back: bool
    approve: bool


def list_context(issue: Issue, member: Member, form: QuestionForm | None = None) -> dict[str, Any]:
    """The sheet, what many ask besides, and adding a line."""
    return shell(issue, member, TAB) | {
        "lines": asking.sheet_of(issue),
        "suggestions": asking.suggestions_of(issue),
        "form": form or QuestionForm(),
        "rights": rights_of(member, issue),
        "words_of": words_of,
        "now": now(),
    }


def question_context(
    question: Question, member: Member, *, form: AnswerForm | None = None,
    newer: Answer | None = None,
) -> dict[str, Any]:  # fmt: skip
    """One line of the sheet: what may be said, what is being written, who asked, who got it."""
    issue, line = question.issue, asking.line_of(question)
    versions = asking.versions_of(question)
    rights = rights_of(member, issue)
    form = form or answer_form(question, initial=filled(versions[0]))
    mine = str(form.data.get("text", "")) if form.is_bound else ""
    return shell(issue, member, TAB) | {
        "question": question,
        "line": line,
        "newest": versions[0],
        "history": _history(versions),
        "form": form,
        "newer": differences(words_of(newer), mine) if newer else [],
        "rights": rights,
        "steps": steps_of(versions[0], member, leads=rights.lead, works=rights.work),
        "askers": asking.askers_of(member, question),
        "is_writing": bool(line.writing or form.is_bound or not _holds(line.approved)),
        "receivers": asking.receivers_of(member, question),
        "rounds": [(row, counts_of(row)) for row in _rounds(line.approved)],
        "may_answer_all": may_answer_all(member, line.approved),
        "words_of": words_of,
        "now": now(),
    }


def answer_form(question: Question, *args: Any, **options: Any) -> AnswerForm:
    """The form of an answer; a question that was answered keeps its words."""
    is_worded = question.answers.exclude(approved_at=None).exists()
    return AnswerForm(*args, issue=question.issue, is_worded=is_worded, **options)


def steps_of(newest: Answer, member: Member, *, leads: bool, works: bool) -> Steps:
    """Who writes, asks; legal signs or the lead waives; somebody else approves. Each but for their own words."""
    issue = newest.question.issue_id
    is_mine, is_legal = newest.written_by_id == member.pk, newest.state == Answer.State.LEGAL
    is_open = newest.state in Answer.OPEN and works and bool(words_of(newest))
    signs = is_open and is_legal and speaks_for(issue, Part.LEGAL, member)
    signed_it = newest.legal_by_id == member.pk and not newest.waived_for
    return Steps(
        ask=is_open and not is_legal and newest.fallen_on_id is None,
        sign=signs and newest.legal_at is None and not is_mine,
        waive=is_open
        and newest.legal_at is None
        and newest.fallen_on_id is None
        and speaks_for(issue, Part.LEAD, member),
        back=is_open and is_legal and (signs or leads),
        approve=is_open and bool(newest.legal_at) and leads and not is_mine and not signed_it,
    )


def everyone_context(answer: Answer, member: Member) -> dict[str, Any]:
    """Whom an answer would reach, and who is left out."""
    question = answer.question
    return shell(question.issue, member, TAB) | {
        "question": question,
        "answer": answer,
        "words": words_of(answer),
        "words_en": words_of(answer, "en"),
        "everyone": everyone_for(member, answer),
    }


def may_answer_all(member: Member, answer: Answer | None) -> bool:
    """Rounds are seen by those who read all conversations, and begun by those who answer."""
    is_usable = answer is not None and answer.is_usable() and answer.question.issue.is_open
    may = member.can(Permission.REPLY) and member.can(Permission.READ_ALL)
    return is_usable and may and not (answer and answer.question.issue.is_exercise)


def _holds(answer: Answer | None) -> bool:
    return answer is not None and answer.is_usable()


def _rounds(answer: Answer | None) -> list[Any]:
    return list(rounds_of(answer)[:5]) if answer else []


def _history(versions: list[Answer]) -> list[Told]:
    """Each version with what it changed; the first one stands whole."""
    older: list[Answer | None] = [*versions[1:], None]
    return [
        Told(row, words_of(row), differences(words_of(before), words_of(row)) if before else [])
        for row, before in zip(versions, older, strict=True)
    ]
