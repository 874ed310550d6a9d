"""Whether the company is ready, for the list of issues."""

from hanjari.issues.readiness import Check, readiness
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


def checks_for(member: Member) -> list[Check]:
    """The points of readiness for whoever arranges committees; nobody else can do anything about them."""
    return readiness(member.organisation) if member.can(Permission.RUN_ISSUE) else []
