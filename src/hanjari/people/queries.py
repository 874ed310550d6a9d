"""Questions of the people room: each fetches and authorises in one; a stranger gets 404."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from hanjari.people.links import digest_of
from hanjari.people.models import (
    AddressChange,
    ClosedDay,
    Department,
    FirstKey,
    Invitation,
    Letter,
    Member,
    Role,
)

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
"""What counts as a second factor; recovery codes alone do not."""

_second_factor = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS))


def member_for(member: Member, pk: int) -> Member:
    """A colleague, oneself included."""
    return get_object_or_404(members_for(member), pk=pk)


def members_for(member: Member) -> QuerySet[Member]:
    """All who work or worked in this organisation, active ones first, then by name."""
    return (
        Member.objects.filter(organisation=member.organisation_id)
        .select_related("role")
        .prefetch_related("departments")
        .annotate(has_second_factor=_second_factor)
        .order_by("-is_active", "name")
    )


def roles_for(member: Member) -> QuerySet[Role]:
    """The organisation's roles, standard ones first, with how many active members have each."""
    return Role.objects.filter(organisation=member.organisation_id).annotate(
        member_count=Count("members", filter=Q(members__is_active=True))
    )


def role_for(member: Member, pk: int) -> Role:
    """A role of the member's organisation."""
    return get_object_or_404(roles_for(member), pk=pk)


def departments_for(member: Member) -> QuerySet[Department]:
    """The organisation's departments with how many active members sit in each."""
    return Department.objects.filter(organisation=member.organisation_id).annotate(
        member_count=Count("members", filter=Q(members__is_active=True))
    )


def department_for(member: Member, pk: int) -> Department:
    """A department of the member's organisation."""
    return get_object_or_404(departments_for(member), pk=pk)


def open_invitations_for(member: Member) -> QuerySet[Invitation]:
    """Invitations that were neither used nor withdrawn, expired ones included, newest first.

    `is_undelivered`: its letter was given up, so that the link must be handed over in another way.
    """
    given_up = Letter.objects.filter(invitation=OuterRef("pk"), given_up_at__isnull=False)
    return (
        Invitation.objects.filter(
            organisation=member.organisation_id, accepted_at=None, withdrawn_at=None
        )
        .select_related("role", "invited_by")
        .annotate(is_undelivered=Exists(given_up))
    )


def invitation_for(member: Member, pk: int) -> Invitation:
    """An invitation that is still to be used."""
    return get_object_or_404(open_invitations_for(member), pk=pk)


def invitation_by_secret(secret: str) -> Invitation | None:
    """What a link invites to; None when it does not (or no longer) let anybody in."""
    invitation = (
        Invitation.objects.select_related("organisation", "role", "invited_by")
        .filter(digest=digest_of(secret))
        .first()
    )
    return invitation if invitation and invitation.is_open else None


def address_change_of(member: Member) -> AddressChange | None:
    """The new address that waits to be confirmed."""
    change = member.address_changes.filter(confirmed_at=None, withdrawn_at=None).first()
    return change if change and change.is_open else None


def address_change_by_secret(member: Member, secret: str) -> AddressChange | None:
    """What a link would change the member's own address to; None for a dead one or another's."""
    change = member.address_changes.filter(digest=digest_of(secret)).first()
    return change if change and change.is_open else None


def is_first_key(secret: str) -> bool:
    """Whether this link still makes the first administrator."""
    key = FirstKey.objects.filter(digest=digest_of(secret)).first()
    return bool(key and key.is_open and not Member.objects.exists())


def closed_day_for(member: Member, pk: int) -> ClosedDay:
    """A closed day of the member's organisation."""
    return get_object_or_404(ClosedDay, organisation=member.organisation_id, pk=pk)


def sessions_of(member: Member) -> list[UserSession]:
    """The member's own living sessions, newest first."""
    sessions: list[UserSession] = UserSession.objects.purge_and_list(member)
    return sorted(sessions, key=lambda session: session.created_at, reverse=True)


def session_of(member: Member, pk: int) -> UserSession:
    """One of the member's own sessions; nobody else's."""
    return get_object_or_404(UserSession, user=member, pk=pk)
