"""An account on the real mail server."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.servers.mail import COLLEAGUE, DESK, HANEUL, PASSWORD, MailServer

from hanjari.channels.contract import Access

Open = Callable[..., Access]


@pytest.fixture
def open_account(mail_server: MailServer, settings) -> Open:
    """The desk's account with empty mailboxes; keywords change its settings, `cursor` its place."""
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1", "localhost"]
    for address in (DESK, HANEUL, COLLEAGUE):
        mail_server.empty(address)

    def opened(cursor: dict[str, Any] | None = None, **changed: Any) -> Access:
        password = changed.pop("password", PASSWORD)
        told = mail_server.settings(**changed)
        return replace(
            Access(7, "한빛 메일", told, {"password": password}, {}), cursor=cursor or {}
        )

    return opened
