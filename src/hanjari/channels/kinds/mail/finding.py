"""Finding out what became of a mail whose sending broke off after the dot.

The mail and its echo to our own mailbox were one transaction: the server took both or neither.
So the echo's presence proves that it was taken. Its absence proves that it was not, once a probe
that we sent to ourselves later has arrived and the grace time since its arrival is over. Without that
proof nobody is told "not sent" (docs/decisions/mail-unknown.md).
"""

from contextlib import suppress
from datetime import datetime, timedelta

from hanjari.channels.contract import Access, Outgoing, Receipt, UnsureError
from hanjari.channels.kinds.mail import faults, ids, writing
from hanjari.channels.kinds.mail.fetching import fetch, opened, search
from hanjari.channels.kinds.mail.folders import everywhere, sent_folder
from hanjari.channels.kinds.mail.lines import MailBox, imap, smtp
from hanjari.channels.kinds.mail.reading import headers, parse
from hanjari.channels.kinds.mail.settings import MailSettings
from hanjari.kit.clock import now

VISIT = 120.0


def find(access: Access, outgoing: Outgoing) -> Receipt | None:
    """The receipt if the mail was taken, None if surely not. Raises `UnsureError`; ask again then."""
    settings = MailSettings.of(access)
    try:
        return _found(settings, outgoing)
    except faults.ERRORS as error:
        raise UnsureError(faults.fault(error, settings.imap).words) from error


def _found(settings: MailSettings, outgoing: Outgoing) -> Receipt | None:
    wanted = ids.sent_id(outgoing, settings.domain)
    asked = ids.probe_id(outgoing, settings.domain)
    with imap(settings.imap, seconds=VISIT) as box:
        folders = [*everywhere(box, sent_folder(box, settings.sent_folder)), "INBOX"]
        probes = _where(box, folders, asked)
        answered_at = _answered_at(box, probes)
        grace = timedelta(seconds=settings.grace)
        is_proof = answered_at is not None and now() >= answered_at + grace
        is_found = bool(_where(box, folders, wanted))
        if is_found or is_proof:
            _remove(box, probes)
    if is_found:
        return Receipt(wanted)
    if is_proof and settings.echoes:
        return None
    if settings.echoes and not probes:
        _ask(settings, outgoing)
    message = "it can't be told yet" if settings.echoes else "no copies of our own mail are kept"
    raise UnsureError(message)


def _where(box: MailBox, folders: list[str], message_id: str) -> dict[str, list[int]]:
    """Folder to UIDs. Looked at in the order in which a mail moves, the inbox once more at the end."""
    found: dict[str, list[int]] = {}
    for name in folders:
        opened(box, name)
        if uids := search(box, f'HEADER Message-ID "{message_id}"'):
            found[name] = uids
    return found


def _answered_at(box: MailBox, probes: dict[str, list[int]]) -> datetime | None:
    """When the first probe arrived; never before it was sent, should the server's clock be behind."""
    times = []
    for name, uids in probes.items():
        opened(box, name)
        for letter in fetch(box, uids):
            asked = headers.date(parse(letter.body), None)
            arrived = datetime.fromisoformat(letter.arrived) if letter.arrived else asked
            if asked and arrived:
                times.append(max(asked, arrived))
    return min(times, default=None)


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
