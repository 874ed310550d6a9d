"""Roles of an organisation's own, made from named permissions."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from hanjari.kit.announce import announce
from hanjari.people.actions.limits import within_own_limits
from hanjari.people.models import Member, Role
from hanjari.people.permissions import Permission
from hanjari.people.refusals import NameTakenError, StandardRoleError, StillUsedError


@transaction.atomic
def add_role(name: str, permissions: Iterable[Permission], *, by: Member) -> Role:
    """A role of the organisation's own, blank or as a copy of another.

    Raises `NameTakenError` and `BeyondOneselfError`.
    """
    role = Role(organisation=by.organisation, name=name, permissions=sorted(set(permissions)))
    within_own_limits(by, role)
    _save(role)
    _tell("role.added", role, by=by, permissions=role.permissions)
    return role


@transaction.atomic
def edit_role(role: Role, name: str, permissions: Iterable[Permission], *, by: Member) -> None:
    """Everybody who has the role may at once what it now says.

    Raises `StandardRoleError`, `NameTakenError` and `BeyondOneselfError`.
    """
    if role.standard:
        raise StandardRoleError
    before, after = list(role.permissions), sorted(set(permissions))
    within_own_limits(by, role, Role(permissions=after))
    role.name, role.permissions = name, after
    _save(role)
    _tell("role.edited", role, by=by, before=before, after=after)


@transaction.atomic
def remove_role(role: Role, *, by: Member) -> None:
    """Raises `StandardRoleError`, and `StillUsedError` while somebody has it."""
    if role.standard:
        raise StandardRoleError
    within_own_limits(by, role)
    pk = role.pk
    try:
        with transaction.atomic():
            role.invitation_set.exclude(accepted_at=None, withdrawn_at=None).delete()
            role.delete()
    except ProtectedError as error:
        raise StillUsedError from error
    role.pk = pk
    _tell("role.removed", role, by=by)


def _save(role: Role) -> None:
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError as error:
        raise NameTakenError from error


def _tell(event: str, role: Role, *, by: Member, **facts: object) -> None:
    announce(
        event, "role", role.pk, organisation=role.organisation_id, by=by, name=role.name, **facts
    )
