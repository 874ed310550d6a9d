"""The bridge: runs the WSGI pages in threads under granian's RSGI, beside the live updates.

Why not ASGI, or two processes: docs/decisions/one-port.md has the figures.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO
from queue import Empty, SimpleQueue
from tempfile import SpooledTemporaryFile
from threading import Thread
from typing import IO, Any

from django.db import connections

Environ = dict[str, Any]
Pages = Callable[[Environ, Callable[..., None]], Iterable[bytes]]

PATIENCE = 0.1
"""Seconds without an answer while requests wait, after which another thread helps."""
NO_ROOM = "The server's disk is full. Nothing was changed."
SMALL = 1_000_000
"""Bodies up to this many bytes stay in memory; larger ones go through a file."""
log = logging.getLogger(__name__)


class Errand:
    """One request on its way to a thread and back."""

    __slots__ = ("body", "done", "loop", "proto", "scope")

    def __init__(self, scope: Any, proto: Any, body: IO[bytes]) -> None:
        self.scope, self.proto, self.body = scope, proto, body
        self.loop = asyncio.get_running_loop()
        self.done: asyncio.Future[None] = self.loop.create_future()


class Bridge:
    """An RSGI application made of a WSGI one: one thread, and relief when a page stands still.

    Threads that compute side by side only take the interpreter from each other: four of them cost
    1.6 times the CPU of one. So more than one works only while a page waits for something else.
    """

    def __init__(self, pages: Pages, threads: int) -> None:
        self._pages, self._most_helpers = pages, threads - 1
        self._queue: SimpleQueue[Errand] = SimpleQueue()
        self._answered, self._helpers, self._is_watched = 0, 0, False
        Thread(target=self._serve, name="pages", daemon=True).start()

    async def __call__(self, scope: Any, proto: Any) -> None:
        """Hand the request to a free thread and wait until it is answered."""
        try:
            body = BytesIO() if scope.method in {"GET", "HEAD"} else await _read(proto)
        except OSError as error:  # the folder for large bodies has no room
            log.warning("a request could not be taken in: %s", error)
            proto.response_str(507, [("content-type", "text/plain")], NO_ROOM)
            return
        errand = Errand(scope, proto, body)
        self._queue.put(errand)
        if not self._is_watched:
            self._is_watched = True
            errand.loop.call_later(PATIENCE, self._look, errand.loop, self._answered)
        await errand.done

    def _look(self, loop: asyncio.AbstractEventLoop, answered: int) -> None:
        """Requests wait and none was answered since the last look: somebody must help."""
        if self._queue.empty():
            self._is_watched = False
            return
        if answered == self._answered and self._helpers < self._most_helpers:
            self._helpers += 1
            Thread(target=self._help, args=(loop,), name="pages-relief", daemon=True).start()
        loop.call_later(PATIENCE, self._look, loop, self._answered)

    def _serve(self) -> None:
        while True:
            self._answer(self._queue.get())

    def _help(self, loop: asyncio.AbstractEventLoop) -> None:
        """Until nothing waits; the database connection goes with the thread."""
        with suppress(Empty):
            while True:
                self._answer(self._queue.get_nowait())
        connections.close_all()
        with suppress(RuntimeError):  # the loop has ended meanwhile: nobody counts helpers any more
            loop.call_soon_threadsafe(self._helped)

    def _helped(self) -> None:
        self._helpers -= 1

    def _answer(self, errand: Errand) -> None:
        try:
            _answer(self._pages, errand)
        except Exception:  # the client went away, or a page failed outside Django
            log.debug("an answer was not delivered", exc_info=True)
        finally:
            self._answered += 1
            errand.body.close()
            errand.loop.call_soon_threadsafe(_finish, errand.done)


def _finish(done: "asyncio.Future[None]") -> None:
    if not done.done():
        done.set_result(None)


async def _read(proto: Any) -> IO[bytes]:
    body = SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115 (closed when the errand is done)
    async for piece in proto:
        body.write(piece)
    body.seek(0)
    return body


def _answer(pages: Pages, errand: Errand) -> None:
    head: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
        head[:] = [int(status[:3]), headers]

    pieces = pages(_environ(errand.scope, errand.body), start_response)
    try:
        _deliver(errand, pieces, head)
    finally:
        if close := getattr(pieces, "close", None):
            close()


def _deliver(errand: Errand, pieces: Iterable[bytes], head: list[Any]) -> None:
    """A small answer goes in one piece; a large streamed one waits for the client after each piece."""
    if not getattr(pieces, "streaming", False) or _size(head[1]) <= SMALL:
        errand.proto.response_bytes(*head, b"".join(pieces))
        return
    stream = errand.proto.response_stream(*head)
    for piece in pieces:
        sending = asyncio.run_coroutine_threadsafe(_send(stream, piece), errand.loop)
        sending.result()


def _size(headers: list[tuple[str, str]]) -> float:
    """The length that the answer announces; a stream that announces none is endless."""
    sizes = (value for name, value in headers if name.lower() == "content-length")
    return float(next(sizes, "inf"))


async def _send(stream: Any, piece: bytes) -> None:
    await stream.send_bytes(piece)


def _environ(scope: Any, body: IO[bytes]) -> Environ:
    """The request as PEP 3333 wants it."""
    host, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": _Errors,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    _put_headers(environ, scope)
    return environ


def _put_headers(environ: Environ, scope: Any) -> None:
    """Names with an underscore are dropped: they could pose as a proxy's header with a hyphen."""
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        glue = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{glue}{value}" if key in environ else value
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority


class _Errors:
    """`wsgi.errors` is the log."""

    @staticmethod
    def write(words: str) -> None:
        log.error(words.rstrip())

    @staticmethod
    def flush() -> None:
        """Nothing is held back."""
