"""Sending: one SMTP transaction, and an exact answer to whether the server has taken the mail.

A server takes responsibility with its answer to the dot that ends DATA (RFC 5321 §4.2.5, §6.1);
until the dot is out, it must not deliver. So: everything before the dot is surely not sent,
everything after it is unsure until the answer is here. Our own mailbox is among the recipients of
the same transaction (`echoes`), so that its copy tells later what became of an unsure one; see
docs/decisions/mail-unknown.md.
"""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.message import EmailMessage

from django.utils.translation import gettext as _

from hanjari.channels.contract import (
    Access,
    Outgoing,
    Receipt,
    RefusedError,
    UnsureError,
)
from hanjari.channels.kinds.mail import faults, ids, writing
from hanjari.channels.kinds.mail.folders import sent_folder
from hanjari.channels.kinds.mail.lines import imap, smtp
from hanjari.channels.kinds.mail.settings import MailSettings
from hanjari.kit.clock import now

VISIT = 180.0
DOT = 120.0
"""Seconds to wait for the answer to the dot; the server may be scanning the mail meanwhile."""
_OK = 250
_READY = 354
_LATER = 300.0
"""Seconds until a refusal for now is tried again; greylisting asks for five minutes."""
_MUCH_LATER = 900.0
"""Seconds where a person has to mend something first; a login tried too often gets locked."""


def send(access: Access, outgoing: Outgoing) -> Receipt:
    """Send once. Raises `RefusedError` or `UnsureError`."""
    settings = MailSettings.of(access)
    message = _written(settings, outgoing)
    recipients = tuple(dict.fromkeys((*outgoing.to, *outgoing.copy_to)))
    _transmit(settings, message, recipients)
    receipt = Receipt(ids.sent_id(outgoing, settings.domain), sent_at=now())
    if not settings.echoes:
        _file(settings, message)
    return receipt


def _written(settings: MailSettings, outgoing: Outgoing) -> EmailMessage:
    if not outgoing.to:
        raise RefusedError("no_recipient", _("There is nobody to send it to."), can_retry=False)
    try:
        message = writing.letter(settings, outgoing)
        ",".join((*outgoing.to, *outgoing.copy_to)).encode("ascii")
    except (ValueError, IndexError, HeaderParseError) as error:
        words = _("An address can't be used: %(addresses)s")
        told = words % {"addresses": ", ".join((*outgoing.to, *outgoing.copy_to))}
        raise RefusedError("address", told, can_retry=False) from error
    return message


def _transmit(settings: MailSettings, message: EmailMessage, recipients: tuple[str, ...]) -> None:
    progress = _Progress()
    try:
        with smtp(settings.smtp, seconds=VISIT) as line:
            _transact(line, settings, message, recipients, progress)
    except RefusedError:
        raise
    except faults.ERRORS as error:
        if progress.is_taken:
            return
        if progress.is_dotted:
            raise UnsureError(str(error)) from error
        told = faults.fault(error, settings.smtp)
        later = _MUCH_LATER if told.needs_person else _LATER
        raise RefusedError(told.code, told.words, can_retry=True, retry_after=later) from error


@dataclass
class _Progress:
    is_dotted: bool = False
    is_taken: bool = False


def _transact(
    line: smtplib.SMTP,
    settings: MailSettings,
    message: EmailMessage,
    recipients: tuple[str, ...],
    progress: _Progress,
) -> None:
    body = message.as_bytes()
    options = [f"SIZE={len(body)}"] if line.has_extn("size") else []
    _expect(line.mail(settings.address, options), _OK)
    for recipient in recipients:
        _expect(line.rcpt(recipient), _OK, recipient)
    if settings.echoes and settings.address not in recipients:
        _ask_for_echo(line, settings.address)
    _expect(line.docmd("DATA"), _READY)
    line.send(smtplib._quote_periods(body))  # type: ignore[attr-defined] # noqa: SLF001 (smtplib's own dot stuffing)
    if line.sock:
        line.sock.settimeout(DOT)
    progress.is_dotted = True
    line.send(b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n")
    code, words = line.getreply()
    if code != _OK and code >= 400:
        progress.is_dotted = False
        raise _refusal(code, words)
    progress.is_taken = True


def _ask_for_echo(line: smtplib.SMTP, address: str) -> None:
    """`Later` refuses the whole mail: sent without its echo, it could never be found out.

    A final no (a mailbox that takes no mail from outside) is final for the probe as well, and then
    an unsure mail stays unsure.
    """
    code, words = line.rcpt(address)
    if 400 <= code < 500:
        raise _refusal(code, words, address)


def _expect(answer: tuple[int, bytes], wanted: int, recipient: str = "") -> None:
    code, words = answer
    if code // 10 != wanted // 10:
        raise _refusal(code, words, recipient)


def _refusal(code: int, words: bytes, recipient: str = "") -> RefusedError:
    """4xx may pass later, 5xx will not (RFC 5321 §4.2.1)."""
    said = " ".join(words.decode("utf-8", "replace").split())[:300]
    if recipient:
        told = _("The mail server refuses %(recipient)s: %(said)s")
    else:
        told = _("The mail server refuses this mail: %(said)s")
    can_retry = 400 <= code < 500
    return RefusedError(
        f"smtp_{code}",
        told % {"recipient": recipient, "said": said},
        can_retry=can_retry,
        retry_after=_LATER if can_retry else None,
    )


def _file(settings: MailSettings, message: EmailMessage) -> None:
    """Put the mail into the sent folder. It is out; whether this works changes nothing."""
    with suppress(*faults.ERRORS), imap(settings.imap, seconds=30) as box:
        folder = sent_folder(box, settings.sent_folder)
        if folder:
            box.append(message.as_bytes(), folder, dt=now(), flag_set=["\\Seen"])
