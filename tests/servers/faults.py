"""A proxy that breaks things: between a kind and a real server, by the fall of dice that can be thrown again.

    with faulty(server_url, Dice(seed=7, share=0.4)) as place:
        …                       # call place.url instead of server_url
        with place.calm(): …    # nothing breaks in here
        place.counts            # how often which fault fell

HTTP/1.1 and WebSockets pass through; each connection carries one request. What a fault means for
what was asked:

| fault | the server | the caller |
|---|---|---|
| delay | hears it late | hears the answer late |
| deaf | hears nothing | is cut off |
| mute | has done it | is cut off before the answer |
| half | has done it | gets half the answer, then is cut off |
| slow_down | hears nothing | gets 429, every other time with Retry-After |
| down | hears nothing | gets 500, 502 or 503 |
| late_down | has done it | gets 500 all the same |
| twice | hears it twice | gets the second answer |
| cut_stream | (WebSocket, event stream) sends on | is cut off after some bytes |
"""

import random
import socket
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import urlsplit

FAULTS = ("delay", "deaf", "mute", "half", "slow_down", "down", "late_down", "twice")
PATIENCE = 30.0
"""Seconds for which a silent side is waited for."""


@dataclass
class Dice:
    """Throws the same faults for the same seed; `share` of all requests meet one."""

    seed: int = 1
    share: float = 0.3
    faults: tuple[str, ...] = FAULTS
    stream_share: float = 0.5
    """Share of streams that are cut, after up to `stream_bytes` bytes."""
    stream_bytes: int = 4000
    delay: float = 0.2
    """The longest delay, in seconds; short, because a thousand of them are waited for."""
    _random: random.Random = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 (faults, not secrets)

    def throw(self) -> str:
        """The next request's fault, or nothing."""
        with self._lock:
            return self._random.choice(self.faults) if self._random.random() < self.share else ""

    def stream_end(self) -> int | None:
        """After how many bytes the next stream is cut; None: never."""
        with self._lock:
            is_cut = self._random.random() < self.stream_share
            return self._random.randrange(200, self.stream_bytes) if is_cut else None

    def between(self, low: float, high: float) -> float:
        with self._lock:
            return self._random.uniform(low, high)


class Place:
    """Where the proxy listens, and what has fallen so far."""

    def __init__(self, url: str, target: str, dice: Dice) -> None:
        self.url, self.target, self.dice = url, target, dice
        self.counts: Counter[str] = Counter()
        """Faults by name; requests that passed unharmed count as `well`."""
        self._calm = 0

    @property
    def fault_count(self) -> int:
        return self.counts.total() - self.counts["well"]

    @contextmanager
    def calm(self) -> Iterator[None]:
        """Nothing breaks inside, for looking at what has become of it all."""
        self._calm += 1
        try:
            yield
        finally:
            self._calm -= 1

    def next_fault(self) -> str:
        fault = "" if self._calm else self.dice.throw()
        self.counts[fault or "well"] += 1
        return fault

    def next_end(self) -> int | None:
        return None if self._calm else self.dice.stream_end()


