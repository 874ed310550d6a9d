"""JetStream: posts packed a hundred to a message against one by one, and what carrying costs of the whole way.

    python -m bench.jetstream            one server (Debian's nats-server), on a loopback port of its own
    python -m bench.jetstream --nodes 3  a cluster of three, every message on all of them

Prints posts a second of wall time and of CPU time (this process and the servers), the ratio of
packed to one by one in the same run, how two hands compare with one, and the share of the carrying
in the hands' CPU. Hands match 1,000 queries; a hundredth of the posts fits.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import django
from tests.servers.nats import Nats, running_nats

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hanjari.config.settings")
django.setup()

from hanjari.channels.contract import Frame  # noqa: E402 (after django.setup)
from hanjari.kit.bus import Bus  # noqa: E402
from hanjari.listening.ingest.matching import Compiled  # noqa: E402
from hanjari.listening.matching.post import Post  # noqa: E402
from hanjari.listening.stream.packing import QUEUES, STREAM, packed, unpacked  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")
WORDS = [
    "물",
    "맛",
    "정수기",
    "필터",
    "고장",
    "배송",
    "환불",
    "한빛",
    "나래",
    "점심",
    "오늘",
    "진짜",
    "너무",
    "좋아요",
    "별로",
    "가격",
    "얼음",
    "소리",
    "교체",
    "기사님",
]


def frames(count: int, begin: int = 0) -> list[Frame]:
    """Posts of 90 bytes and their payload, as a network's stream gives them; no two alike."""
    found = []
    for number in range(begin, begin + count):
        text = " ".join(WORDS[(number * step) % len(WORDS)] for step in (1, 3, 7, 11, 13, 17))
        text += f" {number}" + (f" 질의{number % 1000}" if number % 100 == 0 else "")
        body = '{"views":[{"uri":"at://did:plc:%d/app.bsky.feed.post/%d","record":{"text":"%s"}}]}'
        author = f"did:plc:{number % 5000}"
        found.append(Frame(str(number), author, text, body % (number % 5000, number, text), 1.7e9))
    return found


def bus(url: str) -> Bus:
    """A line to the server."""
    return Bus(url, stream=STREAM, queues=QUEUES)


def cpu_of(pid: int) -> float:
    """User and system seconds of a process."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(told[11]) + int(told[12])) / TICK


def timed(servers: Nats, act: Callable[[], int]) -> tuple[int, float, float]:
    """How many posts, in how many seconds of wall and of CPU."""
    pids = [os.getpid(), *(node.process.pid for node in servers.nodes if node.process)]
    cpu, began = sum(map(cpu_of, pids)), time.monotonic()
    count = act()
    return count, time.monotonic() - began, sum(map(cpu_of, pids)) - cpu


def one_by_one(line: Bus, some: list[Frame]) -> int:
    """Each post a message, acknowledged before the next leaves."""
    for frame in some:
        line.publish(list(packed(1, [frame])))
    return len(some)


def in_packs(line: Bus, some: list[Frame], size: int = 2_000) -> int:
    """As the reader does it: what lies there, by subject, in packs."""
    for start in range(0, len(some), size):
        line.publish(list(packed(1, some[start : start + size])))
    return len(some)


def sift(url: str, *, matches: bool) -> tuple[int, float, float]:
    """A hand in a process of its own: fetch, unpack, match, acknowledge; says posts, wall, CPU."""
    line, taken = bus(url), 0
    queries = Compiled.of([(n, f"질의{n}", False) for n in range(1_000)]) if matches else None
    line.ping()
    began, cpu = time.monotonic(), time.process_time()
    last = began
    while time.monotonic() - last < 1.0:
        packs = line.fetch("posts", most=16, seconds=0.2)
        for pack in packs:
            _account, some = unpacked(pack.body)
            taken += len(some)
            if queries:
                list(match(queries, some))
        if packs:
            line.done(packs)
            last = time.monotonic()
    wall = last - began
    spent = time.process_time() - cpu
    line.close()
    return taken, wall, spent


def match(queries: Compiled, some: list[Frame]) -> Iterator[tuple[int, ...]]:
    """What the hands do with every post."""
    posts = [Post(one.text, (one.author,), (), "bluesky") for one in some]
    yield from queries.match(posts)


def hands(url: str, count: int, *, matches: bool) -> tuple[int, float, float]:
    """So many hands side by side; posts, the longest wall, all CPU."""
    with get_context("spawn").Pool(count) as pool:
        told = pool.map(partial(sift, matches=matches), [url] * count)
    return sum(one[0] for one in told), max(one[1] for one in told), sum(one[2] for one in told)


def line_of(name: str, told: tuple[int, float, float]) -> float:
    """Print one row; returns posts a second of wall time."""
    count, wall, cpu = told
    print(f"{name:44} {count / wall:>12,.0f} {count / max(cpu, 1e-9):>14,.0f}")
    return count / wall


def carried(servers: Nats, single: int, many: int) -> float:
    """Publishing: one by one against packed, in the same run; returns the ratio."""
    line, some = bus(servers.url), frames(max(single, many))
    line.ping()
    slow = line_of("publish one by one", timed(servers, lambda: one_by_one(line, some[:single])))
    fast = line_of("publish packed", timed(servers, lambda: in_packs(line, some[:many])))
    line.close()
    print(f"{'packed : one by one (goal 25)':44} {fast / slow:>12.1f}")
    return fast / slow


def sifted(servers: Nats, count: int) -> float:
    """Hands: two against one, and what of their CPU is carrying; returns the ratio by CPU."""
    speeds, spent, begin = {}, {}, 10_000_000
    for number, matches in ((1, True), (2, True), (1, False)):
        line = bus(servers.url)
        in_packs(line, frames(count, begin))
        line.close()
        begin += count
        told = hands(servers.url, number, matches=matches)
        name = f"{number} hand{'s' if number > 1 else ''}{'' if matches else ', unpack only'}"
        speeds[number, matches] = line_of(name, told)
        spent[number, matches] = told[2] / told[0]
        servers.ask(lambda js: js.purge_stream(STREAM))
    print(
        f"{'two hands : one, by the clock (goal 1.8)':44} {speeds[2, True] / speeds[1, True]:>12.2f}"
    )
    by_cpu = 2 * spent[1, True] / spent[2, True]
    print(f"{'the same by CPU: two cores to themselves':44} {by_cpu:>12.2f}")
    share = spent[1, False] / spent[1, True]
    print(f"{'fetch, unpack, acknowledge: share of CPU':44} {share:>12.1%}")
    return by_cpu


def main() -> int:
    """All of it, on servers of its own; status 1 below a goal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--nodes", type=int, default=1, choices=(1, 3))
    parser.add_argument("--single", type=int, default=2_000)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--sifted", type=int, default=200_000)
    options = parser.parse_args()
    print(f"{'':44} {'posts/s wall':>12} {'posts/s of CPU':>14}")
    with running_nats(options.nodes) as servers:
        packing = carried(servers, options.single, options.posts)
        servers.ask(lambda js: js.purge_stream(STREAM))
        sharing = sifted(servers, options.sifted)
    return int(packing < 25 or sharing < 1.8)


if __name__ == "__main__":
    sys.exit(main())
