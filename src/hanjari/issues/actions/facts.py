"""Facts and unknowns: what we know, how surely and from whom; what we don't know yet."""

from datetime import datetime

from django.db import IntegrityError, transaction

from hanjari.issues.actions.clocks import meet_clock
from hanjari.issues.actions.falling import let_fall
from hanjari.issues.models import Fact, Issue, Unknown
from hanjari.issues.refusals.committee import AnsweredError, NoSourceError, OvertakenFactError
from hanjari.issues.refusals.issue import EndedError
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.people.models import Member

Confidence = Fact.Confidence
SHOWN = 120


@transaction.atomic
def add_fact(
    issue: Issue,
    text: str,
    *,
    by: Member | None,
    confidence: str = Confidence.UNVERIFIED,
    source: str = "",
) -> Fact:
    """Something said to be so. The first ones meet the clock of first facts."""
    held = _held(issue)
    fact = _new(held, text, confidence, source, by)
    _record("issue.fact_added", fact)
    meet_clock(held, "first_facts", by=by)
    return fact


@transaction.atomic
def change_fact(
    fact: Fact, *, by: Member, confidence: str, text: str = "", source: str = ""
) -> Fact:
    """Correct a fact, or say how sure it is now: a new row follows the old one, which stays to be read.

    Answers of the sheet that stand on it fall back to being written.
    Nothing changed: the fact as it is. Corrected by somebody else meanwhile: `OvertakenFactError`.
    """
    held = _held(fact.issue)
    told = (text.strip() or fact.text, confidence, source.strip() or fact.source)
    if told == (fact.text, fact.confidence, fact.source):
        return fact
    if Fact.objects.filter(follows=fact).exists():
        raise OvertakenFactError
    try:
        with transaction.atomic():
            new = _new(held, *told, by, follows=fact)
    except IntegrityError as fault:
        raise OvertakenFactError from fault
    _record("issue.fact_changed", new, before=f"sure:{fact.confidence}")
    let_fall(fact, new, by=by)
    return new


@transaction.atomic
def ask(issue: Issue, text: str, *, by: Member, owner: Member | None = None) -> Unknown:
    """Something that we must find out, and who does."""
    held = _held(issue)
    asked = Unknown.objects.create(issue=held, text=text.strip()[:500], owner=owner, by=by)
    record(
        "issue.unknown_added", "issue", held.pk, organisation=held.organisation_id, by=by,
        text=asked.text[:SHOWN], name=owner.name if owner else "",
    )  # fmt: skip
    return asked


@transaction.atomic
def answer_unknown(
    unknown: Unknown, text: str, *, by: Member, confidence: str, source: str = ""
) -> Fact:
    """An unknown ends with the fact that answers it."""
    held = _held(unknown.issue)
    asked = Unknown.objects.select_for_update().get(pk=unknown.pk)
    if asked.answered_at:
        raise AnsweredError
    fact = _new(held, text, confidence, source, by)
    asked.answered_at, asked.fact = now(), fact
    asked.save(update_fields=["answered_at", "fact"])
    _record("issue.unknown_answered", fact, question=asked.text[:SHOWN])
    meet_clock(held, "first_facts", by=by)
    return fact


def _held(issue: Issue) -> Issue:
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    if not held.is_open:
        raise EndedError
    return held


def _new(
    issue: Issue, text: str, confidence: str, source: str, by: Member | None,
    follows: Fact | None = None,
) -> Fact:  # fmt: skip
    if confidence == Confidence.CONFIRMED and not source.strip():
        raise NoSourceError
    at: datetime = now()
    return Fact.objects.create(
        issue=issue, text=text.strip()[:1000], confidence=confidence,
        source=source.strip()[:300], by=by, at=at, follows=follows,
    )  # fmt: skip


def _record(event: str, fact: Fact, **facts: str) -> None:
    record(
        event, "issue", fact.issue_id, organisation=fact.issue.organisation_id, by=fact.by,
        text=fact.text[:SHOWN], confidence=f"sure:{fact.confidence}", fact=fact.pk, **facts,
    )  # fmt: skip