class _Door(socketserver.BaseRequestHandler):
    place: ClassVar[Place]
    request: socket.socket

    def handle(self) -> None:
        with suppress(OSError):
            self.request.settimeout(PATIENCE)
            if asked := _Asked.read(self.request, urlsplit(self.place.target).netloc):
                self._pass(asked)

    def _pass(self, asked: "_Asked") -> None:
        if asked.is_stream:
            self._stream(asked)
            return
        fault = self.place.next_fault()
        if fault == "delay":
            time.sleep(self.place.dice.between(0, self.place.dice.delay))
        if fault == "slow_down":
            wait = b"Retry-After: 1\r\n" if self.place.counts[fault] % 2 else b""
            self._say(429, wait)
        elif fault == "down":
            self._say((500, 502, 503)[self.place.counts[fault] % 3])
        elif fault != "deaf":
            self._forward(asked, fault)

    def _forward(self, asked: "_Asked", fault: str) -> None:
        if fault == "twice":
            self._answer(asked)
        answer = self._answer(asked)
        if fault == "late_down":
            self._say(500)
        elif fault == "half":
            self.request.sendall(answer[: len(answer) // 2])
        elif fault != "mute":
            self.request.sendall(answer)

    def _answer(self, asked: "_Asked") -> bytes:
        with self._line() as line:
            line.sendall(asked.bytes(is_last=True))
            return b"".join(iter(lambda: line.recv(65_536), b""))

    def _stream(self, asked: "_Asked") -> None:
        end = self.place.next_end()
        self.place.counts["well" if end is None else "cut_stream"] += 1
        with self._line() as line:
            line.settimeout(None)
            self.request.settimeout(None)
            line.sendall(asked.bytes(is_last=False))
            upward = threading.Thread(target=_pour, args=(self.request, line, None), daemon=True)
            upward.start()
            _pour(line, self.request, end)
            for side in (line, self.request):
                with suppress(OSError):
                    side.shutdown(socket.SHUT_RDWR)
            upward.join(PATIENCE)

    def _line(self) -> socket.socket:
        parts = urlsplit(self.place.target)
        return socket.create_connection((parts.hostname, parts.port or 80), timeout=PATIENCE)

    def _say(self, status: int, headers: bytes = b"") -> None:
        self.request.sendall(
            b"HTTP/1.1 %d Fault\r\n%sConnection: close\r\nContent-Length: 0\r\n\r\n"
            % (status, headers)
        )


@dataclass
class _Asked:
    """One request as it came, with the server's own name in its Host."""

    first: bytes
    headers: list[bytes]
    body: bytes

    @classmethod
    def read(cls, line: socket.socket, host: str) -> "_Asked | None":
        head = b""
        while b"\r\n\r\n" not in head:
            more = line.recv(65_536)
            if not more:
                return None
            head += more
        head, body = head.split(b"\r\n\r\n", 1)
        first, *headers = head.split(b"\r\n")
        headers = [one for one in headers if not one.lower().startswith(b"host:")]
        asked = cls(first, [b"Host: " + host.encode(), *headers], body)
        while not asked.is_whole:
            more = line.recv(65_536)
            if not more:
                return None
            asked.body += more
        return asked

    @property
    def is_whole(self) -> bool:
        if b"chunked" in self.header(b"transfer-encoding").lower():
            return self.body.endswith(b"0\r\n\r\n")
        return len(self.body) >= int(self.header(b"content-length") or 0)

    @property
    def is_stream(self) -> bool:
        return bool(self.header(b"upgrade")) or b"event-stream" in self.header(b"accept")

    def header(self, name: bytes) -> bytes:
        for line in self.headers:
            key, _, value = line.partition(b":")
            if key.strip().lower() == name:
                return value.strip()
        return b""

    def bytes(self, *, is_last: bool) -> bytes:
        headers = self.headers
        if is_last:
            headers = [one for one in headers if not one.lower().startswith(b"connection:")]
            headers = [*headers, b"Connection: close"]
        return b"\r\n".join([self.first, *headers, b"", b""]) + self.body


def _pour(source: socket.socket, into: socket.socket, end: int | None) -> None:
    """Carry bytes until a side closes, or so many have passed."""
    passed = 0
    with suppress(OSError):
        while piece := source.recv(65_536):
            if end is not None and passed + len(piece) > end:
                into.sendall(piece[: end - passed])
                return
            into.sendall(piece)
            passed += len(piece)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64


@contextmanager
def faulty(url: str, dice: Dice | None = None) -> Iterator[Place]:
    """A proxy before the server at this address (http://host:port); it is gone afterwards."""
    door = type("Door", (_Door,), {})
    server = _Server(("127.0.0.1", 0), door)
    place = Place(f"http://127.0.0.1:{server.server_address[1]}", url.rstrip("/"), dice or Dice())
    door.place = place
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield place
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
