"""What an administrator does with a member."""

from collections.abc import Iterable

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.urls import reverse

from hanjari.people.actions.limits import keep_an_administrator, within_own_limits
from hanjari.people.actions.telling import tell_of_member
from hanjari.people.models import Department, Member, Role


@transaction.atomic
def change_role(member: Member, role: Role, *, by: Member) -> None:
    """Give a member another role; the same role again changes nothing.

    Raises `LastAdministratorError` and `BeyondOneselfError`.
    """
    if member.role_id == role.pk:
        return
    within_own_limits(by, role, member.role)
    if role.standard != "administrator":
        keep_an_administrator(member)
    before, member.role = member.role.name, role
    member.save(update_fields=["role"])
    tell_of_member("member.role_changed", member, by=by, before=before, after=role.name)


@transaction.atomic
def seat(member: Member, departments: Iterable[Department], *, by: Member) -> None:
    """Say which departments a member sits in."""
    before = set(member.departments.values_list("name", flat=True))
    member.departments.set(departments)
    after = set(member.departments.values_list("name", flat=True))
    if before != after:
        tell_of_member("member.seated", member, by=by, before=sorted(before), after=sorted(after))


@transaction.atomic
def disable(member: Member, *, by: Member) -> None:
    """Let a member in no more; every session of theirs ends. What they did stays under their name.

    Raises `LastAdministratorError` and `BeyondOneselfError`.
    """
    if not member.is_active:
        return
    within_own_limits(by, member.role)
    keep_an_administrator(member)
    member.is_active = False
    member.save(update_fields=["is_active"])
    _end_sessions(member)
    tell_of_member("member.disabled", member, by=by)


@transaction.atomic
def enable(member: Member, *, by: Member) -> None:
    """Let a disabled member log in again."""
    if member.is_active:
        return
    within_own_limits(by, member.role)
    member.is_active = True
    member.save(update_fields=["is_active"])
    tell_of_member("member.enabled", member, by=by)


@transaction.atomic
def forget_second_factor(member: Member, *, by: Member) -> None:
    """For a lost phone or key: the next log-in asks for the password alone, and all sessions end."""
    within_own_limits(by, member.role)
    removed, _ = Authenticator.objects.filter(user=member).delete()
    if removed:
        _end_sessions(member)
        tell_of_member("member.second_factor_forgotten", member, by=by)


@transaction.atomic
def offer_new_password(member: Member, *, by: Member) -> str:
    """The path of a one-time link by which a member sets a new password.

    It dies when the password changes or when PASSWORD_RESET_TIMEOUT (three days) has passed. A
    second factor is still asked for afterwards.
    """
    within_own_limits(by, member.role)
    tell_of_member("member.new_password_offered", member, by=by)
    key = default_token_generator.make_token(member)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(member), key])


@transaction.atomic
def end_session(session: UserSession, *, by: Member) -> None:
    """Log one browser out."""
    session.end()
    tell_of_member(
        "member.session_ended", by, by=by, browser=session.user_agent[:120], ip=session.ip
    )


def _end_sessions(member: Member) -> None:
    for session in UserSession.objects.filter(user=member):
        session.end()
