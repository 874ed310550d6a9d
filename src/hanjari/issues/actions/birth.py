"""Birth: something went wrong, and from now on it has a number, a level, and the words it came from."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hanjari.issues.actions.belonging import add_messages
from hanjari.issues.actions.braking import hold_automatic
from hanjari.issues.models import Belonging, Issue, LevelChange
from hanjari.issues.numbers import next_number
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.listening.models import Alarm
from hanjari.people.models import Department, Member, Organisation

TITLE, EXPRESSION = 200, 2000


@transaction.atomic
def raise_issue(
    organisation: Organisation,
    title: str,
    *,
    by: Member | None,
    level: int = Issue.Level.WATCH,
    origin: str = Issue.Origin.HAND,
    summary: str = "",
    message_ids: Iterable[int] = (),
    alarm: Alarm | None = None,
    department: Department | None = None,
    product: str = "",
    kind: str = "",
    expression: str = "",
    is_exercise: bool = False,
    scenario: str = "",
    is_restricted: bool = False,
    triggers: Iterable[str] = (),
) -> Issue:
    """Raise an issue; every message it came from belongs to it and is traced to it.

    Once an alarm: raised again from the same alarm, the issue that is there takes the messages.
    From level 2 on the brake is put on, and `issue.level_raised` is told, which calls the committee.
    """
    number = next_number(organisation.pk)
    there = Issue.objects.filter(alarm=alarm).first() if alarm else None
    if there:
        add_messages(there, message_ids, by=by, how=Belonging.How.ORIGIN)
        return there
    issue = Issue.objects.create(
        organisation=organisation, number=number, title=" ".join(title.split())[:TITLE],
        summary=summary, kind=kind, level=level, triggers=list(triggers), alarm=alarm,
        origin=Issue.Origin.EXERCISE if is_exercise else origin,
        department=department, product=product, expression=expression or _expression_of(alarm),
        is_exercise=is_exercise, scenario=scenario, is_restricted=is_restricted, raised_by=by,
        detected_at=_detected_at(alarm),
    )  # fmt: skip
    _told(issue, by)
    add_messages(issue, message_ids, by=by, how=Belonging.How.ORIGIN)
    return issue


def _detected_at(alarm: Alarm | None) -> datetime:
    """T0 of the clocks: when the watch told the alarm, not when somebody came to read it."""
    return alarm.raised_at if alarm else now()


def _expression_of(alarm: Alarm | None) -> str:
    text = alarm.query.expression if alarm else ""
    return text if len(text) <= EXPRESSION else ""


def _told(issue: Issue, by: Member | None) -> None:
    facts = {"title": issue.title, "number": issue.number, "level": issue.level}
    desk = issue.organisation_id
    record(
        "issue.raised", "issue", issue.pk, organisation=desk, by=by, **facts, origin=issue.origin
    )
    if issue.level > Issue.Level.WATCH:
        watch = Issue.Level.WATCH
        LevelChange.objects.create(issue=issue, before=watch, after=issue.level, by=by)
        hold_automatic(issue, by=by)
        record(
            "issue.level_raised", "issue", issue.pk, organisation=desk, by=by,
            before=watch, after=issue.level,
        )  # fmt: skip
