"""The bench of Naver's search: the documented protocol on a network of our own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.channels.bench import Bench
from tests.channels.naver.simulator import CLIENT, SECRET, Naver, blog
from tests.servers.network import network
from tests.servers.ports import free_ports

from hanjari.channels import registry
from hanjari.channels.contract import Access


class NaverBench(Bench):
    """Haneul writes blog posts; we look for 한빛."""

    kind = registry.kind("naver")

    def __init__(self, url: str, server: Naver) -> None:
        self._url, self.server = url, server

    def access(
        self,
        cursor: dict[str, Any] | None = None,
        *,
        past: dict[str, Any] | None = None,
        **more: Any,
    ) -> Access:
        settings = {
            "api": self._url, "gate": "hub", "client_id": CLIENT, "words": "한빛", "places": ["blog"], **more,
        }  # fmt: skip
        secrets = {"client_secret": SECRET}
        return Access(3, "네이버", settings, secrets, cursor or {}, past=past or {})

    def plant(self, text: str) -> None:
        posts = self.server.hits.setdefault("blog", [])
        posts.insert(0, blog(len(posts) + 1, text))

    def break_line(self) -> None:
        self._url = f"http://127.0.0.1:{free_ports(1)[0]}"

    def break_login(self) -> bool:
        self.server.secret = "changed"
        return True


@contextmanager
def bench() -> Iterator[NaverBench]:
    with network() as opened:
        server = Naver()
        server.open_at(opened)
        yield NaverBench(opened.url, server)
