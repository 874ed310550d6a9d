"""WordPress's bench: a real WordPress, and the desk's user on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.channels.bench import Bench
from tests.servers.wordpress import Site, site

from hanjari.channels import registry
from hanjari.channels.contract import Access, Outgoing


class WordPressBench(Bench):
    def __init__(self, site: Site) -> None:
        self.kind = registry.kind("wordpress")
        self.site, self.url = site, site.url
        self.password = str(site.people["desk"]["password"])

    def access(self, cursor: dict[str, Any] | None = None, **settings: Any) -> Access:
        told = {"site": self.url, "username": "desk", "approve": True, **settings}
        return Access(7, "한빛 블로그", told, {"password": self.password}, cursor or {})

    def plant(self, text: str) -> None:
        self.site.comment(text)

    def outgoing(self, key: str, text: str) -> Outgoing:
        asked = str(self.site.comment(f"이거 어떻게 하나요 {key}"))
        return Outgoing(key=key, text=text, parent_id=asked, root_id=asked)

    def sent(self, outgoing: Outgoing) -> int:
        below = self.site.comments(f"comment_parent = {outgoing.parent_id}")
        return sum(words == outgoing.text for _id, _parent, _status, words in below)

    def break_line(self) -> None:
        self.url = "http://127.0.0.1:9"  # discard: nobody listens there

    def break_login(self) -> bool:
        self.password = "revoked revoked revoked revoked"
        return True


@contextmanager
def bench() -> Iterator[WordPressBench]:
    opened = site()
    opened.clear()
    yield WordPressBench(opened)
