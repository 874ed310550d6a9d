"""JetStream: posts packed a hundred to a message against one by one, and two `hanjari ingest` against one.

    python -m bench.jetstream            one server (Debian's nats-server), on a loopback port of its own
    python -m bench.jetstream --nodes 3  a cluster of three, every message on all of them

First posts a second by the clock and of CPU (this process and the servers), packed and one by one.
Then the hands of `hanjari ingest` empty a full queue, one at a time and two: they sift the posts of
`bench.firehose` by its 10,000 standing queries and keep one in a hundred in one store (`DATABASE_URL`
decides which). They start at one word, and the clock runs until the last of them is through. At
last, what of a hand's CPU is fetching, unpacking and acknowledging, and what the servers take.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from nats.js.errors import NotFoundError
from tests.servers.nats import Nats, running_nats

from bench.desk import cpu
from bench.firehose import NETWORK, line, seat  # opens the desk, which the rest needs
from bench.posts import posts
from bench.serving import cpu as cpu_of
from bench.together import await_word, together
from hanjari.channels.contract import Frame
from hanjari.channels.kinds.bluesky.frames import frames_of
from hanjari.channels.models import Account
from hanjari.kit.bus import Bus
from hanjari.kit.clock import now
from hanjari.listening.stream.finding import found
from hanjari.listening.stream.hands import AT_ONCE, Hand
from hanjari.listening.stream.keeping import keep
from hanjari.listening.stream.packing import POSTS, QUEUES, STREAM, packed, unpacked

AT_A_TIME = 2_000
"""Posts that the reader finds waiting at once."""
MADE = 50_000
"""Posts made at once, for memory's sake."""
SIFT, CARRY = "sift", "carry"
WARM, WARM_AT = 20_000, 1_000_000
"""Posts of its own that a hand sifts before the word, numbered where no others are: what is loaded
once (queries, tables, statements) is no part of a pace that lasts for days."""
IDLE = 1.0
"""Seconds without a pack after which the queue is empty."""


@dataclass
class Told:
    """What was done: posts, and seconds by the clock, of CPU here and of CPU at the servers."""

    posts: int
    wall: float = 0.0
    cpu: float = 0.0
    servers: float = 0.0

    def line(self, name: str) -> float:
        """Print it; returns posts a second of wall time."""
        print(
            f"{name:40} {self.posts / self.wall:>12,.0f} {self.posts / self.cpu:>14,.0f}"
            f" {self.servers / self.cpu:>12.0%}"
        )
        return self.posts / self.wall


def bus(url: str) -> Bus:
    """A line to the servers."""
    return Bus(url, stream=STREAM, queues=QUEUES)


def frames(texts: Sequence[str], begin: int) -> list[Frame]:
    """Posts as the network's stream gives them; no two of a run alike."""
    return frames_of([line(begin + number, text) for number, text in enumerate(texts)])


def hand(url: str, does: str) -> None:
    """One process: make ready, wait for the word, empty the queue, tell."""
    account = Account.objects.select_related("organisation").get(name=NETWORK)
    some = frames(posts(WARM), begin=(1 + os.getpid()) * WARM_AT)
    keep(found(account, some, now()).arrivals, lambda _kept: None)
    line_ = bus(url)
    line_.ping()
    turn = Hand(lambda: False, line_).turn if does == SIFT else lambda: carried(line_)
    await_word()
    taken, spent, before = 0, 0.0, cpu()
    begun = last = time.monotonic()
    while time.monotonic() - last < IDLE:
        if some := turn():
            taken, spent, last = taken + some, cpu() - before, time.monotonic()
    line_.close()
    print(json.dumps([taken, last - begun, spent]), flush=True)


def carried(line_: Bus) -> int:
    """What of a hand's turn is carrying; says how many posts it held."""
    packs = line_.fetch(POSTS, most=AT_ONCE, seconds=IDLE)
    count = sum(len(unpacked(one.body)[1]) for one in packs)
    line_.done(packs)
    return count


