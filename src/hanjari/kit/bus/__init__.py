"""The bus: NATS JetStream as threads use it. Publish with acknowledgements, fetch, acknowledge.

`nats-py` (extra `nats`) speaks asyncio; its loop runs in a thread of its own and is loaded only
where NATS_URL is set.
"""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from threading import Thread
from typing import Any, TypeVar

from hanjari.kit.bus.line import PATIENCE, Line, nats
from hanjari.kit.bus.packs import AwayError, Backlog, MissingError, Pack, Taken

__all__ = ["AwayError", "Backlog", "Bus", "MissingError", "Pack", "Taken"]
T = TypeVar("T")
_log = logging.getLogger(__name__)


class Bus:
    """A connection that mends itself. Safe to use from one thread at a time."""

    def __init__(self, url: str, *, stream: str, queues: dict[str, str]) -> None:
        """`queues` maps names of queues to the subjects that they take; together they are the stream.

        Raises `MissingError` where nats-py is not installed.
        """
        nats()
        urls = [one.strip() for one in url.split(",") if one.strip()]
        self._line = Line(urls, stream, queues)
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="nats", daemon=True)
        self._thread.start()

    def publish(self, packs: Sequence[Pack]) -> list[Pack]:
        """Send; returns those that nobody has acknowledged. Raises `AwayError` when none was."""
        return self._do(self._line.publish(packs), PATIENCE * 3) if packs else []

    def fetch(self, queue: str, *, most: int, seconds: float) -> list[Taken]:
        """What waits, at once; where nothing does, the first that comes. Held until acknowledged.

        Raises `AwayError`.
        """
        taken = self._do(self._line.fetch(queue, most, seconds), seconds + PATIENCE)
        self._line.held.update({one.number: one.ticket for one in taken})
        return taken

    def done(self, taken: Sequence[Taken]) -> None:
        """Acknowledge: nobody gets them again. Raises `AwayError`: then they come again, and are known."""
        self._forget(taken)
        self._do(self._line.acknowledge(taken), PATIENCE)

    def give_back(self, taken: Sequence[Taken], seconds: float) -> None:
        """Not now: they come again, to anybody, after so long. Raises `AwayError`: then a little later."""
        self._forget(taken)
        self._do(self._line.refuse(taken, seconds), PATIENCE)

    def backlog(self, queue: str) -> Backlog:
        """How a queue stands. Raises `AwayError`."""
        return self._do(self._line.backlog(queue), PATIENCE)

    def ping(self) -> None:
        """Connect, and see that the stream is there. Raises `AwayError`."""
        self._do(self._line.connected(), PATIENCE * 2)

    def close(self) -> None:
        """Let go of everything; what is in hand comes to others."""
        try:
            self._do(self._line.close(), 2)
        except AwayError:
            _log.debug("NATS was closed while it was away")
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(2)
        if not self._thread.is_alive():
            self._loop.close()

    def _forget(self, taken: Sequence[Taken]) -> None:
        for one in taken:
            self._line.held.pop(one.number, None)

    def _do(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        _package, _api, errors = nats()
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(seconds)
        except (errors.Error, OSError, TimeoutError) as error:
            future.cancel()
            raise AwayError(str(error) or type(error).__name__) from error
