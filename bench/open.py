"""The open page under a crowd: `python -m bench.open [seconds]`.

One page worker, as `hanjari serve` starts it, hands out the drawn first sheet to 32 connections that
ask without pause (the pace) and 2,000 times a second (the p99), while another process draws the page
anew every second, as the worker does when an issue is live. Baseline in the same run: the same sheet
through Django's view, without a server. Goals: 2,000 requests a second of the page worker's CPU (user +
system), p99 at most 25 ms. The asking side shares the machine, never the interpreter of either.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
import time

from bench.desk import open_desk

HOME = open_desk()

from datetime import timedelta  # noqa: E402 (after django.setup)

from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402

from bench.serving import cpu, free_port, start  # noqa: E402
from hanjari.commitments.models import Commitment  # noqa: E402
from hanjari.conversations.answering import packed, step_of  # noqa: E402
from hanjari.conversations.models import AnswerHour  # noqa: E402
from hanjari.demo import cast  # noqa: E402
from hanjari.kit.clock import now  # noqa: E402
from hanjari.people.models import Organisation  # noqa: E402
from hanjari.public import actions as public  # noqa: E402
from hanjari.public.queries import shown  # noqa: E402

GOAL, P99_MS, CONNECTIONS = 2_000, 25.0, 32
PATH = "/public/hanbit/"


def fill() -> None:
    """A page with ninety days of figures and forty promises."""
    company = cast.seat_hanbit()
    days = shown.span(company.organisation)
    AnswerHour.objects.bulk_create(
        AnswerHour(
            organisation=company.organisation,
            hour=days.since + timedelta(hours=hour),
            answered=packed(
                step_of(timedelta(minutes=1 + (hour * 37 + one * 53) % 3000)) for one in range(20)
            ),
            is_stale=False,
        )
        for hour in range(90 * 24)
    )
    Commitment.objects.bulk_create(
        Commitment(
            organisation=company.organisation, number=number, text=f"약속 {number}: 통화 대기를 10분 안으로 줄이겠습니다",
            first_due=now().date(), current_due=now().date(), state="published", is_public=True,
        )
        for number in range(1, 41)
    )  # fmt: skip
    public.open_page(by=company.members["yuna"], intro="늘 한 자리를 비워 둡니다.")
    public.draw_stale()


async def ask(port: int, path: str, until: float, times: list[float], pause: float) -> None:
    """One connection asking again and again; with a pause, at so many seconds from ask to ask."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    while time.perf_counter() < until:
        begun = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head:
            raise RuntimeError(head.decode())
        length = next(
            int(line[15:])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length:")
        )
        await reader.readexactly(length)
        took = time.perf_counter() - begun
        times.append(took)
        if pause:
            await asyncio.sleep(max(0.0, pause - took))
    writer.close()


async def crowd(port: int, path: str, seconds: float, rate: float = 0) -> list[float]:
    """All connections for so many seconds, `rate` requests a second in all; how long each took."""
    pause = CONNECTIONS / rate if rate else 0.0
    times: list[float] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(ask(port, path, until, times, pause) for _ in range(CONNECTIONS)))
    return sorted(times)


def redraw() -> None:
    """An issue is live: the page changes every second."""
    desk = Organisation.objects.get()
    while True:
        time.sleep(1)
        public.let_be_drawn(desk)
        public.draw_stale()


def measured(port: int, server: int, path: str, seconds: float) -> tuple[float, float]:
    """Requests a CPU second of the server without pause; p99 in ms while 2,000 a second are asked."""
    asyncio.run(crowd(port, path, 1.0))
    before = cpu(server)
    count = len(asyncio.run(crowd(port, path, seconds)))
    used = cpu(server) - before
    times = asyncio.run(crowd(port, path, seconds, GOAL))
    return count / used, 1000 * times[int(len(times) * 0.99)]


def through_django(count: int = 2_000) -> float:
    """The same sheet by the pages' own door, without any server: requests a CPU second."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.get(PATH)
    begun = time.process_time()
    for _ in range(count):
        client.get(PATH)
    return count / (time.process_time() - begun)


def main() -> int:
    """Fill, serve, ask; 1 when a goal is missed."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 8.0
    fill()
    port = free_port()
    words = ["-m", "hanjari", "pages", "--host", "127.0.0.1", "--port", str(port)]
    server = start(words, dict(os.environ), port)
    connections.close_all()  # what a fork shares of a connection, it breaks
    drawing = multiprocessing.get_context("fork").Process(target=redraw, daemon=True)
    drawing.start()
    try:
        pace, p99 = measured(port, server.pid, PATH, seconds)
    finally:
        drawing.terminate()
        drawing.join()
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    print(
        f"{pace:,.0f} requests a CPU second (goal {GOAL:,}), p99 {p99:.1f} ms (goal {P99_MS:.0f}) at {CONNECTIONS} connections"
    )
    plain = through_django()
    print(f"through Django's view, without a server, {plain:,.0f}: {pace / plain:.1f} times")
    return 0 if pace >= GOAL and p99 <= P99_MS else 1


if __name__ == "__main__":
    sys.exit(main())
