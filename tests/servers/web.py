"""A real web server on a loopback port, whose answers a test writes itself."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    """One answer: status, headers, body; with an ETag a second visit gets 304."""

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class WebServer:
    """Pages by path; every request is noted with its headers."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        noted = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                noted.asked.append((self.path, dict(self.headers)))
                page = noted.pages.get(self.path, Page(status=404))
                etag = page.headers.get("ETag")
                same = etag and self.headers.get("If-None-Match") == etag
                self.send_response(304 if same else page.status)
                self.send_header("Content-Type", page.content_type)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                body = b"" if same else page.body
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        self.is_open = True

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}{path}"

    def close(self) -> None:
        """Nobody listens from now on; safe to repeat."""
        if self.is_open:
            self.is_open = False
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()


@contextmanager
def running_web_server() -> Iterator[WebServer]:
    """The server for the length of a test."""
    server = WebServer()
    try:
        yield server
    finally:
        server.close()
