"""Who may see which commitment: every list begins here, and a stranger gets 404."""

from django.core.exceptions import PermissionDenied
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


def workable_by(member: Member) -> QuerySet[Commitment]:
    """Those on which the member may work: hand in evidence, say that it has begun and how it stands.

    An owner may on what they own, whatever their role; others where their role makes promises.
    """
    rows = commitments_for(member)
    return rows if member.can(Permission.MAKE_COMMITMENT) else rows.filter(owner=member)


def commitment_to_work_on(member: Member, pk: int) -> Commitment:
    """One of them; a stranger gets 404, who may only read it 403."""
    found = commitment_for(member, pk)
    if not workable_by(member).filter(pk=pk).exists():
        raise PermissionDenied
    return found


def evidence_for(member: Member, pk: int) -> Evidence:
    """Evidence of a commitment that the member may see."""
    rows = Evidence.objects.filter(commitment__in=commitments_for(member))
    return get_object_or_404(rows.select_related("commitment", "submitted_by"), pk=pk)
