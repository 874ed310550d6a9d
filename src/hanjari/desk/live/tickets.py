"""Tickets: who may listen. Signed, short-lived, and bound to the session they were given to."""

from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import signing
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.utils.crypto import constant_time_compare

from hanjari.kit.clock import now
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

LASTS = 60
"""Seconds between asking for a ticket and opening the stream with it."""
_SALT = "hanjari.desk.live"


@dataclass(frozen=True)
class Scope:
    """What a listener may hear of."""

    organisation_id: int
    member_id: int
    sees_all: bool
    departments: frozenset[int]


def ticket_for(request: HttpRequest, member: Member) -> str:
    """A ticket for this member in this session."""
    scope = scope_of(member)
    told = {
        "organisation": scope.organisation_id,
        "member": scope.member_id,
        "all": scope.sees_all,
        "departments": sorted(scope.departments),
        "session": _digest(request.session.session_key or ""),
    }
    return signing.dumps(told, salt=_SALT)


def admit(ticket: str, cookies: str) -> tuple[Scope, str] | None:
    """The scope and the session key, if ticket, cookie and session belong together and still live."""
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")
    try:
        told = signing.loads(ticket, salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    if not constant_time_compare(told["session"], _digest(key)):
        return None
    scope = living_scopes([key]).get(key)
    return (scope, key) if scope and scope.member_id == told["member"] else None


def living_scopes(keys: list[str]) -> dict[str, Scope]:
    """Sessions that still live, with what their members may see today."""
    holders: dict[str, tuple[int, str]] = {}
    for row in Session.objects.filter(session_key__in=keys, expire_date__gt=now()):
        told = SessionStore().decode(row.session_data)
        if SESSION_KEY in told and BACKEND_SESSION_KEY in told:
            holders[row.session_key] = (int(told[SESSION_KEY]), told.get(HASH_SESSION_KEY, ""))
    ids = {member_id for member_id, _ in holders.values()}
    rows = Member.objects.filter(pk__in=ids, is_active=True).select_related("role")
    members = {member.pk: member for member in rows.prefetch_related("departments")}
    return {
        key: scope_of(members[member_id])
        for key, (member_id, digest) in holders.items()
        if member_id in members
        and constant_time_compare(digest, members[member_id].get_session_auth_hash())
    }


def scope_of(member: Member) -> Scope:
    """The same bounds as `conversations.queries.visible_to`."""
    sees_own = member.can(Permission.READ_DEPARTMENT)
    return Scope(
        member.organisation_id,
        member.pk,
        member.can(Permission.READ_ALL),
        frozenset(one.pk for one in member.departments.all()) if sees_own else frozenset(),
    )


def _digest(key: str) -> str:
    return sha256(f"{_SALT}:{key}".encode()).hexdigest()[:32]
