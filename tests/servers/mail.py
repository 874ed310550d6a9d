"""Dovecot and Postfix of our own: real mail that never leaves the machine.

Postfix takes mail on `smtp_port` from anybody for the local addresses and on `submission_port`
from those who log in (SASL by Dovecot); it hands everything to Dovecot's LMTP. Any other address
bounces (`default_transport=error:`).
"""

import imaplib
import os
import shutil
import signal
import smtplib
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from tests.servers.lasting import lasting
from tests.servers.mail_files import Plan, prepare
from tests.servers.ports import absent, await_port, free_ports, need

PASSWORD = "hanjari-mail-2011"
DESK = "desk@hanbit.example"
COLLEAGUE = "jiho@hanbit.example"
HANEUL = "haneul@customer.example"
FULL = "full@customer.example"
ADDRESSES = (DESK, COLLEAGUE, HANEUL, FULL, "kill@hanbit.example")


@dataclass(frozen=True)
class MailServer:
    """Where it listens, and the few things a test does as somebody else's mail client."""

    folder: Path
    imap_port: int
    imaps_port: int
    smtp_port: int
    submission_port: int
    submissions_port: int

    @property
    def certificate(self) -> str:
        """The self-made certificate (PEM), for those who choose to trust it."""
        return (self.folder / "cert.pem").read_text()

    def settings(self, address: str = DESK, **more: object) -> dict[str, object]:
        """An account's settings, as the connecting form gives them."""
        return {
            "address": address,
            "from_name": "한빛 고객응대",
            "imap_host": "127.0.0.1",
            "imap_port": self.imap_port,
            "imap_security": "starttls",
            "smtp_host": "127.0.0.1",
            "smtp_port": self.submission_port,
            "smtp_security": "starttls",
            "certificate": self.certificate,
            "grace": 0.5,
            **more,
        }

    @contextmanager
    def stuck(self) -> Iterator[None]:
        """Mail is taken but not delivered: Postfix's queue manager stands still."""
        (pid,) = self._children("qmgr")
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def _children(self, name: str) -> list[int]:
        master = int((self.folder / "queue" / "pid" / "master.pid").read_text())
        told = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return [int(pid) for pid in told if Path(f"/proc/{pid}/comm").read_text().strip() == name]

    def deliver(self, message: EmailMessage | bytes, to: str = DESK, sender: str = HANEUL) -> None:
        """Hand a mail to Postfix as the outside world does: no login."""
        body = message if isinstance(message, bytes) else message.as_bytes()
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=20) as smtp:
            smtp.sendmail(sender, [to], body)

    @contextmanager
    def mailbox(self, user: str = DESK, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
        """An ordinary IMAP client, logged in, standing in a folder."""
        client = imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=20)
        try:
            client.starttls(ssl.create_default_context(cadata=self.certificate))
            client.login(user, PASSWORD)
            client.select(folder)
            yield client
        finally:
            client.logout()

    def mails(self, user: str = DESK, folder: str = "INBOX") -> list[bytes]:
        """Every mail in a folder, oldest first."""
        with self.mailbox(user, folder) as client:
            found = client.uid("SEARCH", "ALL")[1][0].split()
            return [client.uid("FETCH", uid, "(BODY.PEEK[])")[1][0][1] for uid in found]

    def empty(self, user: str) -> None:
        """Remove all mail and all folders of a mailbox, as if newly made."""
        subprocess.run(
            [
                "doveadm", "-c", self.folder / "dovecot.conf", "expunge", "-u", user,
                "mailbox", "*", "all",
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip

    def renumber(self, user: str, folder: str = "INBOX") -> None:
        """Give a folder a new UIDVALIDITY, as a restored or migrated server does."""
        path = self.folder / "mail" / user
        inside = path if folder == "INBOX" else path / f".{folder}"
        (inside / "dovecot-uidlist").unlink()
        for index in inside.glob("dovecot.index*"):
            index.unlink()


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    """Dovecot and Postfix, started and stopped with the block."""
    need("dovecot", "doveadm", "postfix")
    if os.geteuid() != 0:
        absent("Postfix starts only as root")
    folder = Path(tempfile.mkdtemp(prefix="hjmail"))
    server = MailServer(folder, *free_ports(5))
    lmtp_port, auth_port = free_ports(2)
    started: list[subprocess.Popen[bytes]] = []
    try:
        prepare(Plan(*astuple(server), lmtp_port, auth_port, ADDRESSES, FULL, PASSWORD))
        started.append(_start(folder, "dovecot", "-F", "-c", str(folder / "dovecot.conf")))
        started.append(_start(folder, "postfix", "-c", str(folder / "postfix"), "start-fg"))
        for port in (server.imap_port, lmtp_port, server.smtp_port, server.submission_port):
            await_port(port)
        yield server
    finally:
        for one in reversed(started):
            one.terminate()
        for one in started:
            one.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


@cache
def mail_server() -> MailServer:
    """One mail server for the whole run, started at its first use and stopped at the run's end."""
    return lasting(running_mail_server())


def _start(folder: Path, *command: str) -> "subprocess.Popen[bytes]":
    with (folder / f"{command[0]}.out").open("wb") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
