"""Inviting somebody by a link, and joining by it."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from hanjari.kit.announce import announce
from hanjari.kit.clock import now
from hanjari.people.actions.limits import within_own_limits
from hanjari.people.links import INVITATION_LASTS, digest_of, new_secret
from hanjari.people.models import Department, Invitation, Member, Role
from hanjari.people.post import post_invitation
from hanjari.people.refusals import AddressTakenError, LinkClosedError


@transaction.atomic
def invite(
    role: Role,
    *,
    by: Member,
    email: str = "",
    language: str = "",
    departments: Iterable[Department] = (),
) -> tuple[Invitation, str]:
    """An open invitation and the secret of its link, which is shown once and stored nowhere.

    With an address only that address may join, and the link is mailed there where there is a mail
    server; without one the link is for whoever holds it.
    Raises `AddressTakenError` when the address is a member's, `BeyondOneselfError` for a role that
    may more than its giver.
    """
    within_own_limits(by, role)
    if email and Member.objects.filter(email=email.lower()).exists():
        raise AddressTakenError
    secret = new_secret()
    invitation = Invitation.objects.create(
        organisation=by.organisation,
        email=email.lower(),
        language=language,
        role=role,
        digest=digest_of(secret),
        invited_by=by,
        expires_at=now() + INVITATION_LASTS,
    )
    invitation.departments.set(departments)
    post_invitation(invitation, secret)
    announce(
        "member.invited" if email else "invitation.made",
        "invitation",
        invitation.pk,
        organisation=by.organisation,
        by=by,
        email=invitation.email,
        role=role.name,
    )
    return invitation, secret


@transaction.atomic
def accept_invitation(
    secret: str,
    *,
    name: str,
    email: str,
    password: str,
    language: str = "",
    time_zone: str = "",
) -> Member:
    """Join by a link. The invitation's own address wins over the one given.

    Raises `LinkClosedError` for a link that is spent, and `AddressTakenError` (the link stays good).
    """
    opened = Invitation.objects.filter(
        digest=digest_of(secret), accepted_at=None, withdrawn_at=None, expires_at__gt=now()
    )
    if not opened.update(accepted_at=now()):
        raise LinkClosedError
    invitation = Invitation.objects.select_related("organisation", "role").get(
        digest=digest_of(secret)
    )
    member = _seat_guest(invitation, invitation.email or email, password, name, language, time_zone)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=member)
    announce(
        "member.joined",
        "member",
        member.pk,
        organisation=member.organisation,
        by=member,
        role=invitation.role.name,
        invitation=invitation.pk,
    )
    return member


def _seat_guest(
    invitation: Invitation, email: str, password: str, name: str, language: str, time_zone: str
) -> Member:
    try:
        with transaction.atomic():
            member = Member.objects.create_user(
                email,
                password,
                name=name,
                organisation=invitation.organisation,
                role=invitation.role,
                language=language or invitation.language,
                time_zone=time_zone,
            )
    except IntegrityError as error:
        raise AddressTakenError from error
    member.departments.set(invitation.departments.all())
    return member


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Member) -> None:
    """The link stops working at once; withdrawing twice changes nothing."""
    withdrawn = Invitation.objects.filter(
        pk=invitation.pk, accepted_at=None, withdrawn_at=None
    ).update(withdrawn_at=now())
    if withdrawn:
        announce(
            "invitation.withdrawn",
            "invitation",
            invitation.pk,
            organisation=invitation.organisation_id,
            by=by,
            email=invitation.email,
        )
