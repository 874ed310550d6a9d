"""A web form of Hanbit, and visitors with browsers that keep the rules."""

import re

import pytest
from django.test import Client

from hanjari.channels import actions
from hanjari.channels.models import Account

SITE = "https://www.hanbit.example"


class Visitor:
    """Somebody without an account, at a public page."""

    def __init__(self, account: Account) -> None:
        self.http = Client(headers={"Accept-Language": "ko"})
        self.path = f"/open/form/{account.door}/"

    def ticket(self, path: str = "") -> str:
        page = self.http.get(path or self.path).content.decode()
        return re.search(r'name="ticket" value="([^"]+)"', page)[1]

    def write(self, text: str, path: str = "", origin: str = "http://testserver", **fields: str):
        """Open the page, and send it as it is."""
        path = path or self.path
        sent = {"text": text, "ticket": self.ticket(path), **fields}
        return self.http.post(path, sent, headers={"Origin": origin} if origin else {})


@pytest.fixture
def form(hanbit, yuna) -> Account:
    settings = {"origins": SITE, "mail_notice": True, "title": "무엇이든 물어보세요"}
    return actions.connect_account("webform", actions.Connection("문의", settings), by=yuna)


@pytest.fixture
def visitor(form) -> Visitor:
    return Visitor(form)
