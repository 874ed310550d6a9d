"""The address that a member logs in with: asked for, proved by a link to the new one, changed.

Where mail is sent, a new address counts once its mailbox has shown the link to the member, logged in:
a mistyped one can then not hand the account to a stranger. Where none is sent, an administrator
vouches for it. Why not allauth's own: docs/decisions/addresses.md.
"""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hanjari.kit.clock import now
from hanjari.kit.web.environment import has_mail
from hanjari.people.actions.limits import within_own_limits
from hanjari.people.actions.telling import tell_of_member
from hanjari.people.links import ADDRESS_LINK_LASTS, digest_of, new_secret
from hanjari.people.models import AddressChange, Member
from hanjari.people.post import post
from hanjari.people.refusals import AddressTakenError, LinkClosedError, TooManyAsksError

MOST_ASKS, WINDOW = 5, timedelta(hours=1)
"""Letters that one member may have sent to addresses of their choice."""


@transaction.atomic
def ask_for_address(member: Member, email: str, *, by: Member) -> None:
    """Send a link to a new address; until it is confirmed the old one counts.

    An address that somebody has is answered alike, and no letter goes there. Asking again replaces
    what was asked before. Raises `TooManyAsksError` and `BeyondOneselfError`.
    """
    if member != by:
        within_own_limits(by, member.role)
    if member.address_changes.filter(created_at__gt=now() - WINDOW).count() >= MOST_ASKS:
        raise TooManyAsksError
    _open_changes(member).update(withdrawn_at=now())
    secret = new_secret()
    AddressChange.objects.create(
        member=member,
        email=email.lower(),
        digest=digest_of(secret),
        expires_at=now() + ADDRESS_LINK_LASTS,
    )
    if not Member.objects.filter(email=email.lower()).exists():
        _post_link(member, email.lower(), secret)
    tell_of_member("member.address_change_asked", member, by=by, to=email.lower())


@transaction.atomic
def confirm_address(secret: str, *, by: Member, session_key: str) -> None:
    """The new mailbox has shown its link to its member: the address counts, other sessions end.

    Raises `LinkClosedError`, also for somebody else's link, and `AddressTakenError`.
    """
    open_ones = AddressChange.objects.filter(
        digest=digest_of(secret), member=by, confirmed_at=None, withdrawn_at=None
    )
    if not open_ones.filter(expires_at__gt=now()).update(confirmed_at=now()):
        raise LinkClosedError
    change = AddressChange.objects.get(digest=digest_of(secret))
    _change(by, change.email, by=by)
    for session in UserSession.objects.filter(user=by).exclude(session_key=session_key):
        session.end()


@transaction.atomic
def withdraw_address_change(*, by: Member) -> None:
    """The old address stays, and the link in the letter is dead."""
    asked = _open_changes(by).values_list("email", flat=True).first()
    if asked:
        _open_changes(by).update(withdrawn_at=now())
        tell_of_member("member.address_change_withdrawn", by, by=by, to=asked)


@transaction.atomic
def set_address(member: Member, email: str, *, by: Member) -> None:
    """An administrator changes an address: by a link where mail is sent, at once where none is.

    Raises `AddressTakenError`, `BeyondOneselfError` and `TooManyAsksError`.
    """
    if has_mail():
        ask_for_address(member, email, by=by)
        return
    within_own_limits(by, member.role)
    _change(member, email.lower(), by=by)


def _change(member: Member, email: str, *, by: Member) -> None:
    row = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    before = row.email
    if before == email:
        return
    try:
        with transaction.atomic():
            row.email = email
            row.save(update_fields=["email"])
    except IntegrityError as error:
        raise AddressTakenError from error
    member.email = email
    _open_changes(member).update(withdrawn_at=now())
    _post_notice(member, before)
    tell_of_member("member.address_changed", member, by=by, before=before, after=email)


def _open_changes(member: Member) -> QuerySet[AddressChange]:
    return AddressChange.objects.filter(member=member, confirmed_at=None, withdrawn_at=None)


def _post_link(member: Member, email: str, secret: str) -> None:
    link = f"{settings.PUBLIC_URL}{reverse('people:confirm_address', args=[secret])}"
    names = {"name": member.name, "company": member.organisation.name, "link": link}
    with translation.override(member.spoken_language):
        subject = _("Your new address for the desk of %(company)s") % names
        words = _(
            "%(name)s wants to log in to the desk of %(company)s with this address.\n\n"
            "Confirm it by this link within a day, logged in as until now:\n%(link)s\n\n"
            "If you did not expect this, ignore it: without the account nobody can use the link."
        )
    post(email, subject, words % names)


def _post_notice(member: Member, old: str) -> None:
    names = {"company": member.organisation.name, "email": member.email}
    with translation.override(member.spoken_language):
        subject = _("Your address for the desk was changed")
        words = _(
            "You now log in to the desk of %(company)s with %(email)s.\n\n"
            "If this was not you, tell an administrator at once."
        )
    post(old, subject, words % names)
