"""Invitations by mail, where the operator has given a mail server."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from hanjari.people.models import Invitation

log = logging.getLogger(__name__)


def mail_invitation(invitation: Invitation, link: str) -> bool:
    """Send the link in the guest's language; False when it must be handed over in another way."""
    if not (settings.EMAIL_HOST and invitation.email):
        return False
    with translation.override(invitation.language or invitation.organisation.language):
        subject, words = _letter(invitation, link)
    try:
        return bool(send_mail(subject, words, None, [invitation.email]))
    except (OSError, SMTPException) as error:
        log.warning("the invitation %s was not mailed: %s", invitation.pk, error)
        return False


def _letter(invitation: Invitation, link: str) -> tuple[str, str]:
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
    return subject.replace("\n", " "), words % names
