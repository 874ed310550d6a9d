"""Falling: an answer whose fact changed, or whose time is over, is not said any more, and its people are told."""

from collections.abc import Callable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hanjari.issues.actions.answers import copied, newest_of, rewound
from hanjari.issues.actions.approving import retire
from hanjari.issues.actions.questions import record_answer
from hanjari.issues.models import Answer, Fact, Part, Seat
from hanjari.kit.clock import now
from hanjari.people.actions import calls
from hanjari.people.models import Member, Urgency, Way

State = Answer.State
BATCH = 50


def let_fall(before: Fact, fact: Fact, *, by: Member) -> int:
    """A fact is followed by another: every answer on it is looked at anew. How many; in the caller's transaction.

    Approved words stop holding at once and go on as a draft; what was with legal comes back.
    """
    rows = Answer.objects.filter(facts=before).exclude(state=State.RETIRED)
    found = list(rows.select_related("question__issue", "written_by", "approved_by"))
    for row in found:
        is_approved = row.state == State.APPROVED
        if is_approved:
            _retire_and_go_on(row, before, fact)
        else:
            rewound(row).revision += 1
            row.fallen_on = fact
            row.save()
            _stand_on(row, before, fact)
        record_answer(
            "answer.fell", row.question, by, answer=row.pk, version=row.number,
            fact=fact.text[:120], confidence=f"sure:{fact.confidence}",
        )  # fmt: skip
        if is_approved:
            _tell(row, f"fell:{fact.pk}", lambda: _("An answer fell back: a fact below it changed"))
    return len(found)


def tell_expired() -> int:
    """Approved answers whose time is over: told once each. How many were told now."""
    rows = Answer.objects.filter(
        state=State.APPROVED, valid_until__lte=now(), expiry_told_at=None
    ).order_by("valid_until")
    return sum(_tell_one(pk) for pk in list(rows.values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _tell_one(pk: int) -> int:
    mine = Answer.objects.filter(pk=pk, state=State.APPROVED, expiry_told_at=None)
    if not mine.update(expiry_told_at=now()):
        return 0
    row = Answer.objects.select_related("question__issue", "written_by", "approved_by").get(pk=pk)
    record_answer("answer.expired", row.question, None, answer=row.pk, version=row.number)
    if row.question.issue.is_open:
        _tell(row, "expired", lambda: _("An approved answer has expired"))
    return 1


def _retire_and_go_on(row: Answer, before: Fact, fact: Fact) -> None:
    """The words are kept as they were said; the same words wait as a draft unless one is written already."""
    is_written = newest_of(row.question).state in Answer.OPEN
    retire(row, None, on=fact)
    if is_written:
        return
    draft = copied(row, written_by=row.written_by, fallen_on=fact)
    draft.facts.set(row.facts.all())
    _stand_on(draft, before, fact)


def _stand_on(row: Answer, before: Fact, fact: Fact) -> None:
    row.facts.remove(before)
    row.facts.add(fact)


def _tell(row: Answer, occasion: str, subject: Callable[[], str]) -> None:
    """Its writer, whoever approved it, and the lead; an exercise rings on the desk alone."""
    question = row.question
    lead = Seat.objects.filter(issue=question.issue, part=Part.LEAD, renounced_at=None).first()
    concerned = [row.written_by, row.approved_by, lead.member if lead else None]
    members = [one for one in dict.fromkeys(concerned) if one and one.is_active]
    calls.call(
        members,
        subject=subject,
        words=lambda: _words(row),
        key=f"answer:{row.pk}:{occasion}",
        url=reverse("issues:answer", args=[question.issue_id, question.pk]),
        urgency=Urgency.USUAL,
        organisation=question.issue.organisation,
        without={Way.WEBHOOK, Way.MAIL, Way.PUSH} if question.issue.is_exercise else (),
    )


def _words(row: Answer) -> str:
    issue = row.question.issue
    if issue.is_restricted:
        return _("Issue #%(number)s. Nobody can use the answer until it is approved anew.") % {
            "number": issue.number
        }
    told = {"number": issue.number, "title": issue.title, "question": row.question.text[:120]}
    return (
        _(
            "Issue #%(number)s, %(title)s: “%(question)s”. Nobody can use it until it is approved anew."
        )
        % told
    )
