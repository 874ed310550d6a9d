"""X's bench: the simulated network, one connected account, signed pushes."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory
from tests.channels.bench import Bench
from tests.channels.x.simulator import XSimulator
from tests.channels.x.world import HANEUL, NAMES, US
from tests.servers.network import network

from hanjari.channels import registry
from hanjari.channels.contract import Access, Outgoing
from hanjari.channels.kinds.x import pushes

SECRET = "consumer-s3cret"


def status(number: str, text: str, author: str = HANEUL, **more: Any) -> dict[str, Any]:
    """A post as Account Activity pushes it (v1.1)."""
    handle, name = NAMES[author]
    return {
        "created_at": "Wed Nov 25 10:00:00 +0000 2026",
        "id_str": number,
        "text": text,
        "user": {"id_str": author, "name": name, "screen_name": handle, "followers_count": 12},
        "entities": {"urls": [], "user_mentions": []},
        **more,
    }


def pushed(body: Any, secret: str = SECRET, signature: str | None = None) -> HttpRequest:
    """A push as X signs it."""
    content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    told = pushes.signed(secret, content) if signature is None else signature
    headers = {"x-twitter-webhooks-signature": told} if told else {}
    return RequestFactory().post(
        "/hooks/x/", content, content_type="application/json", headers=headers
    )


class XBench(Bench):
    def __init__(self, sim: XSimulator) -> None:
        self.kind = registry.kind("x")
        self.sim = sim
        self.url = sim.url

    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        settings = {
            "api": self.url,
            "client_id": "client",
            "user_id": US,
            "username": NAMES[US][0],
            "queries": "",
            "streams": True,
            "own_posts": True,
            "direct_messages": True,
            "recheck_days": 1,
        }
        secrets = {
            "access_token": "user-1",
            "refresh_token": "refresh-1",
            "bearer_token": "app-1",
            "consumer_secret": SECRET,
        }
        return Access(7, "한빛 X", settings, secrets, cursor or {}, (US,))

    def plant(self, text: str) -> None:
        self.sim.write(f"@{NAMES[US][0]} {text}")

    def outgoing(self, key: str, text: str) -> Outgoing:
        asked = self.sim.write(f"@{NAMES[US][0]} 물어볼 것이 있어요 {key}")
        return Outgoing(key=key, text=text, parent_id=asked.id, root_id=asked.root, to=(HANEUL,))

    def sent(self, outgoing: Outgoing) -> int:
        ours = [post for post in self.sim.of(US) if post.parent == outgoing.parent_id]
        return sum(post.text.endswith(outgoing.text) for post in ours)

    def posted(self, text: str) -> int:
        return sum(not post.parent and post.text == text for post in self.sim.of(US))

    def push(self, text: str) -> HttpRequest:
        number = self.sim.id(None)
        return pushed(
            {"for_user_id": US, "tweet_create_events": [status(number, f"@hanbit_kr {text}")]}
        )

    def forgeries(self) -> Mapping[str, HttpRequest]:
        body = {"for_user_id": US, "tweet_create_events": [status("1", "안녕")]}
        true = pushes.signed(SECRET, json.dumps(body, ensure_ascii=False).encode())
        get = RequestFactory().get("/hooks/x/", headers={"x-twitter-webhooks-signature": true})
        return {
            "no signature": pushed(body, signature=""),
            "another secret": pushed(body, secret="guessed"),
            "another body": pushed({**body, "for_user_id": HANEUL}, signature=true),
            "the old algorithm": pushed(body, signature=true.replace("sha256=", "sha1=")),
            "letters of no alphabet": pushed(body, signature="sha256=가나다"),
            "a GET": get,
            "too large": pushed(b"[" + b"1," * 600_000 + b"1]"),
        }

    def break_line(self) -> None:
        self.url = "http://127.0.0.1:9"  # discard: nobody listens there

    def break_login(self) -> bool:
        self.sim.access_token = "revoked"
        return True


@contextmanager
def bench() -> Iterator[XBench]:
    with network() as place:
        sim = XSimulator(place)
        try:
            yield XBench(sim)
        finally:
            sim.close_streams()
