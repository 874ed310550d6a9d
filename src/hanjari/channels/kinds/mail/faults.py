"""What went wrong with a mail server, in the words of the person who must mend it."""

import imaplib
import smtplib
import socket
import ssl
from dataclasses import dataclass

from django.utils.translation import gettext as _
from imap_tools.errors import (
    ImapToolsError,
    MailboxFolderSelectError,
    MailboxLoginError,
    UnexpectedCommandStatusError,
)

from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.mail.settings import Server
from hanjari.kit.addresses import ForbiddenAddressError


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault by code, in plain words, and whether only a person can mend it."""

    code: str
    words: str
    needs_person: bool = False

    def error(self) -> BrokenError:
        """As the error that the contract asks for."""
        return BrokenError(self.code, self.words, needs_person=self.needs_person)


ERRORS: tuple[type[Exception], ...] = (
    OSError,
    imaplib.IMAP4.error,
    ImapToolsError,
    smtplib.SMTPException,
    ForbiddenAddressError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    AttributeError,
    EOFError,
)
"""What a mail server and the libraries between us can raise; the last ones are how imaplib and
smtplib stumble over garbage."""


def fault(error: BaseException, server: Server) -> Fault:
    """Find the plain words for an error of this server's line."""
    host = server.host
    for kind, tell in _TOLD:
        if isinstance(error, kind):
            return tell(error, host)
    return _garbled(error, host)


def _garbled(_error: BaseException, host: str) -> Fault:
    words = _("%(host)s does not speak as a mail server does.")
    return Fault("garbled", words % {"host": host})


def _forbidden(_error: BaseException, host: str) -> Fault:
    words = _(
        "%(host)s lies on a private network. Name it in HANJARI_ALLOW_PRIVATE_HOSTS to allow it."
    )
    return Fault("private", words % {"host": host}, needs_person=True)


def _unknown_name(_error: BaseException, host: str) -> Fault:
    return Fault("unresolved", _("No server of the name %(host)s is known.") % {"host": host})


def _certificate(error: BaseException, host: str) -> Fault:
    reason = getattr(error, "verify_message", "") or str(error)
    words = _("The certificate of %(host)s can't be trusted: %(reason)s.")
    return Fault("certificate", words % {"host": host, "reason": reason}, needs_person=True)


def _tls(_error: BaseException, host: str) -> Fault:
    words = _("%(host)s can't make a protected connection this way. Check port and protection.")
    return Fault("tls", words % {"host": host})


def _refused(_error: BaseException, host: str) -> Fault:
    return Fault("refused", _("%(host)s refuses connections on this port.") % {"host": host})


def _slow(_error: BaseException, host: str) -> Fault:
    return Fault("timeout", _("%(host)s does not answer.") % {"host": host})


def _login(error: BaseException, host: str) -> Fault:
    if _is_temporary(error):
        words = _("%(host)s can't check logins just now.")
        return Fault("login_later", words % {"host": host})
    words = _("%(host)s does not accept the user name and password. They may have been changed.")
    return Fault("login", words % {"host": host}, needs_person=True)


def _folder(error: BaseException, host: str) -> Fault:
    words = _("%(host)s has no folder of that name, or it can't be opened.")
    return Fault("folder", words % {"host": host}, needs_person=not _is_temporary(error))


def _no_login(_error: BaseException, host: str) -> Fault:
    words = _("%(host)s offers no way to log in here. Check port and protection.")
    return Fault("no_login", words % {"host": host}, needs_person=True)


def _said_no(error: BaseException, host: str) -> Fault:
    if getattr(error, "smtp_code", 500) < 200:
        return _garbled(error, host)
    words = _("%(host)s refused: %(said)s")
    return Fault("said_no", words % {"host": host, "said": spoken(error)})


def _gone(_error: BaseException, host: str) -> Fault:
    return Fault("dropped", _("%(host)s dropped the connection.") % {"host": host})


def _is_temporary(error: BaseException) -> bool:
    """RFC 5530 codes for `later`, SMTP 4xx."""
    told = str(error)
    code = getattr(error, "smtp_code", 0)
    return 400 <= code < 500 or any(
        word in told
        for word in ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "Internal error")
    )


def spoken(error: BaseException) -> str:
    """The server's own words out of an error, one line, bounded."""
    told = getattr(error, "smtp_error", b"") or str(error)
    plain = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
    return " ".join(plain.split())[:300]


_TOLD = (
    (ForbiddenAddressError, _forbidden),
    (socket.gaierror, _unknown_name),
    (ssl.SSLCertVerificationError, _certificate),
    (ssl.SSLError, _tls),
    (ConnectionRefusedError, _refused),
    (TimeoutError, _slow),
    (MailboxLoginError, _login),
    (smtplib.SMTPAuthenticationError, _login),
    (MailboxFolderSelectError, _folder),
    (smtplib.SMTPNotSupportedError, _no_login),
    (smtplib.SMTPServerDisconnected, _gone),
    (smtplib.SMTPResponseException, _said_no),
    (UnexpectedCommandStatusError, _said_no),
    (imaplib.IMAP4.abort, _gone),
    (OSError, _gone),
)
"""The first that fits tells; special before general."""
