"""Handing a conversation over: member and department in one act."""

from django.db import transaction

from hanjari.conversations.actions import assignment
from hanjari.conversations.models import Conversation
from hanjari.people.models import Department, Member


@transaction.atomic
def hand_over(
    conversation: Conversation, *, member: Member | None, department: Department | None, by: Member
) -> None:
    """Both as chosen; what is so already stays. Raises `StrangerError`."""
    assignment.assign_department(conversation, department, by=by)
    if member is None:
        assignment.unassign(conversation, by=by)
    else:
        assignment.assign(conversation, member, by=by)
