"""What a member may do in the room of an issue that they may see."""

from typing import NamedTuple

from hanjari.issues.models import Issue, Part, Seat
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


class Rights(NamedTuple):
    """`work`: facts, questions, tasks. `lead`: decisions, the stance, seats, clocks, who may see it."""

    work: bool
    lead: bool


def rights_of(member: Member, issue: Issue) -> Rights:
    """Those seated work, whatever their role; the lead and those who run issues lead. Nothing in an ended one."""
    if not issue.is_open:
        return Rights(work=False, lead=False)
    parts = set(
        Seat.objects.filter(issue=issue, member=member, renounced_at=None).values_list(
            "part", flat=True
        )
    )
    leads = Part.LEAD in parts or member.can(Permission.RUN_ISSUE)
    works = bool(parts - {Part.OBSERVER}) or member.can(Permission.RAISE_ISSUE)
    return Rights(work=leads or works, lead=leads)
