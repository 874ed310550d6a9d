"""Finding out what became of a mail whose sending broke off after the dot.

The mail and its echo to our own mailbox were one transaction: the server took both or neither.
So the echo's presence proves that it was taken. Its absence proves that it was not, once two
things hold: the grace time is over, and mail to ourselves arrives now, which a probe sent after
the grace time shows. Without that proof nobody is told "not sent" (docs/decisions/mail-unknown.md).
"""

from contextlib import suppress
from datetime import datetime, timedelta

from hanjari.channels.contract import Access, Outgoing, Receipt, UnsureError
from hanjari.channels.kinds.mail import faults, ids, writing
from hanjari.channels.kinds.mail.fetching import opened, search
from hanjari.channels.kinds.mail.folders import everywhere, sent_folder
from hanjari.channels.kinds.mail.lines import MailBox, imap, smtp
from hanjari.channels.kinds.mail.settings import MailSettings
from hanjari.kit.clock import now

VISIT = 120.0


def find(access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
    """The receipt if the mail was taken, None if surely not. Raises `UnsureError`; ask again then."""
    settings = MailSettings.of(access)
    try:
        return _found(settings, outgoing, since)
    except faults.ERRORS as error:
        raise UnsureError(faults.fault(error, settings.imap).words) from error


def _found(settings: MailSettings, outgoing: Outgoing, since: datetime) -> Receipt | None:
    wanted = ids.sent_id(outgoing.key, settings.domain)
    asked = ids.probe_id(outgoing.key, settings.domain)
    with imap(settings.imap, seconds=VISIT) as box:
        folders = everywhere(box, sent_folder(box, settings.sent_folder))
        probes = _where(box, [*folders, "INBOX"], asked)
        places = _where(box, [*folders, "INBOX"], wanted)
        if places or probes:
            _remove(box, probes)
    if places:
        return Receipt(wanted)
    if not settings.echoes:
        message = "this account keeps no copies of its own mail"
        raise UnsureError(message)
    if now() < since + timedelta(seconds=settings.grace):
        message = "too early to tell"
        raise UnsureError(message)
    if probes:
        return None
    _ask(settings, outgoing)
    message = "a probe is under way"
    raise UnsureError(message)


def _where(box: MailBox, folders: list[str], message_id: str) -> dict[str, list[int]]:
    """Folder to UIDs. Looked at in the order in which a mail moves, the inbox once more at the end."""
    found: dict[str, list[int]] = {}
    for name in folders:
        opened(box, name)
        if uids := search(box, f'HEADER Message-ID "{message_id}"'):
            found[name] = uids
    return found


def _remove(box: MailBox, probes: dict[str, list[int]]) -> None:
    """Probes have done their work. Only they are expunged (UIDPLUS), nothing of other people's."""
    with suppress(*faults.ERRORS):
        for name, uids in probes.items():
            opened(box, name)
            these = ",".join(map(str, uids))
            box.client.uid("STORE", these, "+FLAGS", "(\\Deleted \\Seen)")
            if "UIDPLUS" in box.client.capabilities:
                box.client.uid("EXPUNGE", these)


def _ask(settings: MailSettings, outgoing: Outgoing) -> None:
    with smtp(settings.smtp, seconds=VISIT) as line:
        line.send_message(writing.probe(settings, outgoing), settings.address, [settings.address])
