"""Founding a desk, and the one-time link that makes its first administrator."""

from datetime import time

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from hanjari.kit.announce import announce
from hanjari.kit.clock import now
from hanjari.people.links import FIRST_KEY_LASTS, digest_of, new_secret
from hanjari.people.models import Department, FirstKey, Member, OpeningHours, Organisation, Role
from hanjari.people.permissions import STANDARD_ROLES
from hanjari.people.refusals import LinkClosedError

OPENS, CLOSES, WORKING_DAYS = time(9), time(18), range(5)
"""A new desk is staffed from Monday to Friday, nine to six, until somebody says otherwise."""


@transaction.atomic
def found_organisation(
    name: str,
    *,
    department: str,
    language: str = "ko",
    time_zone: str = "Asia/Seoul",
    slug: str = "",
    by: Member | None = None,
) -> Organisation:
    """A desk with its four standard roles, office hours and a first department.

    Public holidays are Korea's where the desk keeps Seoul time, and nobody's elsewhere.
    """
    organisation = Organisation.objects.create(
        name=name,
        slug=slug or _free_slug(name),
        language=language,
        time_zone=time_zone,
        holidays="KR" if time_zone == "Asia/Seoul" else "",
    )
    Department.objects.create(organisation=organisation, name=department)
    Role.objects.bulk_create(
        Role(organisation=organisation, name=key, standard=key, permissions=sorted(permissions))
        for key, permissions in STANDARD_ROLES.items()
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(organisation=organisation, weekday=day, opens=OPENS, closes=CLOSES)
        for day in WORKING_DAYS
    )
    announce(
        "organisation.founded",
        "organisation",
        organisation.pk,
        organisation=organisation,
        by=by,
        name=name,
    )
    return organisation


def _free_slug(name: str) -> str:
    slug = slugify(name)[:40]
    if slug and not Organisation.objects.filter(slug=slug).exists():
        return slug
    return f"{slug or 'desk'}-{get_random_string(6).lower()}"


@transaction.atomic
def make_first_key() -> str:
    """The secret of a fresh link for the first administrator; empty once anybody is a member.

    Earlier unused links stop working, so that only the newest start's link opens the house.
    """
    if Member.objects.exists():
        return ""
    FirstKey.objects.filter(used_at=None).delete()
    secret = new_secret()
    FirstKey.objects.create(digest=digest_of(secret), expires_at=now() + FIRST_KEY_LASTS)
    return secret


@transaction.atomic
def use_first_key(
    secret: str,
    *,
    organisation: str,
    department: str,
    name: str,
    email: str,
    password: str,
    language: str = "ko",
    time_zone: str = "Asia/Seoul",
) -> Member:
    """Found the desk and seat its first administrator. Raises `LinkClosedError` for a spent link."""
    turned = FirstKey.objects.filter(
        digest=digest_of(secret), used_at=None, expires_at__gt=now()
    ).update(used_at=now())
    if not turned or Member.objects.exists():
        raise LinkClosedError
    desk = found_organisation(
        organisation, department=department, language=language, time_zone=time_zone
    )
    member = Member.objects.create_user(
        email,
        password,
        name=name,
        organisation=desk,
        role=desk.roles.get(standard="administrator"),
        language=language,
    )
    member.departments.set(desk.departments.all())
    announce("member.joined", "member", member.pk, organisation=desk, by=member, first=True)
    return member
