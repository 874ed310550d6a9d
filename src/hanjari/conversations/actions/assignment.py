"""Who answers: a member, a department, or nobody yet."""

from django.db import transaction

from hanjari.conversations.actions.passing import held, pass_on
from hanjari.conversations.models import Conversation
from hanjari.journal import actions as journal
from hanjari.people.models import Department, Member

Status = Conversation.Status


class StrangerError(Exception):
    """The member or department is not of this company, or can't work any more."""


@transaction.atomic
def assign(conversation: Conversation, member: Member, *, by: Member) -> bool:
    """Give a conversation to a member; False when it is theirs already. Raises `StrangerError`."""
    row = held(conversation)
    if member.organisation_id != row.organisation_id or not member.is_active:
        raise StrangerError(member.name)
    if row.assignee_id == member.pk:
        return False
    before = row.assignee_id
    row.assignee = member
    row.save(update_fields=["assignee"])
    if row.status in (Status.NEW, Status.TRIAGED):
        pass_on(row, Status.ASSIGNED, by=by)
    _record("conversation.assigned", row, by=by, before=before, member=member.pk, name=member.name)
    return True


@transaction.atomic
def unassign(conversation: Conversation, *, by: Member) -> bool:
    """Take it from its member; it waits for somebody again. False when nobody had it."""
    row = held(conversation)
    if row.assignee_id is None:
        return False
    before, row.assignee = row.assignee_id, None
    row.save(update_fields=["assignee"])
    if row.status in (Status.ASSIGNED, Status.ANSWERING):
        pass_on(row, Status.TRIAGED, by=by)
    _record("conversation.unassigned", row, by=by, before=before)
    return True


@transaction.atomic
def assign_department(
    conversation: Conversation, department: Department | None, *, by: Member
) -> bool:
    """Give it to a department (None: to none); the member in charge stays. Raises `StrangerError`."""
    row = held(conversation)
    if department and department.organisation_id != row.organisation_id:
        raise StrangerError(department.name)
    if row.department_id == (department.pk if department else None):
        return False
    before, row.department = row.department_id, department
    row.save(update_fields=["department"])
    if department and row.status == Status.NEW:
        pass_on(row, Status.TRIAGED, by=by)
    _record(
        "conversation.department_assigned",
        row,
        by=by,
        before=before,
        department=department.pk if department else None,
        name=department.name if department else "",
    )
    return True


def _record(event: str, row: Conversation, *, by: Member, **facts: int | str | None) -> None:
    journal.record(event, "conversation", row.pk, organisation=row.organisation_id, by=by, **facts)
