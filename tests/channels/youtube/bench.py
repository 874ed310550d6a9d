"""YouTube's bench: the simulated API and one connected channel."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.channels.bench import Bench
from tests.channels.youtube.simulator import YouTubeSimulator
from tests.channels.youtube.world import CHANNEL
from tests.servers.network import network

from hanjari.channels import registry
from hanjari.channels.contract import Access, Outgoing


class YouTubeBench(Bench):
    def __init__(self, sim: YouTubeSimulator) -> None:
        self.kind = registry.kind("youtube")
        self.sim, self.url = sim, sim.url

    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        settings = {
            "api": self.url,
            "tokens": self.sim.place.url,
            "client_id": "client.apps.googleusercontent.com",
            "channel_id": CHANNEL,
            "held": False,
        }
        secrets = {
            "client_secret": "s3cret",
            "access_token": "access-1",
            "refresh_token": "refresh-1",
        }
        return Access(7, "한빛 유튜브", settings, secrets, cursor or {}, (CHANNEL,))

    def plant(self, text: str) -> None:
        self.sim.write(text)

    def outgoing(self, key: str, text: str) -> Outgoing:
        asked = self.sim.write(f"이거 어떻게 하나요 {key}")
        return Outgoing(key=key, text=text, parent_id=asked.id, root_id=asked.id)

    def sent(self, outgoing: Outgoing) -> int:
        thread = self.sim.one(outgoing.root_id)
        return sum(one.text == outgoing.text for one in thread.replies) if thread else 0

    def break_line(self) -> None:
        self.url = "http://127.0.0.1:9"  # discard: nobody listens there

    def break_login(self) -> bool:
        self.sim.access_token = "revoked"
        return True


@contextmanager
def bench() -> Iterator[YouTubeBench]:
    with network() as place:
        yield YouTubeBench(YouTubeSimulator(place))