class Trial:
    """One run's servers, desk and posts."""

    def __init__(self, servers: Nats, texts: Sequence[str]) -> None:
        self._servers, self._texts, self._begin = servers, texts, 0
        self._account = seat(texts)

    def publish(self, count: int, size: int) -> Told:
        """So many posts in so many at once, over an open line; making them is in no figure."""
        line_, told = bus(self._servers.url), Told(count)
        line_.ping()
        for start in range(0, count, MADE):
            some = self._fresh(min(MADE, count - start))
            begun, before, there = time.monotonic(), cpu(), self._cpu()
            for place in range(0, len(some), size):
                assert not line_.publish(list(packed(self._account.pk, some[place : place + size])))
            told.wall += time.monotonic() - begun
            told.cpu += cpu() - before
            told.servers += self._cpu() - there
        line_.close()
        return told

    def _fresh(self, count: int) -> list[Frame]:
        """Posts that nobody has seen yet."""
        begin, self._begin = self._begin, self._begin + count
        texts = [self._texts[number % len(self._texts)] for number in range(begin, begin + count)]
        return frames(texts, begin)

    def emptied(self, hands: int, does: str) -> Told:
        """A full queue, emptied by so many hands side by side."""
        self.empty()
        count = self.publish(len(self._texts), AT_A_TIME).posts
        there = self._cpu()
        told = together([["bench.jetstream", does, self._servers.url]] * hands)
        assert sum(one[0] for one in told) == count
        wall, spent = max(one[1] for one in told), sum(one[2] for one in told)
        return Told(count, wall, spent, self._cpu() - there)

    def bytes_a_post(self) -> float:
        """What the servers hold of a post in the reader's packs, replicas aside."""
        self.empty()
        count = self.publish(MADE, AT_A_TIME).posts
        held = self._servers.ask(lambda js: js.stream_info(STREAM)).state.bytes
        return float(held) / count

    def empty(self) -> None:
        """Nothing waits any more."""
        with suppress(NotFoundError):
            self._servers.ask(lambda js: js.purge_stream(STREAM))

    def _cpu(self) -> float:
        """CPU seconds that the servers took until now."""
        return sum(cpu_of(node.process.pid) for node in self._servers.nodes if node.process)


def publishing(trial: Trial, single: int, many: int) -> float:
    """One by one against packed; returns the ratio."""
    slow = trial.publish(single, 1).line("publish one by one")
    fast = trial.publish(many, AT_A_TIME).line("publish packed")
    print(f"{'packed : one by one (goal 25)':40} {fast / slow:>12.1f}")
    print(f"{'bytes a post at the servers, packed':40} {trial.bytes_a_post():>12,.0f}")
    return fast / slow


def sifting(trial: Trial) -> float:
    """One hand, two, two, one: a machine's moods meet both; returns the ratio by the clock."""
    told: dict[int, list[Told]] = {1: [], 2: []}
    for hands in (1, 2, 2, 1):
        told[hands].append(trial.emptied(hands, SIFT))
        told[hands][-1].line(f"{hands} hand{'s' if hands > 1 else ''}")
    carrying = trial.emptied(1, CARRY)
    carrying.line("1 hand, fetch, unpack and acknowledge")
    wall = {hands: sum(one.wall for one in some) for hands, some in told.items()}
    spent = {hands: sum(one.cpu for one in some) for hands, some in told.items()}
    print(f"{'two hands : one, by the clock (goal 1.8)':40} {wall[1] / wall[2]:>12.2f}")
    print(f"{'the same by CPU: two cores to themselves':40} {2 * spent[1] / spent[2]:>12.2f}")
    print(f"{'carrying: share of a hand (goal 10 %)':40} {2 * carrying.cpu / spent[1]:>12.1%}")
    return wall[1] / wall[2]


def main(options: argparse.Namespace) -> int:
    """All of it, on servers of its own; status 1 below a goal."""
    print(f"{'':40} {'posts/s wall':>12} {'posts/s of CPU':>14} {'+ servers':>12}")
    with running_nats(options.nodes) as servers:
        trial = Trial(servers, posts(options.posts))
        packing = publishing(trial, options.single, options.posts)
        sharing = sifting(trial)
    return int(packing < 25 or sharing < 1.8)


def asked() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--nodes", type=int, default=1, choices=(1, 3))
    parser.add_argument("--single", type=int, default=2_000)
    parser.add_argument("--posts", type=int, default=500_000)
    return parser.parse_args()


if __name__ == "__main__":
    if sys.argv[1:2] in ([SIFT], [CARRY]):
        hand(sys.argv[2], sys.argv[1])
        sys.exit(0)
    sys.exit(main(asked()))
