"""Instagram's bench: the simulated Graph API, one connected professional account, signed pushes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest
from tests.channels.bench import Bench
from tests.channels.meta.gram import GramSimulator
from tests.channels.meta.graph import (
    APP,
    HANEUL,
    IG,
    IG_NAME,
    PAGE,
    PAGE_TOKEN,
    SECRET,
    VERIFY,
)
from tests.channels.meta.pushing import forgeries, pushed
from tests.servers.network import network

from hanjari.channels import registry
from hanjari.channels.contract import Access, Outgoing


def change(value: dict[str, Any], field: str = "comments", account: str = IG) -> dict[str, Any]:
    """A push about an account."""
    entry = {"id": account, "time": 1_795_000_000, "changes": [{"field": field, "value": value}]}
    return {"object": "instagram", "entry": [entry]}


def comment(number: str, text: str, author: str = HANEUL, **more: Any) -> dict[str, Any]:
    """A comment as `comments` tells of it."""
    who = {"id": author, "username": "haneul.day"}
    media = {"id": "17890001", "media_product_type": "FEED"}
    return {"id": number, "text": text, "from": who, "media": media, **more}


class InstagramBench(Bench):
    def __init__(self, sim: GramSimulator) -> None:
        self.kind = registry.kind("instagram")
        self.sim, self.url = sim, sim.url
        sim.subscribed = ["feed"]
        self.post = sim.write("여름 정수기 점검 안내")

    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        settings = {
            "api": self.url,
            "app_id": APP,
            "page_id": PAGE,
            "ig_id": IG,
            "username": IG_NAME,
            "direct_messages": True,
            "human_agent": False,
            "publish": True,
            "others": "",
        }
        secrets = {"app_secret": SECRET, "verify_token": VERIFY, "access_token": PAGE_TOKEN}
        return Access(7, "한빛 인스타그램", settings, secrets, cursor or {}, (IG,))

    def plant(self, text: str) -> None:
        self.sim.say(self.post, text)

    def outgoing(self, key: str, text: str) -> Outgoing:
        asked = self.sim.say(self.post, f"이거 어떻게 하나요 {key}")
        return Outgoing(
            key=key, text=text, parent_id=asked.id, root_id=asked.id, to=(HANEUL,), references=(asked.id,)
        )  # fmt: skip

    def sent(self, outgoing: Outgoing) -> int:
        below = self.sim.below(self.post.id, outgoing.parent_id)
        return sum(one.author == IG and one.text == outgoing.text for one in below)

    def push(self, text: str) -> HttpRequest:
        return pushed(change(comment("17900099", text)))

    def forgeries(self) -> Mapping[str, HttpRequest]:
        return forgeries(change(comment("17900098", "안녕")))

    def break_line(self) -> None:
        self.url = "http://127.0.0.1:9"  # discard: nobody listens there

    def break_login(self) -> bool:
        self.sim.tokens.discard(PAGE_TOKEN)
        return True


@contextmanager
def bench() -> Iterator[InstagramBench]:
    with network() as place:
        yield InstagramBench(GramSimulator(place))
