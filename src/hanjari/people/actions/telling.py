"""Announcing what was done to a member."""

from hanjari.kit.announce import announce
from hanjari.people.models import Member


def tell_of_member(event: str, member: Member, *, by: Member | None, **facts: object) -> None:
    """One announcement with the member's name, so that the audit reads well after they have left."""
    announce(
        event,
        "member",
        member.pk,
        organisation=member.organisation_id,
        by=by,
        name=member.name,
        **facts,
    )
