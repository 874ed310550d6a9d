"""The web form's bench: the network is ours, so requests are made as browsers make them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory
from tests.channels.bench import Bench

from hanjari.channels import registry
from hanjari.channels.contract import Access, Outgoing
from hanjari.channels.kinds.webform import tickets
from hanjari.kit.clock import now

SITE = "https://www.hanbit.example"


def submission(
    text: str, *, account_id: int = 7, origin: str | None = SITE, age: float = 30, **fields: str
) -> HttpRequest:
    """A POST as the page sends it; `age` is how many seconds ago the page was opened."""
    ticket = tickets.issue(account_id, now().timestamp() - age)
    headers = {"Origin": origin} if origin else {}
    return RequestFactory().post(
        "/open/form/x/", {"text": text, "ticket": ticket, **fields}, headers=headers
    )


class WebFormBench(Bench):
    def __init__(self) -> None:
        self.kind = registry.kind("webform")

    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        return Access(7, "문의", {"origins": SITE, "mail_notice": False}, {}, cursor or {})

    def outgoing(self, key: str, text: str) -> Outgoing:
        return Outgoing(key=key, text=text, root_id="talk-1")

    def sent(self, outgoing: Outgoing) -> int:
        """The visitor's page shows one message per id."""
        return len({self.kind.send(self.access(), outgoing).external_id for _ in range(3)})

    def push(self, text: str) -> HttpRequest:
        return submission(text)

    def forgeries(self) -> Mapping[str, HttpRequest]:
        return {
            "a foreign page": submission("안녕", origin="https://evil.example"),
            "a page without origin": submission("안녕", origin="null"),
            "a look-alike": submission("안녕", origin=SITE + ".evil.example"),
            "another account's ticket": submission("안녕", account_id=8),
            "no ticket": submission("안녕", ticket=""),
            "a ticket made up": submission("안녕", ticket="WzcsIm4iXQ:1:abc"),
            "a GET": RequestFactory().get("/open/form/x/", headers={"Origin": SITE}),
            "no words": submission(""),
            "too many words": submission("가" * 200_000),
        }

    def break_line(self) -> None:
        """Our own house has no line to break."""


@contextmanager
def bench() -> Iterator[WebFormBench]:
    yield WebFormBench()
