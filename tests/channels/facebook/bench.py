"""Facebook's bench: the simulated Graph API, one connected Page, signed pushes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest
from tests.channels.bench import Bench
from tests.channels.meta.graph import (
    APP,
    HANEUL,
    PAGE,
    PAGE_NAME,
    PAGE_TOKEN,
    SECRET,
    VERIFY,
)
from tests.channels.meta.page import PageSimulator
from tests.channels.meta.pushing import forgeries, pushed
from tests.servers.network import network

from hanjari.channels import registry
from hanjari.channels.contract import Access, Outgoing
from hanjari.channels.kinds.facebook import consent


def change(value: dict[str, Any], field: str = "feed", page: str = PAGE) -> dict[str, Any]:
    """A push about a Page."""
    entry = {"id": page, "time": 1_795_000_000, "changes": [{"field": field, "value": value}]}
    return {"object": "page", "entry": [entry]}


def comment(number: str, text: str, author: str = HANEUL, **more: Any) -> dict[str, Any]:
    """A comment as `feed` tells of it."""
    post = f"{PAGE}_{number.partition('_')[0]}"
    told = {"item": "comment", "verb": "add", "comment_id": number, "post_id": post}
    who = {"id": author, "name": "하늘"}
    return {
        **told, "parent_id": post, "message": text, "from": who, "created_time": 1_795_000_000, **more,
    }  # fmt: skip


class FacebookBench(Bench):
    def __init__(self, sim: PageSimulator) -> None:
        self.kind = registry.kind("facebook")
        self.sim, self.url = sim, sim.url
        sim.subscribed = list(consent.fields({"direct_messages": True}))
        self.post = sim.write("여름 정수기 점검 안내")

    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        settings = {
            "api": self.url,
            "app_id": APP,
            "page_id": PAGE,
            "page_name": PAGE_NAME,
            "direct_messages": True,
            "human_agent": False,
            "own_posts": False,
        }
        secrets = {"app_secret": SECRET, "verify_token": VERIFY, "access_token": PAGE_TOKEN}
        return Access(7, "한빛 페이스북", settings, secrets, cursor or {}, (PAGE,))

    def plant(self, text: str) -> None:
        self.sim.say(self.post, text)

    def outgoing(self, key: str, text: str) -> Outgoing:
        asked = self.sim.say(self.post, f"이거 어떻게 하나요 {key}")
        return Outgoing(
            key=key, text=text, parent_id=asked.id, root_id=asked.id, to=(HANEUL,), references=(asked.id,)
        )  # fmt: skip

    def sent(self, outgoing: Outgoing) -> int:
        below = self.sim.below(self.post.id, outgoing.parent_id)
        return sum(one.author == PAGE and one.text == outgoing.text for one in below)

    def posted(self, text: str) -> int:
        ours = [one for one in self.sim.posts.values() if one.author == PAGE]
        return sum(one.text == text for one in ours)

    def push(self, text: str) -> HttpRequest:
        return pushed(change(comment("88_99", text)))

    def forgeries(self) -> Mapping[str, HttpRequest]:
        return forgeries(change(comment("88_98", "안녕")))

    def break_line(self) -> None:
        self.url = "http://127.0.0.1:9"  # discard: nobody listens there

    def break_login(self) -> bool:
        self.sim.tokens.discard(PAGE_TOKEN)
        return True


@contextmanager
def bench() -> Iterator[FacebookBench]:
    with network() as place:
        yield FacebookBench(PageSimulator(place))
