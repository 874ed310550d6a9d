"""The simulated server of each sort, and an account on it whose settings a test may change."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from tests.channels.mastodon.bench import SETTINGS
from tests.channels.mastodon.simulator import TOKEN, US, Server
from tests.servers.network import network

from hanjari.channels.contract import Access, FreeMeter, Raw
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.mastodon import KIND

OWN = f"id-{US}"


class Counter(FreeMeter):
    """A meter that remembers what was taken and said."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.noted: dict[str, Any] = {}

    def take(self, name: str, count: int = 1, *, microcents: int = 0) -> None:
        self.taken += [name] * count

    def note(self, limit) -> None:
        self.noted[limit.name] = limit


@contextmanager
def opened_server(flavour: str) -> Iterator[Server]:
    with network() as place:
        server = Server(place, flavour)
        try:
            yield server
        finally:
            server.streams.close()


@pytest.fixture
def sim(settings) -> Iterator[Server]:
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with opened_server("mastodon") as server:
        yield server


@pytest.fixture(params=["mastodon", "pleroma", "gotosocial"])
def any_sim(request, settings) -> Iterator[Server]:
    """The same test on every sort of server."""
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with opened_server(request.param) as server:
        yield server


def access_to(server: Server, cursor: dict[str, Any] | None = None, **changes: Any) -> Access:
    """The account as it is when all is well, with these settings or parts changed."""
    settings = {**SETTINGS, "server": server.url, "user_id": OWN, "own_posts": False}
    secrets = {"access_token": TOKEN}
    access = Access(7, "한빛 마스토돈", settings, secrets, cursor or {}, (OWN,))
    parts = {
        name: changes.pop(name) for name in ("meter", "past", "scopes", "secrets", "own_ids")
        if name in changes
    }  # fmt: skip
    return replace(access, settings={**settings, **changes}, **parts)


@pytest.fixture
def open_account(sim) -> Callable[..., Access]:
    return lambda cursor=None, **changes: access_to(sim, cursor, **changes)


def pulled(access: Access) -> tuple[list[Envelope], dict[str, Any]]:
    """One whole pull: envelopes, and the cursor after a trip to JSON."""
    catches = list(KIND.pull(access))
    cursor = json.loads(json.dumps(catches[-1].cursor)) if catches else dict(access.cursor)
    return read(access, [raw for catch in catches for raw in catch.payloads]), cursor


def read(access: Access, raws: list[Raw]) -> list[Envelope]:
    return [one for raw in raws for one in KIND.read(access, raw)]
