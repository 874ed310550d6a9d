"""The inbox page against the plain one ("ORM objects + Django template"), a million messages stored.

Run: python bench/inbox.py [messages]
One worker each, 16 connections, the same members, middleware and rows, in turns. Prints requests per
second of the server's CPU, their ratio and our p99; ends 1 below 4 times or above 25 ms.
"""

import asyncio
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from serving import cpu, free_port, start
from stored import ROOT, stored_desk

GOAL, P99_MS, CONNECTIONS, SECONDS, ROUNDS = 4.0, 25.0, 16, 6.0, 3
TOKEN = "k" * 32
"""A browser that has been here before brings one."""
SESSION = """
import django; django.setup()
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, BACKEND_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
from django.test import Client
from hanjari.people.models import Member
client = Client()
client.force_login(Member.objects.get(email="jiho@hanbit.example"))
print(client.cookies["sessionid"].value)
"""


async def ask(port: int, cookie: str, until: float, times: list[float]) -> bytes:
    """One connection asking again and again; gives the last page."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    request = (
        f"GET /inbox/?view=all HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={cookie}; csrftoken={TOKEN}\r\n"
        "Accept-Language: ko\r\n\r\n"
    ).encode()
    body = b""
    while time.perf_counter() < until:
        begun = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(head.decode())
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(length[1]) if length else 0)
        times.append(time.perf_counter() - begun)
    writer.close()
    return body


async def load(port: int, cookie: str, seconds: float) -> tuple[list[float], bytes]:
    """Sixteen connections for so long."""
    times: list[float] = []
    until = time.perf_counter() + seconds
    pages = await asyncio.gather(*(ask(port, cookie, until, times) for _ in range(CONNECTIONS)))
    return times, pages[0]


def measure(server: subprocess.Popen[bytes], port: int, cookie: str) -> tuple[float, float]:
    """Requests per CPU second and p99 in milliseconds."""
    before = cpu(server.pid)
    times, _page = asyncio.run(load(port, cookie, SECONDS))
    used = cpu(server.pid) - before
    return len(times) / used, statistics.quantiles(times, n=100)[98] * 1000


def frame(home: Path, page: bytes) -> None:
    """Keep what stands around our rows as still text for the plain page."""
    before, _, rest = page.decode().partition('<li class="row"')
    after = rest.rpartition("</li>")[2]
    folder = home / "plain"
    folder.mkdir(exist_ok=True)
    for name, text in (
        ("before", before),
        ("after", rest[rest.index("</ol>") :] if "</ol>" in rest else after),
    ):
        (folder / f"{name}.html").write_text("{% verbatim %}" + text + "{% endverbatim %}")


def main() -> int:
    """Both servers, in turns."""
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    home, ours_at, plain_at = stored_desk(messages), free_port(), free_port()
    environment = {
        **os.environ,
        "HANJARI_HOME": str(home),
        "HANJARI_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "hanjari.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    cookie = subprocess.run(
        [sys.executable, "-c", SESSION], env=environment, check=True, capture_output=True, text=True
    ).stdout.strip()
    ours = start(["-m", "hanjari", "pages", "--port", str(ours_at)], environment, ours_at)
    frame(home, asyncio.run(load(ours_at, cookie, 1.0))[1])
    plain = start(
        ["-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1", "--no-ws", "--no-log",
         "--port", str(plain_at), "bench.plain.wsgi:application"],
        {**environment, "DJANGO_SETTINGS_MODULE": "bench.plain.settings"}, plain_at,
    )  # fmt: skip
    try:
        asyncio.run(load(plain_at, cookie, 1.0))
        rounds = [
            (measure(ours, ours_at, cookie), measure(plain, plain_at, cookie))
            for _ in range(ROUNDS)
        ]
    finally:
        for server in (ours, plain):
            server.send_signal(signal.SIGTERM)
            server.wait(10)
    return report(messages, rounds)


def report(messages: int, rounds: list[tuple[tuple[float, float], tuple[float, float]]]) -> int:
    """Medians, ratio, goals."""
    ours = statistics.median(one[0][0] for one in rounds)
    plain = statistics.median(one[1][0] for one in rounds)
    ours_p99 = statistics.median(one[0][1] for one in rounds)
    plain_p99 = statistics.median(one[1][1] for one in rounds)
    print(
        f"{messages:,} messages, {CONNECTIONS} connections, one worker, {ROUNDS} rounds of {SECONDS:.0f} s in turns"
    )
    print(f"ours   {ours:8.0f} requests per CPU second, p99 {ours_p99:6.1f} ms")
    print(f"plain  {plain:8.0f} requests per CPU second, p99 {plain_p99:6.1f} ms")
    print(f"ratio  {ours / plain:8.2f} (goal {GOAL}), p99 goal {P99_MS} ms")
    return int(ours / plain < GOAL or ours_p99 > P99_MS)


if __name__ == "__main__":
    raise SystemExit(main())
