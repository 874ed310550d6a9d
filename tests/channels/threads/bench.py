"""Threads' bench: the simulated API, one connected profile with a post, signed pushes."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory
from tests.channels.bench import Bench
from tests.channels.threads.simulator import ThreadsSimulator
from tests.channels.threads.world import APP, HANEUL, META_SECRET, NAME, SECRET, US, VERIFY
from tests.servers.network import network

from hanjari.channels import registry
from hanjari.channels.calling.graph.pushes import signed
from hanjari.channels.contract import Access, Outgoing
from hanjari.kit.clock import now


def pushed(body: Any, secret: str = SECRET, signature: str | None = None) -> HttpRequest:
    """A push as Meta signs it."""
    content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    told = signed(secret, content) if signature is None else signature
    headers = {"X-Hub-Signature-256": told} if told else {}
    return RequestFactory().post(
        "/hooks/d00r/", content, content_type="application/json", headers=headers
    )


def event(field: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """A push as Threads' documentation shows it."""
    return {
        "app_id": APP,
        "topic": "moderate",
        "target_id": "78901",
        "time": 1_723_226_877,
        "subscription_id": "234567",
        "has_uid_field": False,
        "values": {"value": dict(value), "field": field},
    }


class ThreadsBench(Bench):
    def __init__(self, sim: ThreadsSimulator) -> None:
        self.kind = registry.kind("threads")
        self.sim, self.url = sim, sim.url
        self.post = sim.write("여름 정수기 점검 안내", NAME)

    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        settings = {
            "api": self.url,
            "app_id": APP,
            "user_id": US,
            "username": NAME,
            "queries": "",
            "own_posts": False,
            "token_ends": (now() + timedelta(days=55)).isoformat(),
            "token_since": (now() - timedelta(days=5)).isoformat(),
        }
        secrets = {
            "app_secret": SECRET,
            "meta_secret": META_SECRET,
            "verify_token": VERIFY,
            "access_token": "long-1",
        }
        return Access(7, "한빛 스레드", settings, secrets, cursor or {}, (US, NAME))

    def plant(self, text: str) -> None:
        self.sim.write(text, parent=self.post)

    def outgoing(self, key: str, text: str) -> Outgoing:
        asked = self.sim.write(f"물어볼 것이 있어요 {key}", parent=self.post)
        return Outgoing(key=key, text=text, parent_id=asked.id, root_id=self.post.id)

    def sent(self, outgoing: Outgoing) -> int:
        ours = self.sim.ours(is_reply=True)
        return sum((one.parent, one.text) == (outgoing.parent_id, outgoing.text) for one in ours)

    def posted(self, text: str) -> int:
        return sum(one.text == text for one in self.sim.ours(is_reply=False))

    def push(self, text: str) -> HttpRequest:
        return pushed(event("replies", self.sim.shown(self.sim.write(text, parent=self.post))))

    def forgeries(self) -> Mapping[str, HttpRequest]:
        body = event("replies", {"id": "1", "username": HANEUL, "text": "안녕"})
        true = signed(SECRET, json.dumps(body, ensure_ascii=False).encode())
        return {
            "no signature": pushed(body, signature=""),
            "another secret": pushed(body, secret="guessed"),
            "another body": pushed({**body, "target_id": "1"}, signature=true),
            "the old algorithm": pushed(body, signature=true.replace("sha256=", "sha1=")),
            "letters of no alphabet": pushed(body, signature="sha256=가나다"),
            "a GET": RequestFactory().get("/hooks/d00r/", headers={"X-Hub-Signature-256": true}),
            "too large": pushed(b"[" + b"1," * 600_000 + b"1]"),
        }

    def break_line(self) -> None:
        self.url = "http://127.0.0.1:9"  # discard: nobody listens there

    def break_login(self) -> bool:
        self.sim.token = "revoked"
        return True


@contextmanager
def bench() -> Iterator[ThreadsBench]:
    with network() as place:
        yield ThreadsBench(ThreadsSimulator(place))
