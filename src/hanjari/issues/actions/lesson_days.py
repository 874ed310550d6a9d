"""Days of lessons: whoever does the task of a lesson is reminded before, and told when it is late.

As the owner of a promise is. Where it stays undone, whoever led the issue hears of it too, so that
what was learned is not forgotten with it.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hanjari.issues.actions.reminding import leading, silent
from hanjari.issues.models import Issue, Lesson, Task
from hanjari.issues.queries.access import issues_for
from hanjari.issues.queries.review import lessons_due
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.kit.web import times
from hanjari.people.actions import calls
from hanjari.people.models import Call, Member

AHEAD = (timedelta(days=7), timedelta(days=1))
"""Before the day on which the owner is reminded, as of promises."""
UPSTAIRS = timedelta(days=3)
"""So long after its day whoever led the issue is told."""
MOST, LOOKED_AT = 50, 1_000
_AFTER = ("late", "still_late")


def remind_of_lessons() -> int:
    """Call whoever has not done the task of a lesson that is due soon or late; how many rang."""
    waiting = {_key(one.task, _mark(one.task)): one for one in _open()}
    known = Call.objects.filter(key__in=waiting).values_list("key", "organisation")
    rung = set(known)
    new = [
        (key, one)
        for key, one in waiting.items()
        if (key, one.review.issue.organisation_id) not in rung
    ]
    return sum(_remind(key, one) for key, one in new[:MOST])


def still_lesson(task: Task, *, by: Member) -> None:
    """It is done, or is done no more: what was called for it no longer matters."""
    rows = Call.objects.filter(
        organisation=task.issue.organisation_id, key__startswith=f"lesson:{task.pk}:"
    )
    for made in rows.select_related("organisation"):
        calls.call_off(made, by=by)


def _open() -> Iterator[Lesson]:
    yield from lessons_due(now() + AHEAD[0])[:LOOKED_AT]


@transaction.atomic
def _remind(key: str, lesson: Lesson) -> bool:
    """Once for each mark of each day it is due on; that it is late stands in the journal, once."""
    task = Task.objects.select_for_update(of=("self",)).get(pk=lesson.task_id or 0)
    issue, mark = lesson.review.issue, key.rpartition(":")[2]
    whom = _whom(lesson, mark)
    if task.done_at or task.dropped_for or not whom:
        return False
    if mark in _AFTER and not _is_told_late(task):
        record(
            "lesson.late", "issue", issue.pk, organisation=issue.organisation_id, by=None,
            text=task.text[:120], due=_due(task), lesson=lesson.pk,
        )  # fmt: skip
    told = {"number": issue.number}
    calls.call(
        whom,
        subject=lambda: (
            _("A lesson of issue #%(number)s is late") % told
            if mark in _AFTER
            else _("A lesson of issue #%(number)s is due soon") % told
        ),
        words=lambda: f"{task.text}\n{_words(task)}",
        key=key,
        url=reverse("issues:review", args=[issue.pk]),
        organisation=issue.organisation,
        without=silent(issue),
    )
    return True


def _is_told_late(task: Task) -> bool:
    late = Call.objects.filter(organisation=task.issue.organisation_id, key__startswith=_day(task))
    return late.filter(Q(key__endswith=":late") | Q(key__endswith=":still_late")).exists()


def _whom(lesson: Lesson, mark: str) -> list[Member]:
    """The owner, as long as they may read the issue; whoever leads where there is none, or it stays undone."""
    issue, task = lesson.review.issue, lesson.task
    lead = leading(issue)
    owner = task.owner if task else None
    does = owner if owner and owner.is_active and _may_read(owner, issue) else None
    asked = (does, lead) if mark == "still_late" else (does or lead,)
    return list(dict.fromkeys(one for one in asked if one))


def _may_read(member: Member, issue: Issue) -> bool:
    return issues_for(member).filter(pk=issue.pk).exists()


def _mark(task: Task | None) -> str:
    """The nearest mark that has passed; a desk that was down on the day still reminds, once."""
    left = _left(task)
    if left < timedelta():
        return "still_late" if -left >= UPSTAIRS else "late"
    return str(min(ahead for ahead in AHEAD if left <= ahead).days)


def _left(task: Task | None) -> timedelta:
    at = task.due_at if task else None
    return (at - now()) if at else timedelta()


def _key(task: Task | None, mark: str) -> str:
    """Whoever a task is passed on to is reminded anew."""
    if task is None or task.due_at is None:
        return ""
    return f"{_day(task)}{task.owner_id or 0}:{mark}"


def _day(task: Task) -> str:
    return f"lesson:{task.pk}:{task.due_at:%Y%m%d%H%M}:"


def _due(task: Task) -> str:
    return task.due_at.isoformat() if task.due_at else ""


def _words(task: Task) -> str:
    told = {"time": times.stamp(task.due_at)}
    if _left(task) < timedelta():
        return _("It was to be done by %(time)s.") % told
    return _("It is to be done by %(time)s.") % told
