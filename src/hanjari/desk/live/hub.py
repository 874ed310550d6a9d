"""The hub: one reader of the database and all open streams of this process."""

import asyncio
from collections import deque
from collections.abc import Iterable
from datetime import datetime
from time import monotonic

from hanjari.desk.live.happenings import Happening, drafts_after, told_after
from hanjari.desk.live.tickets import Scope
from hanjari.journal.sealing import head
from hanjari.kit.clock import now
from hanjari.kit.pulse import Pulse

REMEMBERED = 2000
"""Happenings kept for pages that come back after a short break; who was away longer loads anew."""
PATIENCE = 500
"""Happenings that a slow page may leave waiting before it is told to load anew instead."""
LONGEST_AGE = 60.0
RELOAD = 'event: reload\ndata: {"event": "live.missed"}\n\n'


class Listener:
    """One open stream: what waits to be sent, and whether somebody waits for it."""

    __slots__ = ("_closed", "_waiting", "pending", "scope", "session_key")

    def __init__(self, scope: Scope, session_key: str) -> None:
        self.scope, self.session_key = scope, session_key
        self.pending: list[str] = []
        self._waiting: asyncio.Future[None] | None = None
        self._closed = False

    def put(self, text: str) -> None:
        """Queue a text; a listener that is too slow is told once to load anew."""
        if len(self.pending) >= PATIENCE:
            self.pending = [RELOAD]
        self.pending.append(text)
        self._wake()

    def close(self) -> None:
        """End the stream after what is queued."""
        self._closed = True
        self._wake()

    async def next(self) -> str:
        """Everything queued, as one text; empty when the stream is over."""
        while not self.pending and not self._closed:
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        text = "".join(self.pending)
        self.pending = []
        return text

    def _wake(self) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)


class Hub:
    """Reads what happened, once, and hands it to all who may hear it.

    Everything but `_read` runs in the loop's thread.
    """

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self._memory: deque[Happening] = deque(maxlen=REMEMBERED)
        self._place: int | None = None
        self._known_from = 0
        self._drafts_from: datetime = now()
        self._loop: asyncio.AbstractEventLoop | None = None

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Follow the database from here on; one that is away is waited for."""
        self._loop = loop
        Pulse(self._read).start()

    def join(self, listener: Listener, *, after: int | None = None, age: float = 0.0) -> None:
        """Let it hear; first what it missed since the place `after`, or in the last `age` seconds."""
        if after is not None and (self._place is None or after < self._known_from):
            listener.put(RELOAD)
        else:
            since = monotonic() - min(age, LONGEST_AGE)
            for happening in self._memory:
                is_missed = (
                    happening.sequence > after if after is not None else happening.at > since
                )
                if is_missed and happening.is_for(listener.scope):
                    listener.put(happening.text)
        self.listeners.add(listener)

    def leave(self, listener: Listener) -> None:
        """It hears no more."""
        self.listeners.discard(listener)

    def publish(self, happenings: Iterable[Happening]) -> None:
        """Tell everybody who may hear."""
        for happening in happenings:
            if happening.sequence:
                self._remember(happening)
            for listener in self.listeners:
                if happening.is_for(listener.scope):
                    listener.put(happening.text)

    def _remember(self, happening: Happening) -> None:
        if len(self._memory) == REMEMBERED:
            self._known_from = self._memory[0].sequence
        self._memory.append(happening)

    def close(self) -> None:
        """End all streams; pages open them again when the house is back."""
        for listener in self.listeners:
            listener.close()

    def _read(self) -> None:
        """In the pulse's thread, after every change of the database."""
        if self._place is None:
            self._known_from = self._place = head().sequence
        self._place, told = told_after(self._place)
        self._drafts_from, written = drafts_after(self._drafts_from)
        if (told or written) and self._loop:
            self._loop.call_soon_threadsafe(self.publish, [*told, *written])
