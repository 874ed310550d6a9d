"""A network on a loopback port that a test scripts: answers by method and path, every call noted."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Call:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, when it is JSON."""
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        """The body, when it is a form."""
        return {name: values[-1] for name, values in parse_qs(self.body.decode()).items()}


@dataclass(frozen=True)
class Reply:
    """What the network answers: bytes as they are, an iterator of bytes as a stream, others as JSON."""

    status: int = 200
    body: Any = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Respond = Callable[[Call], Reply]


class Network:
    """Routes are exact paths, or a prefix that ends in `*`; the longest that fits answers."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.calls: list[Call] = []
        self._routes: dict[tuple[str, str], Respond] = {}
        self._lock = threading.Lock()

    def on(self, method: str, path: str, respond: Respond) -> None:
        """From now on this function answers there."""
        self._routes[method, path] = respond

    def answer(
        self, method: str, path: str, status: int = 200, body: Any = b"",
        headers: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """From now on always the same answer."""
        self.on(method, path, lambda _call: Reply(status, body, headers or {}))

    def take(self, call: Call) -> Reply:
        """Note the call and find its answer."""
        with self._lock:
            self.calls.append(call)
        fitting = [
            (path, respond)
            for (method, path), respond in self._routes.items()
            if method == call.method
            and (path == call.path or (path.endswith("*") and call.path.startswith(path[:-1])))
        ]
        if not fitting:
            return Reply(404, {"error": "no such path"})
        return max(fitting, key=lambda one: len(one[0]))[1](call)


@contextmanager
def network() -> Iterator[Network]:
    """A running network; it is gone afterwards."""

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            call = Call(self.command, parts.path, query, dict(self.headers.items()), body)
            self.send(opened.take(call))

        def stream(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            with suppress(OSError):  # the caller has heard enough
                for piece in reply.body:
                    self.wfile.write(piece)
                    self.wfile.flush()

        def send(self, reply: Reply) -> None:
            if isinstance(reply.body, Iterator):
                return self.stream(reply)
            is_plain = isinstance(reply.body, bytes)
            body = reply.body if is_plain else json.dumps(reply.body, ensure_ascii=False).encode()
            self.send_response(reply.status)
            headers = {} if is_plain else {"Content-Type": "application/json"}
            for name, value in {**headers, **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return None

        def log_message(self, *_: object) -> None:
            """Quiet."""

    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        setattr(Door, f"do_{method}", Door.answer)  # as http.server calls them
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    opened = Network(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield opened
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
