"""Coming in, failing to, and changing one's keys: told, so that the audit shows every attempt on a member."""

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest

from hanjari.people.actions.telling import tell_of_member
from hanjari.people.models import Member


def logged_in(member: Member, request: HttpRequest) -> None:
    """A member came in by password and, where they have one, second factor."""
    tell_of_member("member.logged_in", member, by=member, **_where(request))


def login_failed(email: str, request: HttpRequest | None) -> None:
    """Somebody gave a wrong password for a member; an address that nobody has is not kept."""
    member = Member.objects.filter(email=email.lower()).first() if email else None
    if member:
        tell_of_member("member.login_failed", member, by=None, **_where(request))


def second_factor_failed(member: Member, request: HttpRequest | None) -> None:
    """The password was right, the second factor was not."""
    tell_of_member("member.second_factor_failed", member, by=None, **_where(request))


def password_changed(member: Member) -> None:
    """All other sessions of the member have ended with the old password."""
    tell_of_member("member.password_changed", member, by=member)


def second_factor_changed(member: Member, kind: str, verb: str) -> None:
    """`kind` is allauth's type (totp, webauthn, recovery_codes); `verb` added, removed or renewed."""
    tell_of_member(f"member.second_factor_{verb}", member, by=member, kind=kind)


def _where(request: HttpRequest | None) -> dict[str, str]:
    if request is None:
        return {}
    agent = request.headers.get("User-Agent", "")[:120]
    return {"ip": get_client_ip(request) or "", "browser": agent}
