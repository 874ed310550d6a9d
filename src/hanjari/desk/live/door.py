"""The door `/live`: an RSGI coroutine beside the pages; no Django middleware runs here."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

from django.db import connection

from hanjari.desk.live.hub import Hub, Listener
from hanjari.desk.live.tickets import Scope, admit, living_scopes
from hanjari.kit.rows import pieces

PATH = "/live"
HEARTBEAT = 20.0
"""Seconds between comments that keep proxies from closing a quiet stream."""
CHECK = 20.0
"""Seconds between looks whether sessions still live: who logs out hears at most that much longer."""
CROWD = 5000
"""Open streams per page worker; more are asked to come back later."""
_HEADERS = [
    ("content-type", "text/event-stream; charset=utf-8"),
    ("cache-control", "no-store"),
    ("x-accel-buffering", "no"),
]
log = logging.getLogger(__name__)


class LiveDoor:
    """All streams of one page worker."""

    def __init__(self) -> None:
        self.hub = Hub()
        self._clerk = ThreadPoolExecutor(1, thread_name_prefix="live")
        self._rounds: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Any, proto: Any) -> None:
        """Answer one request for the stream: 403 without a right ticket, else until it ends."""
        if scope.method != "GET":
            proto.response_empty(405, [("allow", "GET")])
            return
        if len(self.hub.listeners) >= CROWD:
            proto.response_empty(503, [("retry-after", "30")])
            return
        asked = parse_qs(scope.query_string)
        found = await self._admit(asked.get("ticket", [""])[0], scope.headers.get("cookie") or "")
        if found is None:
            proto.response_str(403, [("content-type", "text/plain")], "This ticket opens nothing.")
            return
        listener = Listener(*found)
        after = _number(scope.headers.get("last-event-id") or asked.get("after", [""])[0])
        self.hub.join(listener, after=after, age=(_number(asked.get("age", [""])[0]) or 0) / 1000)
        stream = proto.response_stream(200, _HEADERS)
        del scope, proto, asked, found  # a stream lives for hours; what opened it need not
        await self._stream(listener, stream)

    def open(self) -> None:
        """Follow the database from now on, so that a page misses nothing while it loads."""
        loop = asyncio.get_running_loop()
        self.hub.open(loop)
        self._rounds = [loop.create_task(self._beat()), loop.create_task(self._check())]

    def close(self) -> None:
        """End all streams, so that the server can stop."""
        for task in self._rounds:
            task.cancel()
        self.hub.close()

    async def _admit(self, ticket: str, cookies: str) -> tuple[Scope, str] | None:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._clerk, admit, ticket, cookies)

    async def _stream(self, listener: Listener, stream: Any) -> None:
        try:
            await stream.send_str("retry: 2000\n\n")
            while text := await listener.next():
                await stream.send_str(text)
        except Exception:  # however a client goes away, its listener goes too
            log.debug("a listener went away", exc_info=True)
        finally:
            self.hub.leave(listener)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            for listener in self.hub.listeners:
                listener.put(":\n\n")

    async def _check(self) -> None:
        """Close the streams of ended sessions; give the others what their members may see today."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(CHECK)
            heard = list(self.hub.listeners)
            keys = sorted({listener.session_key for listener in heard})
            living = await loop.run_in_executor(self._clerk, _living, keys)
            if living is not None:
                _update(heard, living)


def _update(heard: list[Listener], living: dict[str, Scope]) -> None:
    for listener in heard:
        if scope := living.get(listener.session_key):
            listener.scope = scope
        else:
            listener.close()


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None


def _living(keys: list[str]) -> dict[str, Scope] | None:
    """In the clerk's thread; None when the database cannot be asked just now."""
    try:
        return {key: scope for some in pieces(keys) for key, scope in living_scopes(some).items()}
    except Exception:
        log.warning("live sessions could not be checked", exc_info=True)
        connection.close()
        return None
