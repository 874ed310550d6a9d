"""Visitors of our public pages: taken in, kept within bounds, told of answers by mail."""

import hmac
import logging
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, transaction
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from hanjari.channels import registry
from hanjari.channels.access import open_access
from hanjari.channels.actions.health import note_forgery
from hanjari.channels.actions.raws import keep_raw
from hanjari.channels.contract import ForgedError, Raw
from hanjari.channels.kinds.webform.tickets import talk_path
from hanjari.channels.models import Account, Knock, Visit
from hanjari.kit import disk
from hanjari.kit.clock import now
from hanjari.kit.secrets import seal, unseal

WINDOW = timedelta(minutes=10)
MOST_PER_CALLER, MOST_PER_ACCOUNT = 8, 400
"""Submissions within the window: of one network address, and of a whole form."""
_log = logging.getLogger(__name__)


class TooManyError(Exception):
    """Too many from one caller, or at one form, for now; nothing was stored."""


class NoRoomError(Exception):
    """The disk is full; nothing was stored, and the visitor keeps their words."""


def receive_visitor(account: Account, request: HttpRequest, caller: str) -> str:
    """Take a visitor's message; gives the private path by which they follow the talk.

    Raises `TooManyError`, `ForgedError` and `NoRoomError`.
    """
    try:
        return _receive_visitor(account, request, caller)
    except DatabaseError as error:
        if disk.means_full(error):
            raise NoRoomError from error
        raise


def _receive_visitor(account: Account, request: HttpRequest, caller: str) -> str:
    knock(account, caller)
    try:
        (raw,) = registry.kind(account.kind).verify(open_access(account), request)
    except ForgedError:
        note_forgery(account)
        raise
    return _keep_visit(account, raw, request.POST.get("email", "").strip().lower())


def knock(account: Account, caller: str) -> None:
    """Count one try. Raises `TooManyError` when there were too many; the address itself is not kept."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{account.pk} {caller}".encode(), sha256)
    recent = Knock.objects.filter(account=account, at__gt=now() - WINDOW)
    of_caller = Q(caller=digest.hexdigest()[:32])
    if recent.filter(of_caller).count() >= MOST_PER_CALLER or recent.count() >= MOST_PER_ACCOUNT:
        raise TooManyError
    Knock.objects.create(account=account, caller=digest.hexdigest()[:32])


def forget_knocks() -> None:
    """Who knocked yesterday is nobody's business."""
    Knock.objects.filter(at__lt=now() - timedelta(days=1)).delete()


def forget_visits(talks: Iterable[str]) -> None:
    """The addresses that these visitors left go; their private links still open what is left."""
    Visit.objects.filter(talk__in=list(talks)).update(address=None)


def note_answer(account_id: int, talk: str) -> None:
    """A visitor's talk was answered; `tell_visitors` writes to those who left an address."""
    Visit.objects.filter(account=account_id, talk=talk).update(answered_at=now())


def tell_visitors() -> int:
    """Mail the link to visitors who were answered since they were last told; each answer at most once.

    The row is claimed and committed before the mail is handed over: a mail that may have gone
    out is never sent again, because the link shows the answer anyway.
    """
    if not settings.EMAIL_HOST:
        return 0
    visits = _untold()
    if not visits:
        return 0
    try:
        line = get_connection()
        line.open()
    except (OSError, SMTPException) as error:  # nothing was claimed: all are told later
        _log.warning("visitors can't be told by mail: %s", type(error).__name__)
        return 0
    try:
        return sum(_mail(visit, line) for visit in visits if _claim(visit))
    finally:
        line.close()


@transaction.atomic
def _keep_visit(account: Account, raw: Raw, address: str) -> str:
    keep_raw(account, [raw])
    visit, _is_new = Visit.objects.get_or_create(account=account, talk=raw.hints["talk"])
    visit.language = raw.hints["language"] or visit.language
    if address:
        visit.address = seal(address.encode())
    visit.save(update_fields=["language", "address"])
    return talk_path(account.pk, visit.talk)


def _untold() -> list[Visit]:
    rows = Visit.objects.filter(
        Q(told_at__isnull=True) | Q(told_at__lt=F("answered_at")),
        answered_at__isnull=False,
        address__isnull=False,
        account__removed_at__isnull=True,
        account__settings__mail_notice=True,
    )
    return list(rows.select_related("account__organisation")[:20])


def _claim(visit: Visit) -> bool:
    mine = Visit.objects.filter(pk=visit.pk, told_at=visit.told_at)
    return mine.update(told_at=now()) == 1


def _mail(visit: Visit, line: BaseEmailBackend) -> int:
    company = visit.account.organisation
    path = talk_path(visit.account_id, visit.talk)
    names = {"company": company.name, "link": settings.PUBLIC_URL + path}
    with translation.override(visit.language or company.language):
        subject = _("%(company)s has answered you") % names
        words = _(
            "We have answered your message.\n\nRead the answer and write back here:\n%(link)s\n\n"
            "The link is yours alone. Please do not pass it on."
        )
    address = unseal(bytes(visit.address or b"")).decode()
    headers = {"Auto-Submitted": "auto-generated"}
    mail = EmailMessage(
        subject.replace("\n", " "), words % names, None, [address], connection=line, headers=headers
    )
    try:
        return int(mail.send())
    except (OSError, SMTPException) as error:
        _log.warning("visitor %s could not be told by mail: %s", visit.pk, type(error).__name__)
        return 0
