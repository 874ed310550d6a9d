"""What the desk's page about the open page asks for; a stranger gets 404."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from hanjari.commitments.models import Commitment
from hanjari.people.models import Member
from hanjari.public.models import Browser, OpenPage, Story, Subscriber


def page_of(member: Member) -> OpenPage:
    """The organisation's page; one that was never opened is closed and not saved."""
    found = OpenPage.objects.filter(organisation=member.organisation_id).first()
    return found or OpenPage(organisation=member.organisation)


def followers_of(member: Member) -> dict[str, int]:
    """How many follow by mail, and how many browsers do; who they are is not asked."""
    mine = {"organisation": member.organisation_id}
    return {
        "mail": Subscriber.objects.filter(confirmed_at__isnull=False, **mine).count(),
        "browsers": Browser.objects.filter(**mine).count(),
    }


def stories_of(member: Member) -> QuerySet[Story]:
    """All stories of the organisation, the newest first."""
    rows = Story.objects.filter(organisation=member.organisation_id)
    return rows.select_related("written_by", "approved_by")


def story_for(member: Member, pk: int) -> Story:
    """One of them."""
    return get_object_or_404(Story, organisation=member.organisation_id, pk=pk)


def commitments_of(member: Member) -> QuerySet[Commitment]:
    """What a story may be about."""
    return Commitment.objects.filter(
        organisation=member.organisation_id, is_exercise=False
    ).order_by("-pk")
