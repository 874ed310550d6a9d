"""The feed's bench: a real web server with an RSS document that grows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from tests.channels.bench import Bench
from tests.servers.web import Page, WebServer, running_web_server

from hanjari.channels import registry
from hanjari.channels.contract import Access


def rss(*items: str, title: str = "한빛 소식") -> bytes:
    """An RSS 2.0 document around these items."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>{title}</title><link>https://news.example.kr/</link>{''.join(items)}"
        "</channel></rss>"
    ).encode()


def item(title: str, n: int, text: str = "", date: str = "Mon, 23 Nov 2026 10:00:00 +0900") -> str:
    return (
        f"<item><title>{escape(title)}</title><link>https://news.example.kr/{n}</link>"
        f"<guid>urn:n:{n}</guid><pubDate>{date}</pubDate>"
        f"<description>{escape(text or title)}</description></item>"
    )


class FeedBench(Bench):
    def __init__(self, server: WebServer) -> None:
        self.kind = registry.kind("feed")
        self.server = server
        self.items: list[str] = []
        self._publish()

    def _publish(self) -> None:
        self.server.pages["/rss"] = Page(rss(*self.items), "application/rss+xml")

    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        settings = {"url": self.server.url("/rss"), "time_zone": "Asia/Seoul"}
        return Access(7, "한빛 소식", settings, {}, cursor or {})

    def plant(self, text: str) -> None:
        self.items.insert(0, item(text, len(self.items)))
        self._publish()

    def break_line(self) -> None:
        self.server.close()


@contextmanager
def bench() -> Iterator[FeedBench]:
    with running_web_server() as server:
        yield FeedBench(server)
