"""Writing answers: a draft is saved over and over, approved words never; their change is a new version."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from hanjari.issues.actions.questions import LONGEST, held_issue, record_answer
from hanjari.issues.models import Answer, Fact, Issue, Question
from hanjari.issues.refusals.answers import ChangedWordsError, WrittenMeanwhileError
from hanjari.issues.sheet import not_yet
from hanjari.kit.clock import now
from hanjari.people.models import Member

State = Answer.State
_WORDS = ("text", "text_en", "cannot_say", "will_by", "not_yet", "valid_until")


@transaction.atomic
def write_answer(
    question: Question,
    *,
    by: Member,
    on: str,
    valid_until: datetime,
    text: str = "",
    text_en: str = "",
    cannot_say: str = "",
    will_by: datetime | None = None,
    facts: Iterable[Fact] = (),
    asks: str = "",
) -> Answer:
    """Keep an answer's words, written on the version that `on` (`Answer.stamp`) names.

    Words that are approved or retired stay; these become the next version, and the approved one
    holds until the new one is approved. Words that legal looks at go back to being written. `asks`
    words the question anew while no answer to it was ever approved.
    One that fell back because of a fact stands again once somebody has saved it.
    Raises `WrittenMeanwhileError` with the newest when somebody saved in between.
    """
    held = held_issue(question.issue)
    newest = newest_of(question)
    if newest.stamp != on:
        raise WrittenMeanwhileError(newest)
    _reword(question, asks)
    below = _below(held, facts)
    words: dict[str, Any] = {
        "text": text.strip(), "text_en": text_en.strip(), "cannot_say": cannot_say.strip()[:500],
        "will_by": will_by, "valid_until": valid_until, "not_yet": "",
    }  # fmt: skip
    if words["cannot_say"] and will_by:
        zone = held.organisation.time_zone
        words["not_yet"] = not_yet(words["cannot_say"], will_by, zone)
    is_same = all(getattr(newest, name) == words[name] for name in _WORDS)
    is_same = is_same and below == set(newest.facts.values_list("pk", flat=True))
    if is_same and newest.fallen_on_id is None:
        return newest
    is_open = newest.state in Answer.OPEN
    row = _saved(newest, words, by) if is_open else _next(newest, words, by)
    row.facts.set(below)
    record_answer("answer.written", question, by, answer=row.pk, version=row.number)
    return row


def newest_of(question: Question) -> Answer:
    """The version with the highest number."""
    return question.answers.order_by("-number")[0]


def held_answer(answer: Answer, on: str) -> Answer:
    """The answer as it is now with its issue held; `ChangedWordsError` where it is not what was read."""
    held_issue(answer.question.issue)
    row = Answer.objects.select_related("question__issue", "written_by").get(pk=answer.pk)
    if row.stamp != on:
        raise ChangedWordsError
    return row


def rewound(row: Answer) -> Answer:
    """Back to being written, with nobody's look on it. Not saved."""
    row.state = State.DRAFT
    row.legal_by, row.legal_at, row.waived_for = None, None, ""
    return row


def copied(row: Answer, **told: Any) -> Answer:
    """The next version in the same words, being written."""
    words = {name: getattr(row, name) for name in _WORDS}
    facts = {"number": newest_of(row.question).number + 1, "task": row.task}
    return Answer.objects.create(question=row.question, **words | facts | told)


def _reword(question: Question, asks: str) -> None:
    words = " ".join(asks.split())[:LONGEST]
    if words and not question.answers.exclude(approved_at=None).exists():
        question.text = words
        question.save(update_fields=["text"])


def _saved(row: Answer, words: dict[str, Any], by: Member) -> Answer:
    for name, value in words.items():
        setattr(row, name, value)
    rewound(row).revision += 1
    row.written_by, row.written_at, row.fallen_on = by, now(), None
    row.save()
    return row


def _next(newest: Answer, words: dict[str, Any], by: Member) -> Answer:
    return copied(newest, written_by=by, **words)


def _below(issue: Issue, facts: Iterable[Fact]) -> set[int]:
    """Of these facts those of the issue that count now."""
    wanted = {fact.pk for fact in facts}
    rows = Fact.objects.filter(issue=issue, pk__in=wanted, followed_by=None)
    return set(rows.values_list("pk", flat=True))
