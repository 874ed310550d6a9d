"""Live updates at a thousand open pages: `python -m bench.live [connections] [deliveries]`.

Prints bytes per connection (PSS of the page worker), how long after its commit an act reaches the
pages (p50, p99, over all deliveries), and the same for a single page with everything idle. Baseline
in the same run: the pages of the same server that are asked for by polling, per CPU second.
"""

import asyncio
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import Request, urlopen

from bench.start import SEAT, SRC, first_page, free_port, page, pss, python, start

BYTES_EACH, P99_MS = 20_000, 100
WRITE = """
import django; django.setup()
import sys, time
from hanjari.journal.actions import record
from hanjari.people.models import Organisation
from hanjari.channels.models import Account
from hanjari.conversations.models import Conversation
organisation = Organisation.objects.get()
account, _ = Account.objects.get_or_create(organisation=organisation, kind="mail", name="mail")
talk, _ = Conversation.objects.get_or_create(organisation=organisation, account=account, thread_key="a")
for line in sys.stdin:
    record("conversation.assigned", "conversation", talk.pk, organisation=organisation)
    print(time.time(), flush=True)
"""


class Crowd:
    """Open streams, and when each was told last."""

    def __init__(self, port: int, session: str) -> None:
        self.port, self.session = port, session
        self.told: list[float] = []
        self._writers: list[asyncio.StreamWriter] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def grow(self, count: int) -> None:
        """Open so many more streams."""
        address = f"http://127.0.0.1:{self.port}/live/ticket/"
        request = Request(address, headers={"Cookie": f"sessionid={self.session}"})
        with urlopen(request) as answer:  # noqa: S310 (our own loopback address)
            ticket = json.load(answer)["ticket"]
        for _ in range(count):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(
                f"GET /live?ticket={ticket} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Cookie: sessionid={self.session}\r\n\r\n".encode()
            )
            await reader.readuntil(b"retry: 2000")
            self._writers.append(writer)
            self._tasks.append(asyncio.create_task(self._listen(reader)))

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"event: conversation"):
                self.told.append(time.time())

    async def deliver(self, writer: subprocess.Popen[str], times: int) -> list[float]:
        """Act so often; milliseconds from commit to each page."""
        taken: list[float] = []
        for _ in range(times):
            self.told.clear()
            writer.stdin.write("\n")  # type: ignore[union-attr] # a pipe
            writer.stdin.flush()  # type: ignore[union-attr] # a pipe
            line = await asyncio.to_thread(writer.stdout.readline)  # type: ignore[union-attr] # a pipe
            until = time.time() + 5
            while len(self.told) < len(self._tasks) and time.time() < until:
                await asyncio.sleep(0.005)
            taken += [(told - float(line)) * 1000 for told in self.told]
            await asyncio.sleep(0.3)
        return taken


def ticks(pid: int) -> float:
    """CPU seconds that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def page_cost(port: int, session: str, pid: int) -> float:
    """CPU seconds of one page, as polling would cost."""
    before = ticks(pid)
    for _ in range(200):
        page(port, session)
    return (ticks(pid) - before) / 200


def told(name: str, taken: list[float], expected: int) -> float:
    """Print the spread; p99."""
    cuts = statistics.quantiles(taken, n=100)
    print(f"{name}: {len(taken)} of {expected} told, p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms")
    return cuts[98]


async def measure(port: int, session: str, pid: int, count: int, times: int) -> int:
    """Print all figures; 1 when a goal is missed."""
    poll = page_cost(port, session, pid)
    words = [sys.executable, "-c", WRITE]
    writer = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    crowd = Crowd(port, session)
    await crowd.grow(1)
    told("one page", await crowd.deliver(writer, times), times)
    before = pss(pid)
    await crowd.grow(count - 1)
    each = (pss(pid) - before) * 1024 * 1024 / (count - 1)
    cpu = ticks(pid)
    taken = await crowd.deliver(writer, times)
    p99 = told(f"{count} pages", taken, count * times)
    cost = (ticks(pid) - cpu) / max(1, len(taken))
    print(f"memory {each:,.0f} bytes a connection (goal {BYTES_EACH:,})")
    print(
        f"CPU {cost * 1e6:.0f} µs a delivery = 1/{poll / cost:.0f} of asking for the page ({poll * 1e6:.0f} µs)"
    )
    writer.kill()
    return int(each > BYTES_EACH or p99 > P99_MS or len(taken) < count * times)


def main(count: int, times: int) -> int:
    """Serve a fresh desk and measure."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HANJARI_HOME": home, "PYTHONPATH": str(SRC)}
        os.environ["DJANGO_SETTINGS_MODULE"] = "hanjari.config.settings"
        subprocess.run(
            [sys.executable, "-m", "hanjari", "migrate"], check=True, capture_output=True
        )
        session = json.loads(python(SEAT)[0])
        port = free_port()
        served = start(port)
        try:
            first_page(port, session)
            time.sleep(4)
            children = Path(f"/proc/{served.pid}/task/{served.pid}/children").read_text().split()
            return asyncio.run(measure(port, session, int(children[0]), count, times))
        finally:
            served.send_signal(signal.SIGINT)
            served.wait(10)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(given + [1000, 20][len(given) :])))
