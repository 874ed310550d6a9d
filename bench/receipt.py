"""From a network's push to the inbox: `python -m bench.receipt [messages a second] [seconds] [a push]`.

A served desk on SQLite, a Page of Facebook, signed pushes over HTTP, each with so many comments of
people who never spoke before, so that each opens a conversation. Counted, for every comment, is the
time from the moment its push is sent until a query of the inbox finds its conversation. Goal: p99
1 s at 2,000 a second.
"""

import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event, Thread

from bench.desk import open_desk, texts
from bench.start import free_port

HOME = open_desk()

from django.urls import reverse  # noqa: E402 (after django.setup)

from hanjari.channels.access import seal_secrets  # noqa: E402
from hanjari.channels.calling.graph import pushes  # noqa: E402
from hanjari.channels.models import Account  # noqa: E402
from hanjari.conversations.models import Conversation  # noqa: E402
from hanjari.demo import cast  # noqa: E402
from hanjari.journal.models import Entry  # noqa: E402
from hanjari.kit.clock import now  # noqa: E402

GOAL_S, WARM_S, LONGEST_S = 1.0, 5, 60
PAGE, SECRET = "1001", "a bench's secret"
HANDS = 4
"""Lines of the network that push at once."""


def connected() -> str:
    """The Page's account; the path of its door."""
    hanbit = cast.seat_hanbit()
    account = Account.objects.create(
        organisation=hanbit.organisation, kind="facebook", name="한빛 페이스북", own_ids=[PAGE],
        settings={"app_id": "1", "page_id": PAGE, "page_name": "한빛"},
        secrets=seal_secrets({"app_secret": SECRET, "verify_token": "v", "access_token": "t"}),
        next_pull_at=now() + timedelta(days=1),
    )  # fmt: skip
    return reverse("channels:hook", args=[account.door])


def push(numbers: range, said: list[str]) -> bytes:
    """So many comments below one post, as `feed` tells of them."""
    moment = int(time.time())
    changes = [
        {
            "field": "feed",
            "value": {
                "item": "comment", "verb": "add", "comment_id": f"1_{number}", "post_id": f"{PAGE}_1",
                "parent_id": f"{PAGE}_1", "message": said[number], "created_time": moment,
                "from": {"id": f"u{number}", "name": f"손님 {number}"},
            },
        }
        for number in numbers
    ]  # fmt: skip
    return json.dumps(
        {"object": "page", "entry": [{"id": PAGE, "time": moment, "changes": changes}]}
    ).encode()


class Inbox(Thread):
    """Looks what is new in the inbox, over and over; when each comment's conversation was there."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen: dict[int, float] = {}
        self.is_over = Event()

    def run(self) -> None:
        """Follow the journal to the conversations that opened."""
        last = 0
        while not self.is_over.wait(0.1):
            for entry in Entry.objects.filter(pk__gt=last, event="conversations.arrived"):
                last = entry.pk
                talks = Conversation.objects.filter(pk__in=entry.facts["opened"])
                moment = time.time()
                for key in talks.values_list("thread_key", flat=True):
                    self.seen[int(key.rpartition("_")[2])] = moment


class Network:
    """Pushes at a pace, over some lines that it keeps open; when each comment was sent."""

    def __init__(self, port: int, door: str, said: list[str]) -> None:
        self._door, self._said = door, said
        self._lines = [http.client.HTTPConnection("127.0.0.1", port) for _ in range(HANDS)]
        self._hands = [ThreadPoolExecutor(1) for _ in range(HANDS)]
        self.sent: dict[int, float] = {}

    def push_all(self, pace: int, each: int) -> None:
        """Everything, so many comments a second, so many a push."""
        begun = time.time()
        for first in range(0, len(self._said), each):
            time.sleep(max(0.0, begun + first / pace - time.time()))
            numbers = range(first, min(first + each, len(self._said)))
            self._hands[first // each % HANDS].submit(self._push, numbers, first // each % HANDS)

    def _push(self, numbers: range, hand: int) -> None:
        body, line = push(numbers, self._said), self._lines[hand]
        self.sent.update(dict.fromkeys(numbers, time.time()))
        told = {"Content-Type": "application/json", pushes.SIGNATURE: pushes.signed(SECRET, body)}
        line.request("POST", self._door, body, told)
        line.getresponse().read()


def main(pace: int, seconds: int, each: int) -> int:
    """Push, look, and print the spread; 1 when the goal is missed."""
    said = texts(pace * (seconds + WARM_S))
    door, port = connected(), free_port()
    words = [sys.executable, "-m", "hanjari", "serve", "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    served = subprocess.Popen(words, env={**os.environ, "HANJARI_MEANING": "off"}, **quiet)  # type: ignore[call-overload]
    inbox, network = Inbox(), Network(port, door, said)
    inbox.start()
    try:
        time.sleep(12)
        network.push_all(pace, each)
        until = time.time() + LONGEST_S
        while len(inbox.seen) < len(said) and time.time() < until:
            time.sleep(0.1)
    finally:
        inbox.is_over.set()
        served.send_signal(signal.SIGINT)
        served.wait(20)
    counted = inbox.seen.keys() & set(range(pace * WARM_S, len(said)))
    waits = [inbox.seen[number] - network.sent[number] for number in counted]
    missing = len(said) - len(inbox.seen)
    cuts = statistics.quantiles(waits, n=100)
    print(
        f"{len(said):,} comments at {pace:,} a second, {each} a push: to the inbox p50 {cuts[49]:.2f} s,"
        f" p99 {cuts[98]:.2f} s (goal {GOAL_S}), longest {max(waits):.2f} s, {missing} not there"
    )
    return int(cuts[98] > GOAL_S or missing > 0)


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*[*asked, *(2_000, 30, 100)[len(asked) :]]))
