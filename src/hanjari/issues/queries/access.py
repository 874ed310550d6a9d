"""Who may see which issue: every list begins here, and a stranger gets 404."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from hanjari.issues.models import Issue, Seat
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


def visible_to(member: Member) -> Q:
    """The company's open to all readers; a restricted one only to who sits there, deputises or raised it."""
    own = Q(organisation=member.organisation_id)
    theirs = Q(seats__member=member.pk, seats__renounced_at=None)
    deputy = Q(seats__deputy=member.pk, seats__renounced_at=None)
    involved = theirs | deputy | Q(raised_by=member.pk)
    if member.can(Permission.READ_ALL):
        return own & (Q(is_restricted=False) | involved)
    return own & involved


def issues_for(member: Member) -> QuerySet[Issue]:
    """Every issue the member may see, each once."""
    return Issue.objects.filter(pk__in=Issue.objects.filter(visible_to(member)).values("pk"))


def issue_for(member: Member, pk: int) -> Issue:
    """One of them with what its page shows; a stranger gets 404."""
    rows = issues_for(member).select_related("department", "raised_by", "alarm", "organisation")
    return get_object_or_404(rows, pk=pk)


def members_of_restricted(issues: Collection[int]) -> dict[int, frozenset[int]]:
    """Of those issues the restricted ones, with the members who alone may see each."""
    if not issues:
        return {}
    closed = Issue.objects.filter(pk__in=issues, is_restricted=True)
    seen: dict[int, set[int | None]] = {
        pk: {by} for pk, by in closed.values_list("pk", "raised_by")
    }
    rows = Seat.objects.filter(issue__in=seen, renounced_at=None)
    for pk, member, deputy in rows.values_list("issue", "member", "deputy"):
        seen[pk] |= {member, deputy}
    return {pk: frozenset(one for one in members if one) for pk, members in seen.items()}
