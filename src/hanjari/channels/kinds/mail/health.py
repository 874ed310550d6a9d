"""Health: try everything now, one line a check, each with what to do."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, Check
from hanjari.channels.kinds.mail import faults
from hanjari.channels.kinds.mail.folders import sent_folder
from hanjari.channels.kinds.mail.lines import MailBox, imap, smtp
from hanjari.channels.kinds.mail.settings import MailSettings, Server

VISIT = 25.0
_NEARLY_FULL = 0.95


def checks(access: Access) -> list[Check]:
    """Reading, the folders, room in the mailbox, sending."""
    settings = MailSettings.of(access)
    return [*_reading(settings), _sending(settings)]


def _reading(settings: MailSettings) -> Iterator[Check]:
    name = _("Reading mail")
    try:
        with imap(settings.imap, seconds=VISIT, folder="INBOX") as box:
            yield Check(name, is_well=True, words=_("Logged in, the inbox is open."))
            yield _sent(box, settings.sent_folder)
            yield from _room(box)
    except faults.ERRORS as error:
        yield _broken(name, error, settings.imap)


def _sent(box: MailBox, told: str) -> Check:
    name = _("Sent folder")
    folder = sent_folder(box, told)
    if folder and box.folder.exists(folder):
        return Check(name, is_well=True, words=folder)
    return Check(
        name,
        is_well=False,
        words=_("No sent folder was found; answers from other mail programs are not seen."),
        remedy=_("Enter the sent folder's name in the settings."),
    )


def _room(box: MailBox) -> Iterator[Check]:
    """RFC 2087, where the server tells it."""
    if "QUOTA" not in box.client.capabilities:
        return
    name = _("Room in the mailbox")
    for used, limit in _storage(box):
        is_well = used < limit * _NEARLY_FULL
        words = _("%(used)s of %(limit)s MB used.")
        yield Check(
            name,
            is_well=is_well,
            words=words % {"used": f"{used / 1024:.0f}", "limit": f"{limit / 1024:.0f}"},
            remedy="" if is_well else _("Make room, or new mail will be turned away."),
        )


def _storage(box: MailBox) -> Iterator[tuple[int, int]]:
    with suppress(*faults.ERRORS):
        _roots, quotas = box.client.getquotaroot("INBOX")[1]
        for line in quotas:
            words = line.decode("utf-8", "replace").replace("(", " ").replace(")", " ").split()
            if "STORAGE" in words:
                at = words.index("STORAGE")
                yield int(words[at + 1]), int(words[at + 2])


def _sending(settings: MailSettings) -> Check:
    name = _("Sending mail")
    try:
        with smtp(settings.smtp, seconds=VISIT) as line:
            code, said = line.mail(settings.address)
            line.rset()
    except faults.ERRORS as error:
        return _broken(name, error, settings.smtp)
    if code // 100 != 2:
        words = _("The server does not let us send as %(address)s: %(said)s")
        told = words % {"address": settings.address, "said": said.decode("utf-8", "replace")[:200]}
        return Check(name, is_well=False, words=told, remedy=_("Ask whoever runs the mail server."))
    return Check(name, is_well=True, words=_("Logged in, we may send."))


def _broken(name: str, error: BaseException, server: Server) -> Check:
    told = faults.fault(error, server)
    return Check(name, is_well=False, words=told.words, remedy=_REMEDIES.get(told.code, _ask)())


def _ask() -> str:
    return _("Ask whoever runs the mail server.")


_REMEDIES: dict[str, Callable[[], str]] = {
    "unresolved": lambda: _("Check the server's name for typing errors."),
    "refused": lambda: _("Check the port: 993 or 143 for reading, 465 or 587 for sending."),
    "tls": lambda: _("Check the port: 993 or 143 for reading, 465 or 587 for sending."),
    "garbled": lambda: _("Check the port: 993 or 143 for reading, 465 or 587 for sending."),
    "timeout": lambda: _("Wait, or ask whoever runs the mail server."),
    "dropped": lambda: _("Wait, or ask whoever runs the mail server."),
    "login": lambda: _("Enter the password again; some providers want an app password."),
    "certificate": lambda: _("Paste the company's own certificate into the settings."),
}
