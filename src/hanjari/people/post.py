"""Mail to members and guests, where the operator has given a mail server: written here, sent by an errand.

Nothing is sent inside a request: a page never waits for a mail server, and how long it takes tells
nobody whether an address is a member's.
"""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hanjari.kit.secrets import seal, unseal
from hanjari.kit.web.environment import has_mail
from hanjari.people.models import Invitation, Letter


def post(address: str, subject: str, words: str, *, invitation: Invitation | None = None) -> bool:
    """Hand a letter to the errand, in the caller's transaction; False where no mail is sent at all."""
    if not (has_mail() and address):
        return False
    _keep({"to": address, "subject": subject, "words": words}, invitation)
    return True


def write(address: str, subject: str, words: str) -> Letter | None:
    """The same, for those who ask later what became of it; None where no mail is sent at all."""
    if not (has_mail() and address):
        return None
    return _keep({"to": address, "subject": subject, "words": words}, None)


def ask_for_link(address: str, ip: str) -> None:
    """Somebody asks for a link to a new password. Who that is, is looked up when it is sent.

    The same one row for every address, so that the page answers alike for all of them.
    """
    if has_mail():
        _keep({"reset": address, "ip": ip}, None)


def opened(letter: Letter) -> dict[str, Any]:
    """What lies sealed in it. Raises `SealBrokenError`."""
    told: dict[str, Any] = json.loads(unseal(bytes(letter.sealed or b"")))
    return told


def post_invitation(invitation: Invitation, secret: str) -> bool:
    """The link in the guest's language; False when it must be handed over in another way."""
    language = invitation.language or invitation.organisation.language
    with translation.override(language):
        subject, words = _invites(invitation, join_link(secret))
    return post(invitation.email, subject, words, invitation=invitation)


def join_link(secret: str) -> str:
    """The whole address by which a guest joins."""
    return f"{settings.PUBLIC_URL}{reverse('people:join', args=[secret])}"


def _keep(told: dict[str, str], invitation: Invitation | None) -> Letter:
    sealed = seal(json.dumps(told, ensure_ascii=False).encode())
    return Letter.objects.create(sealed=sealed, invitation=invitation)


def _invites(invitation: Invitation, link: str) -> tuple[str, str]:
    names = {
        "inviter": invitation.invited_by.name if invitation.invited_by else "",
        "company": invitation.organisation.name,
        "link": link,
    }
    subject = _("%(company)s invites you to its desk") % names
    words = _(
        "%(inviter)s invites you to the desk of %(company)s.\n\n"
        "Join by this link within seven days:\n%(link)s\n\n"
        "The link works once. If you did not expect this, ignore it."
    )
    return subject, words % names
