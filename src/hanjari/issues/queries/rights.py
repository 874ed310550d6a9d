"""What a member may do in the room of an issue that they may see."""

from typing import NamedTuple

from hanjari.issues.models import Issue, Lesson, Part, Seat
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


class Rights(NamedTuple):
    """`work`: facts, questions, tasks. `lead`: decisions, the stance, seats, clocks, who may see it."""

    work: bool
    lead: bool


def rights_of(member: Member, issue: Issue) -> Rights:
    """Those seated work, whatever their role; the lead and those who run issues lead. Nothing in an ended one."""
    return _rights(member, issue) if issue.is_open else Rights(work=False, lead=False)


def review_rights_of(member: Member, issue: Issue) -> Rights:
    """In the review of an issue that has ended: those who sat there write, whoever led it finishes."""
    is_reviewed_now = issue.stage == Issue.Stage.CLOSED
    return _rights(member, issue) if is_reviewed_now else Rights(work=False, lead=False)


def may_finish(member: Member, lesson: Lesson) -> bool:
    """Whether the member may say that the task of a lesson is done, also long after the review."""
    owns = lesson.task is not None and lesson.task.owner_id == member.pk
    return owns or member.can(Permission.RAISE_ISSUE)


def _rights(member: Member, issue: Issue) -> Rights:
    parts = set(
        Seat.objects.filter(issue=issue, member=member, renounced_at=None).values_list(
            "part", flat=True
        )
    )
    leads = Part.LEAD in parts or member.can(Permission.RUN_ISSUE)
    works = bool(parts - {Part.OBSERVER}) or member.can(Permission.RAISE_ISSUE)
    return Rights(work=leads or works, lead=leads)
