"""Who may see which conversation: every list begins here, and a stranger gets 404."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from hanjari.conversations.models import Conversation
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


def visible_to(member: Member) -> Q:
    """All of the company's, or only one's own departments' and those assigned to oneself."""
    own = Q(organisation=member.organisation_id)
    if member.can(Permission.READ_ALL):
        return own
    if not member.can(Permission.READ_DEPARTMENT):
        return Q(pk__in=[])
    departments = list(member.departments.values_list("pk", flat=True))
    return own & (Q(department__in=departments) | Q(assignee=member.pk))


def conversations_for(member: Member) -> QuerySet[Conversation]:
    """Every conversation the member may see."""
    return Conversation.objects.filter(visible_to(member))


def conversation_for(member: Member, pk: int) -> Conversation:
    """One of them with what its page shows; a stranger gets 404."""
    rows = conversations_for(member).select_related(
        "account", "person", "assignee", "department", "organisation", "merged_into", "follows"
    )
    return get_object_or_404(rows, pk=pk)


def selected_for(member: Member, pks: list[int]) -> list[Conversation]:
    """Those of the chosen ones that the member may see, for an act on many (at most 500)."""
    return list(conversations_for(member).filter(pk__in=pks[:500]).order_by("pk"))
