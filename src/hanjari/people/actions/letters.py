"""Sending letters: claimed, sent, forgotten. A dead mail server delays them and nothing else.

A worker that dies between sending and forgetting sends a letter twice. The second copy bears the
first one's Message-ID, so that mailboxes that look for copies show one.
"""

import smtplib
from datetime import timedelta
from email.utils import parseaddr
from typing import NamedTuple

import structlog
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hanjari.kit.clock import now
from hanjari.kit.secrets import SealBrokenError
from hanjari.people import post
from hanjari.people.actions.telling import tell_of_member
from hanjari.people.models import Letter, Member

BATCH = 20
LEASE = timedelta(minutes=10)
"""How long a claimed letter is left to its worker; longer than a mail server may take (EMAIL_TIMEOUT)."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
GIVES_UP_AFTER = timedelta(days=2)
"""Links in letters live three to seven days: a later letter would bring a dead one."""
_log = structlog.get_logger(__name__)
_FAULTS = (OSError, smtplib.SMTPException, ValueError)


class Written(NamedTuple):
    """A letter ready to go; `asked_by` and `ip`: whose password somebody wants to set anew, from where."""

    address: str
    subject: str
    words: str
    asked_by: Member | None = None
    ip: str = ""


def send_letters() -> int:
    """Send what is due; returns how many went out."""
    due = Letter.objects.filter(given_up_at=None, not_before__lte=now()).order_by("pk")
    letters = list(due.select_related("invitation")[:BATCH])
    if not letters:
        return 0
    line = get_connection()
    try:
        line.open()
    except _FAULTS as error:
        for letter in letters:
            if _claim(letter):
                _put_off(letter, error)
        return 0
    try:
        return sum(_send(letter, line) for letter in letters if _claim(letter))
    finally:
        line.close()


def _claim(letter: Letter) -> bool:
    mine = Letter.objects.filter(pk=letter.pk, given_up_at=None, not_before=letter.not_before)
    return mine.update(not_before=now() + LEASE, attempts=F("attempts") + 1) == 1


def _send(letter: Letter, line: BaseEmailBackend) -> int:
    """One letter; one that has become void is forgotten without a word."""
    try:
        written = _written(letter)
        if written:
            _mail(written, line, _message_id(letter))
    except (*_FAULTS, SealBrokenError) as error:
        _put_off(letter, error)
        return 0
    with transaction.atomic():
        letter.delete()
        if written and written.asked_by:
            _tell_asked(written)
    return int(written is not None)


def _message_id(letter: Letter) -> str:
    """The same at every try, and nobody else's: the moment keeps letters of another database apart."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    host = address.partition("@")[2] or "localhost"
    return f"<letter-{letter.pk}-{letter.created_at.timestamp() * 1e6:.0f}@{host}>"


def _mail(written: Written, line: BaseEmailBackend, message_id: str) -> None:
    EmailMessage(
        " ".join(written.subject.split()),
        written.words,
        None,
        [written.address],
        connection=line,
        headers={"Auto-Submitted": "auto-generated", "Message-ID": message_id},
    ).send()


def _written(letter: Letter) -> Written | None:
    """What is said to whom; None where nobody is to be written to any more."""
    told = post.opened(letter)
    if "reset" in told:
        return _reset(told["reset"], told["ip"])
    if letter.invitation and not letter.invitation.is_open:
        return None
    return Written(told["to"], told["subject"], told["words"])


def _reset(address: str, ip: str) -> Written | None:
    """The link to a new password, made now so that its three days begin now; None for an unknown address."""
    members = Member.objects.select_related("organisation").filter(is_active=True)
    member = members.filter(email=address).first()
    if member is None:
        return None
    key = default_token_generator.make_token(member)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(member), key])
    with translation.override(member.spoken_language):
        subject = _("A new password for the desk")
        words = _(
            "By this link you set a new password. It works once and for three days:\n%(link)s\n\n"
            "If you did not ask for it, ignore this letter."
        )
    words %= {"link": f"{settings.PUBLIC_URL}{path}"}
    return Written(member.email, subject, words, member, ip)


def _tell_asked(written: Written) -> None:
    """The audit trail shows who is being tried, as it shows wrong passwords."""
    member = written.asked_by
    if member:
        tell_of_member("member.new_password_asked", member, by=None, ip=written.ip)


@transaction.atomic
def _put_off(letter: Letter, error: Exception) -> None:
    """Later again, or never: told by the kind of fault alone, because servers quote addresses."""
    fault = type(error).__name__
    code = getattr(error, "smtp_code", None)
    told = f"{fault} {code}" if code else fault
    _log.warning("letter.not_sent", letter=letter.pk, fault=told, attempts=letter.attempts + 1)
    rows = Letter.objects.filter(pk=letter.pk)
    if _is_hopeless(letter, error):
        rows.update(given_up_at=now(), sealed=None, fault=told)
        return
    wait = min(FIRST_WAIT * 2 ** min(letter.attempts, 10), LONGEST_WAIT)
    rows.update(not_before=now() + wait, fault=told)


def _is_hopeless(letter: Letter, error: Exception) -> bool:
    """There is no such mailbox, or it has been tried for as long as its link is good for anything."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return now() - letter.created_at > GIVES_UP_AFTER
