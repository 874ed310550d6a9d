"""Pulling: inbox and sent folder, newest first, piece by piece; each piece's place is kept with it."""

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

from hanjari.channels.contract import Access, Catch, Raw
from hanjari.channels.kinds.mail import faults, ids
from hanjari.channels.kinds.mail.fetching import Letter, fetch, opened, search
from hanjari.channels.kinds.mail.folders import sent_folder
from hanjari.channels.kinds.mail.lines import MailBox, imap
from hanjari.channels.kinds.mail.settings import MailSettings
from hanjari.channels.kinds.mail.shelves import Shelf
from hanjari.kit.clock import now

VISIT = 240.0
"""Seconds one pull may last before the line is cut."""
ENOUGH = 60.0
"""Seconds after which a pull stops by itself and lets others work; the next one goes on."""
PIECE = 25
"""Mails in one piece, and in one transaction."""
_MESSAGE_ID = re.compile(rb"^message-id:\s*<([^<>\s]+)>", re.IGNORECASE | re.MULTILINE)


def catches(access: Access) -> Iterator[Catch]:
    """Everything new since the cursor. Raises `BrokenError`; what was yielded before stays caught."""
    settings = MailSettings.of(access)
    try:
        with imap(settings.imap, seconds=VISIT) as box:
            yield from _Visit(box, settings, access.cursor).catches()
    except faults.ERRORS as error:
        raise faults.fault(error, settings.imap).error() from error


class _Visit:
    """One stay at the server; the folders take turns, so that neither starves the other."""

    def __init__(self, box: MailBox, settings: MailSettings, cursor: dict[str, Any]) -> None:
        self._box, self._settings = box, settings
        self._sent = sent_folder(box, settings.sent_folder)
        self._folders = {"INBOX": "inbox"} | ({self._sent: "sent"} if self._sent else {})
        kept = cursor.get("folders", {})
        self._cursor = {name: kept[name] for name in self._folders if name in kept}
        self._until = time.monotonic() + ENOUGH

    def catches(self) -> Iterator[Catch]:
        waiting = list(self._folders)
        while waiting:
            for name in list(waiting):
                letters, is_done = self._piece(name)
                if is_done:
                    waiting.remove(name)
                if name == "INBOX":
                    letters = self._tidied(letters)
                if letters or not waiting:
                    yield Catch(self._raws(name, letters), self._kept(), is_last=not waiting)
                if time.monotonic() > self._until:
                    return

    def _kept(self) -> dict[str, Any]:
        return {"folders": dict(self._cursor)}

    def _piece(self, name: str) -> tuple[list[Letter], bool]:
        """The newest mails of a folder that are not on disk, and whether that was all."""
        validity, next_uid = opened(self._box, name)
        shelf = Shelf.of(self._cursor.get(name), validity)
        if shelf.is_new:
            self._skip_history(shelf, next_uid)
        gaps = (uid for gap in shelf.gaps() for uid in search(self._box, f"UID {gap}"))
        pending = sorted({uid for uid in gaps if shelf.lacks(uid)})
        letters = fetch(self._box, pending[-PIECE:])
        oldest = letters[0].uid if letters else 0
        is_done = not pending or oldest <= pending[0]
        shelf.mark(1 if is_done else oldest, max([*pending, next_uid - 1]))
        shelf.next_uid = next_uid
        self._cursor[name] = shelf.kept()
        return letters, is_done

    def _skip_history(self, shelf: Shelf, next_uid: int) -> None:
        """Mail from before `history_days` stays in the mailbox alone."""
        if not self._settings.history_days:
            return
        since = now() - timedelta(days=self._settings.history_days)
        recent = search(self._box, f"SINCE {since:%d}-{_MONTHS[since.month - 1]}-{since:%Y}")
        shelf.mark(1, min(recent, default=next_uid) - 1)

    def _raws(self, name: str, letters: list[Letter]) -> tuple[Raw, ...]:
        box = self._folders[name]
        return tuple(
            Raw(one.body, {"box": box, "uid": one.uid, "arrived": one.arrived} | one.hints)
            for one in reversed(letters)
            if one.body
        )

    def _tidied(self, letters: list[Letter]) -> list[Letter]:
        """Our own copies (see `sending`) go on to the sent folder and are read there.

        A mailbox that stays untidy loses nothing: then they are read here.
        """
        known = {str(letter.uid): _id_of(letter.body) for letter in letters}
        ours = [uid for uid, told in known.items() if ids.is_ours(told)]
        echoes = [uid for uid in ours if not ids.is_probe(known[uid])]
        with suppress(*faults.ERRORS):
            if ours:
                self._box.client.uid("STORE", ",".join(ours), "+FLAGS", "(\\Seen)")
            if echoes and self._sent and "MOVE" in self._box.client.capabilities:
                self._box.move(echoes, self._sent)
                return [letter for letter in letters if str(letter.uid) not in echoes]
        return letters


def _id_of(body: bytes) -> str:
    found = _MESSAGE_ID.search(body, 0, 20_000)
    return found.group(1).decode("ascii", "replace") if found else ""


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def wait(access: Access, seconds: float) -> bool:
    """Stand at the inbox until something comes (IDLE, RFC 2177); True when a pull may be worth it."""
    settings = MailSettings.of(access)
    try:
        with imap(settings.imap, seconds=seconds + VISIT / 4, folder="INBOX") as box:
            if _is_behind(box, access.cursor):
                return True
            if "IDLE" in box.client.capabilities:
                return any(b"EXISTS" in line for line in box.idle.wait(timeout=seconds))
            return _poll(box, access.cursor, seconds)
    except faults.ERRORS as error:
        raise faults.fault(error, settings.imap).error() from error


def _is_behind(box: MailBox, cursor: dict[str, Any]) -> bool:
    """A mail that came between pull and IDLE would never be announced: compare first."""
    for name, kept in (cursor.get("folders") or {"INBOX": {}}).items():
        facts = box.folder.status(name, ["UIDVALIDITY", "UIDNEXT"])
        if facts != {"UIDVALIDITY": kept.get("validity"), "UIDNEXT": kept.get("next")}:
            return True
    return False


def _poll(box: MailBox, cursor: dict[str, Any], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(min(10.0, max(0.0, until - time.monotonic())))
        if _is_behind(box, cursor):
            return True
    return False
