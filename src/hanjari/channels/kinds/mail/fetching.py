"""Fetching mails by UID: sizes first, so that no piece outgrows memory; giants come cut."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from imap_tools.errors import MailboxFetchError, MailboxUidsError
from imap_tools.utils import check_command_status

from hanjari.channels.kinds.mail.lines import MailBox

PIECE_BYTES = 12_000_000
MAIL_LIMIT = 26_000_000
"""The largest mail taken whole: providers stop at 20 to 25 MB. Of a larger one the start is taken."""
CUT_AT = 2_000_000
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_DATE = re.compile(rb'\bINTERNALDATE "([^"]+)"')


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as the server keeps it; `arrived` is its INTERNALDATE in ISO form."""

    uid: int
    body: bytes
    arrived: str = ""
    hints: dict[str, Any] = field(default_factory=dict)


def opened(box: MailBox, name: str) -> tuple[int, int]:
    """Enter a folder; (UIDVALIDITY, UIDNEXT) as of the very view that searches will see."""
    box.folder.set(name)
    told = {key: box.client.response(key)[1] for key in ("UIDVALIDITY", "UIDNEXT")}
    validity, next_uid = (int((told[key] or [b"0"])[-1] or 0) for key in ("UIDVALIDITY", "UIDNEXT"))
    return validity, next_uid


def search(box: MailBox, criteria: str) -> list[int]:
    """UIDs of the current folder that fit, ascending."""
    answer = box.client.uid("SEARCH", criteria)
    check_command_status(answer, MailboxUidsError)
    return sorted(int(uid) for line in answer[1] if line for uid in line.split())


def fetch(box: MailBox, uids: list[int]) -> list[Letter]:
    """The newest of these mails that fit into one piece, oldest first; vanished ones are left out.

    Never marks anything as read.
    """
    if not uids:
        return []
    sizes = _sizes(box, uids)
    chosen: list[int] = []
    total = 0
    for uid in reversed(uids):
        size = min(sizes.get(uid, 0), CUT_AT if sizes.get(uid, 0) > MAIL_LIMIT else MAIL_LIMIT)
        if chosen and total + size > PIECE_BYTES:
            break
        chosen.append(uid)
        total += size
    whole = [uid for uid in chosen if sizes.get(uid, 0) <= MAIL_LIMIT]
    letters = _whole(box, whole)
    for uid in set(chosen) - set(whole):
        letters += _bodies(box, [uid], f"BODY.PEEK[]<0.{CUT_AT}>", {"cut": sizes[uid]})
    missing = [Letter(uid, b"") for uid in chosen if uid not in {one.uid for one in letters}]
    return sorted([*letters, *missing], key=lambda letter: letter.uid)


def _sizes(box: MailBox, uids: list[int]) -> dict[int, int]:
    sizes = {}
    for line in _lines(box, uids, "(UID RFC822.SIZE)"):
        head = line if isinstance(line, bytes) else line[0]
        uid, size = _UID.search(head), _SIZE.search(head)
        if uid and size:
            sizes[int(uid.group(1))] = int(size.group(1))
    return sizes


def _whole(box: MailBox, uids: list[int]) -> list[Letter]:
    """All bodies at once; where the server stumbles over one mail, each alone, that one's head."""
    try:
        return _bodies(box, uids, "BODY.PEEK[]", {})
    except MailboxFetchError:
        if len(uids) > 1:
            return [letter for uid in uids for letter in _whole(box, [uid])]
        return _bodies(box, uids, "BODY.PEEK[HEADER]", {"cut": 0})


def _bodies(box: MailBox, uids: list[int], what: str, hints: dict[str, Any]) -> list[Letter]:
    if not uids:
        return []
    letters = []
    lines = _lines(box, uids, f"(UID INTERNALDATE {what})")
    for number, line in enumerate(lines):
        if not isinstance(line, tuple):
            continue
        after = lines[number + 1] if number + 1 < len(lines) else b""
        head = line[0] + (after if isinstance(after, bytes) else b"")
        uid = _UID.search(head)
        if uid:
            letters.append(Letter(int(uid.group(1)), bytes(line[1]), _arrival(head), dict(hints)))
    return letters


def _lines(box: MailBox, uids: Iterable[int], what: str) -> list[Any]:
    answer = box.client.uid("FETCH", ",".join(str(uid) for uid in uids), what)
    check_command_status(answer, MailboxFetchError)
    return [line for line in answer[1] if line]


def _arrival(head: bytes) -> str:
    found = _DATE.search(head)
    if not found:
        return ""
    try:
        told = datetime.strptime(found.group(1).decode().strip(), "%d-%b-%Y %H:%M:%S %z")
    except ValueError:
        return ""
    return told.astimezone(UTC).isoformat()
