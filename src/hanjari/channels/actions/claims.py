"""Claims: whoever does a thing at a network says so first, so that nobody does it beside them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from hanjari.kit import presence
from hanjari.kit.clock import now

MOST_ATTEMPTS = 6
"""With doubling waits from 30 s: about half an hour of trying before a person is asked."""
STRANGE_CLAIM = timedelta(minutes=15)
"""How long a claim from another machine is believed; far longer than any call may take."""


class Claimed(Protocol):
    """A row that a worker claims before it calls the network."""

    pk: int
    claimed_by: str
    claimed_at: datetime | None


class Claims:
    """The rows of one table that this process is at work on."""

    def __init__(self) -> None:
        self._running: set[int] = set()
        self._lock = Lock()

    @contextmanager
    def held(self, pk: int) -> Iterator[bool]:
        """Whether it is ours to do; False when another thread is at it. Enter before the row is claimed."""
        with self._lock:
            is_ours = pk not in self._running
            self._running.add(pk)
        try:
            yield is_ours
        finally:
            if is_ours:
                self._running.discard(pk)

    def runs(self, pk: int) -> bool:
        """Whether a thread of this process is at it."""
        return pk in self._running

    def is_over(self, row: Claimed) -> bool:
        """Whether the claiming worker's call has surely ended."""
        if row.claimed_by == presence.my_token():
            return not self.runs(row.pk)
        is_gone = presence.is_gone(row.claimed_by)
        if is_gone is None:
            return row.claimed_at is None or now() - row.claimed_at > STRANGE_CLAIM
        return is_gone


def failure(code: str, words: str) -> dict[str, str]:
    """Why something waits or has failed, as its row keeps it."""
    return {"code": code, "words": words, "at": now().isoformat()}
