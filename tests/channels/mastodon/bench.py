"""Mastodon's bench: mastodon-mock from PyPI, one connected account, people who write to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.channels.bench import Bench
from tests.servers.mastodon import MockServer, mastodon_server
from tests.servers.mastodon.running import HANEUL, US

from hanjari.channels import registry
from hanjari.channels.contract import Access, Outgoing
from hanjari.channels.kinds.mastodon.finding import same
from hanjari.channels.kinds.mastodon.words import plain

SETTINGS: dict[str, Any] = {
    "login": "token",
    "hashtags": "",
    "lists": "",
    "searches": "",
    "local": False,
    "own_posts": True,
    "context": True,
    "streams": True,
    "quiet": False,
    "recheck_days": 3,
}


class MastodonBench(Bench):
    def __init__(self, server: MockServer) -> None:
        self.kind = registry.kind("mastodon")
        self.server = server
        self.url = server.url
        self.token = f"token-{US}"
        self.us = server.number(US)

    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        settings = {**SETTINGS, "server": self.url, "user_id": self.us, "acct": US}
        secrets = {"access_token": self.token}
        return Access(7, "한빛 마스토돈", settings, secrets, cursor or {}, (self.us,))

    def plant(self, text: str) -> None:
        self.server.write(HANEUL, f"@{US} {text}")

    def outgoing(self, key: str, text: str) -> Outgoing:
        asked = self.server.write(HANEUL, f"@{US} 물어볼 것이 있어요 {key}")
        number = str(asked["id"])
        author = str(asked["account"]["id"])
        return Outgoing(key=key, text=text, parent_id=number, root_id=number, to=(author,))

    def sent(self, outgoing: Outgoing) -> int:
        return sum(
            str(one["in_reply_to_id"]) == outgoing.parent_id
            and same(plain(one["content"]), outgoing.text)
            for one in self.server.posts(US)
        )

    def posted(self, text: str) -> int:
        return sum(
            one["in_reply_to_id"] is None and same(plain(one["content"]), text)
            for one in self.server.posts(US)
        )

    def break_line(self) -> None:
        self.url = "http://127.0.0.1:9"  # discard: nobody listens there

    def break_login(self) -> bool:
        self.token = "revoked"
        return True


@contextmanager
def bench() -> Iterator[MastodonBench]:
    server = mastodon_server()
    server.reset()
    yield MastodonBench(server)
