"""Who may see which commitment: every list begins here, and a stranger gets 404."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from hanjari.commitments.models import Commitment, Evidence
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


def commitments_for(member: Member) -> QuerySet[Commitment]:
    """All of the company's to its readers; to others those of their departments or with their name."""
    rows = Commitment.objects.filter(organisation=member.organisation_id)
    if member.can(Permission.READ_ALL):
        return rows
    named = Q(owner=member) | Q(verifier=member) | Q(made_by=member)
    return rows.filter(
        named | Q(department__in=list(member.departments.values_list("pk", flat=True)))
    )


def commitment_for(member: Member, pk: int) -> Commitment:
    """One of them with what its page shows; a stranger gets 404."""
    rows = commitments_for(member).select_related(
        "owner", "department", "verifier", "made_by", "organisation", "superseded_by"
    )
    return get_object_or_404(rows, pk=pk)


def evidence_for(member: Member, pk: int) -> Evidence:
    """Evidence of a commitment that the member may see."""
    rows = Evidence.objects.filter(commitment__in=commitments_for(member))
    return get_object_or_404(rows.select_related("commitment", "submitted_by"), pk=pk)
