"""The meter: what an account asks of its network, counted over all workers, and stopped in time.

A kind calls `take` before it asks and `note` when the network said how much is left. The house
keeps the counts (one row a window), so every worker sees the same rest; a kind never counts itself.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Quota:
    """A limit that the network's documentation names: at most `most` of `name` in `seconds`.

    A day's quota begins anew at midnight in `zone` (YouTube: America/Los_Angeles); shorter ones
    slide along from the first call of the window.
    """

    name: str
    most: int
    seconds: int
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Limit:
    """What the network itself said in an answer: `remaining` of `most` are left until `resets_at`."""

    name: str
    remaining: int
    most: int | None
    resets_at: datetime


class SpentError(Exception):
    """Nothing may be asked before `retry_after` seconds have passed: a window is empty, or the money is.

    `code` is `rate` (the network's limit) or `budget` (the owner's).
    """

    def __init__(self, code: str, words: str, retry_after: float) -> None:
        super().__init__(words)
        self.code, self.words, self.retry_after = code, words, retry_after


class Meter(Protocol):
    """One account's counts; safe to use from many threads and workers."""

    def take(self, name: str, count: int = 1, *, microcents: int = 0) -> None:
        """Count something before it is asked of the network. Raises `SpentError` when it must not be.

        `name` is a declared `Quota`'s or any other word that the spending page shows; `microcents`
        are millionths of a US cent, by the network's price list.
        """
        ...

    def note(self, limit: Limit) -> None:
        """Believe the network: its own count overrules ours."""
        ...


class FreeMeter:
    """A meter that stops nothing, for looking before there is an account."""

    def take(self, name: str, count: int = 1, *, microcents: int = 0) -> None:
        """Let everything through."""

    def note(self, limit: Limit) -> None:
        """Forget what was said."""
