"""The bench of the mail kind: a real Dovecot and Postfix."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

from tests.channels.bench import Bench
from tests.servers.mail import DESK, HANEUL, PASSWORD, MailServer, mail_server
from tests.servers.ports import free_ports

from hanjari.channels import registry
from hanjari.channels.contract import Access, Outgoing
from hanjari.channels.kinds.mail import ids


class MailBench(Bench):
    """Customer Haneul writes to the desk; both mailboxes start empty."""

    kind = registry.kind("mail")

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._settings = server.settings()
        self._password = PASSWORD
        for address in (DESK, HANEUL):
            server.empty(address)

    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        return Access(1, "한빛 메일", self._settings, {"password": self._password}, cursor or {})

    def plant(self, text: str) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = f"하늘 <{HANEUL}>", DESK, "문의"
        message["Message-ID"] = make_msgid(domain="customer.example")
        message.set_content(text)
        before = len(self._server.mails())
        self._server.deliver(message)
        self._await(lambda: len(self._server.mails()) > before)

    def outgoing(self, key: str, text: str) -> Outgoing:
        return replace(Outgoing(key=key, text=text, subject="Re: 문의"), to=(HANEUL,))

    def sent(self, outgoing: Outgoing) -> int:
        wanted = ids.sent_id(outgoing, "hanbit.example").encode()

        def everywhere() -> int:
            return sum(wanted in mail for mail in self._server.mails(DESK))

        self._await(lambda: everywhere() > 0, 3)
        return sum(wanted in mail for mail in self._server.mails(HANEUL))

    def break_line(self) -> None:
        port = free_ports(1)[0]
        self._settings = {**self._settings, "imap_port": port, "smtp_port": port}

    def break_login(self) -> bool:
        self._password = "expired"
        return True

    def _await(self, is_there: Any, seconds: float = 10) -> None:
        until = time.monotonic() + seconds
        while not is_there() and time.monotonic() < until:
            time.sleep(0.03)


@contextmanager
def bench() -> Iterator[MailBench]:
    yield MailBench(mail_server())
