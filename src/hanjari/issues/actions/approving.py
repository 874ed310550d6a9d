"""Approving answers: legal looks (or is waived), somebody else than the writer approves, anybody's no sends back."""

from django.db import transaction
from django.utils.translation import gettext as _

from hanjari.issues.actions.answers import held_answer, rewound
from hanjari.issues.actions.deciding import drop_task, finish_task, give_task
from hanjari.issues.actions.questions import record_answer
from hanjari.issues.actions.signing import speaks_for
from hanjari.issues.models import Answer, Fact, Part
from hanjari.issues.refusals.answers import (
    ChangedWordsError,
    FalseFactError,
    LegalYourselfError,
    NoLegalYetError,
    NothingToSayError,
    NotLegalError,
    OwnWordsError,
    PastError,
)
from hanjari.issues.refusals.issue import NoReasonError
from hanjari.issues.sheet import words_of
from hanjari.kit.clock import now
from hanjari.people.models import Member

State = Answer.State


@transaction.atomic
def ask_legal(answer: Answer, *, by: Member, on: str) -> Answer:
    """It is written: legal may look. Safe to repeat."""
    row = held_answer(answer, on)
    if row.state == State.LEGAL:
        return row
    _must_be(row, State.DRAFT)
    _must_hold(row)
    row.state, row.note = State.LEGAL, ""
    row.save(update_fields=["state", "note"])
    _record("answer.legal_asked", row, by)
    return row


@transaction.atomic
def sign_for_legal(answer: Answer, *, by: Member, on: str) -> Answer:
    """Legal says yes to these words: whoever sits there, or deputises, and did not write them."""
    row = held_answer(answer, on)
    _must_be(row, State.LEGAL)
    if not speaks_for(row.question.issue_id, Part.LEGAL, by):
        raise NotLegalError
    if row.written_by_id == by.pk:
        raise OwnWordsError
    row.legal_by, row.legal_at, row.waived_for = by, now(), ""
    row.save(update_fields=["legal_by", "legal_at", "waived_for"])
    _record("answer.legal_signed", row, by)
    return row


@transaction.atomic
def waive_legal(answer: Answer, reason: str, *, by: Member, on: str) -> Answer:
    """The lead lets it go without legal, and says why; that stays in the log."""
    row = held_answer(answer, on)
    _must_be(row, State.DRAFT, State.LEGAL)
    if not reason.strip():
        raise NoReasonError
    if not speaks_for(row.question.issue_id, Part.LEAD, by):
        raise NotLegalError
    _must_hold(row)
    row.state, row.note = State.LEGAL, ""
    row.legal_by, row.legal_at, row.waived_for = by, now(), reason.strip()[:500]
    row.save(update_fields=["state", "note", "legal_by", "legal_at", "waived_for"])
    _record("answer.legal_waived", row, by, reason=row.waived_for[:300])
    return row


@transaction.atomic
def send_back_answer(answer: Answer, reason: str, *, by: Member, on: str) -> Answer:
    """Back to its writer with a reason: by legal, or by whoever would approve it."""
    row = held_answer(answer, on)
    _must_be(row, State.LEGAL)
    if not reason.strip():
        raise NoReasonError
    rewound(row).note = reason.strip()[:500]
    row.save()
    _record("answer.sent_back", row, by, reason=row.note[:300])
    return row


@transaction.atomic
def approve_answer(answer: Answer, *, by: Member, on: str) -> Answer:
    """From now on, until its time is over, the whole desk may say it; the version before it is retired.

    Where we can't say it yet, the day on which we will becomes a task of the issue. Safe to repeat.
    """
    row = held_answer(answer, on)
    if row.state == State.APPROVED:
        return row
    _must_be(row, State.LEGAL)
    _must_be_looked_at(row, by)
    _must_hold(row)
    _replace(row, by)
    row.state, row.approved_by, row.approved_at = State.APPROVED, by, now()
    row.expiry_told_at, row.fallen_on = None, None
    row.save()
    _keep_promise(row, by)
    _record("answer.approved", row, by, until=row.valid_until.isoformat())
    return row


@transaction.atomic
def retire_answer(answer: Answer, reason: str, *, by: Member, on: str) -> Answer:
    """Nobody says it any more, and why: approved words, or a draft that is not wanted. Safe to repeat."""
    row = held_answer(answer, on)
    if row.state == State.RETIRED:
        return row
    if not reason.strip():
        raise NoReasonError
    retire(row, by, reason)
    _record("answer.retired", row, by, reason=row.retired_for[:300])
    return row


def retire(row: Answer, by: Member | None, reason: str = "", on: Fact | None = None) -> None:
    """Take it out of use, in the caller's transaction."""
    row.state, row.retired_by, row.retired_at = State.RETIRED, by, now()
    row.retired_for, row.fallen_on = reason.strip()[:500], on
    row.save()


def _replace(row: Answer, by: Member) -> None:
    for before in row.question.answers.filter(state=State.APPROVED):
        retire(before, by)


def _keep_promise(row: Answer, by: Member) -> None:
    """A day that we name is somebody's task; the answer itself ends the task of the one that named it."""
    issue, task = row.question.issue, row.task
    is_open = task is not None and not (task.done_at or task.dropped_for)
    if row.will_by is None:
        if task and is_open:
            finish_task(task, by=by)
        return
    if task and is_open:
        if task.due_at == row.will_by:
            return
        drop_task(task, by=by, reason=_("We named another day."))
    row.task = give_task(issue, row.question.text, by=by, owner=row.written_by, due_at=row.will_by)
    row.save(update_fields=["task"])


def _must_be(row: Answer, *states: str) -> None:
    if row.state not in states:
        raise ChangedWordsError


def _must_be_looked_at(row: Answer, by: Member) -> None:
    if row.legal_at is None:
        raise NoLegalYetError
    if row.written_by_id == by.pk:
        raise OwnWordsError
    if row.legal_by_id == by.pk and not row.waived_for:
        raise LegalYourselfError


def _must_hold(row: Answer) -> None:
    """It says something, for a time to come, on facts that stand."""
    if not words_of(row):
        raise NothingToSayError
    if row.valid_until <= now():
        raise PastError
    gone = row.facts.exclude(followed_by=None) | row.facts.filter(confidence="false")
    if row.fallen_on_id or gone.exists():
        raise FalseFactError


def _record(event: str, row: Answer, by: Member, **facts: object) -> None:
    record_answer(event, row.question, by, answer=row.pk, version=row.number, **facts)
