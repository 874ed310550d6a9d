"""Bluesky's bench: people on a real network (PDS, PLC directory, AppView), one of them with a desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any
from unittest.mock import patch

from tests.channels.bench import Bench
from tests.servers.bluesky import BlueskyNetwork, Person, bluesky_network

from hanjari.channels import registry
from hanjari.channels.contract import Access, Outgoing
from hanjari.channels.kinds.bluesky import hearing


def connected(network: BlueskyNetwork, person: Person, **settings: Any) -> Access:
    """The account as the house has it once its session is open."""
    kind = registry.kind("bluesky")
    asked = {
        "handle": person.handle,
        "plc": network.plc,
        "appview": network.pds,  # it knows its own people's handles at once
        "well_known": f"{network.pds}/nowhere/{{handle}}",
        "stream_url": network.firehose,
        **settings,
    }
    access = Access(7, "한빛 블루스카이", asked, {"app_password": person.password}, {})
    grant = kind.renew(access)
    return replace(
        access,
        settings={**asked, **grant.settings},
        secrets={**access.secrets, **grant.secrets},
        own_ids=grant.own_ids,
    )


class BlueskyBench(Bench):
    def __init__(self, us: Person, haneul: Person, opened: Access) -> None:
        self.kind = registry.kind("bluesky")
        self.us, self.haneul, self.opened = us, haneul, opened

    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        return replace(self.opened, cursor=cursor or {})

    def plant(self, text: str) -> None:
        asked = self.haneul.mention(self.us, text)
        self.us.await_notified(asked["uri"])

    def outgoing(self, key: str, text: str) -> Outgoing:
        asked = self.haneul.mention(self.us, f"물어볼 것이 있어요 {key}")
        return Outgoing(
            key=key, text=text, parent_id=asked["uri"], root_id=asked["uri"], to=(self.haneul.did,)
        )

    def sent(self, outgoing: Outgoing) -> int:
        found = [one["value"] for one in self.us.posts()]
        return sum(
            one["text"] == outgoing.text
            and one.get("reply", {}).get("parent", {}).get("uri", "") == outgoing.parent_id
            for one in found
        )

    def posted(self, text: str) -> int:
        values = [one["value"] for one in self.us.posts()]
        return sum(one["text"] == text and "reply" not in one for one in values)

    def break_line(self) -> None:
        nobody = "http://127.0.0.1:9"  # discard: nobody listens there
        self.opened = replace(self.opened, settings={**self.opened.settings, "pds": nobody})

    def break_login(self) -> bool:
        revoked = {**self.opened.secrets, "access_token": "revoked"}
        self.opened = replace(self.opened, secrets=revoked)
        return True


def new_bench(**settings: Any) -> BlueskyBench:
    """People of a test's own."""
    network = bluesky_network()
    us, haneul = network.join("hanbit", "한빛"), network.join("haneul", "하늘")
    return BlueskyBench(us, haneul, connected(network, us, **settings))


@cache
def _suite() -> BlueskyBench:
    return new_bench(stream="firehose")


@contextmanager
def bench() -> Iterator[BlueskyBench]:
    """The same people for the whole suite: joining takes longer than most of its tests."""
    one = _suite()
    with patch.multiple(hearing, QUIET=0.4, START=0.6):
        yield BlueskyBench(one.us, one.haneul, one.opened)
