"""What nobody may do to others: give more than they have, or lock the house from outside."""

from hanjari.people.models import Member, Organisation, Role
from hanjari.people.refusals import BeyondOneselfError, LastAdministratorError


def within_own_limits(by: Member, *roles: Role) -> None:
    """Raises `BeyondOneselfError` when a role contains a permission that `by` lacks."""
    if any(set(role.permissions) - set(by.role.permissions) for role in roles):
        raise BeyondOneselfError


def keep_an_administrator(member: Member) -> None:
    """Raises `LastAdministratorError` when no other active administrator remains.

    The organisation's row is locked first: two administrators who remove each other at the same
    moment must not both succeed.
    """
    Organisation.objects.select_for_update().get(pk=member.organisation_id)
    others = Member.objects.filter(
        organisation=member.organisation_id, is_active=True, role__standard="administrator"
    ).exclude(pk=member.pk)
    if member.role.standard == "administrator" and member.is_active and not others.exists():
        raise LastAdministratorError
