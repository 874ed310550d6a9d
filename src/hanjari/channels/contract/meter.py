"""The meter: what an account asks of its network, counted over all workers, and stopped in time.

A kind calls `take` before it asks, `settle` when an answer turned out to have cost more, and `note`
when the network said how much is left. The house keeps the counts (one row a window), so every
worker sees the same rest; a kind never counts itself.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Quota:
    """A limit that the network's documentation names: at most `most` of `name` in `seconds`.

    A day's quota begins anew at midnight in `zone` (YouTube: America/Los_Angeles); shorter ones
    slide along from the first call of the window. Several quotas may bear one name (an hour's and a
    day's); each must have room. `words` say what is counted, lazily translated, on the account's page.
    """

    name: str
    most: int
    seconds: int
    zone: str = "UTC"
    words: Any = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """What the network itself said in an answer: `remaining` of `most` are left until `resets_at`."""

    name: str
    remaining: int
    most: int | None
    resets_at: datetime


class SpentError(Exception):
    """Nothing may be asked before `retry_after` seconds have passed: a window is empty, or the money is.

    `code` is `rate` (the network's limit), `budget` (the owner's) or `uncounted` (the desk could not
    count, its disk is full). Nothing is broken: it goes on by itself, so a kind lets it pass, or
    raises its own error `from` it.
    """

    def __init__(self, code: str, words: str, retry_after: float) -> None:
        super().__init__(words)
        self.code, self.words, self.retry_after = code, words, retry_after


class Meter(Protocol):
    """One account's counts; safe to use from many threads and workers."""

    def take(self, name: str, count: int = 1, *, microcents: int = 0) -> None:
        """Count something before it is asked of the network. Raises `SpentError` when it must not be.

        `name` is a declared `Quota`'s or any other word that the spending page shows; `microcents`
        are millionths of a US cent, by the network's price list. A `count` of 0 counts nothing and
        asks whether anything is left, of the limit and of the month's money: for networks that bill
        what came back (`settle`).
        """
        ...

    def settle(self, name: str, count: int, *, microcents: int = 0) -> None:
        """Count what an answer turned out to have cost, also beyond what was left. Never raises."""
        ...

    def note(self, limit: Limit) -> None:
        """Believe the network: its own count overrules ours."""
        ...


class FreeMeter:
    """A meter that stops nothing, for looking before there is an account."""

    def take(self, name: str, count: int = 1, *, microcents: int = 0) -> None:
        """Let everything through."""

    def settle(self, name: str, count: int, *, microcents: int = 0) -> None:
        """Forget what it cost."""

    def note(self, limit: Limit) -> None:
        """Forget what was said."""
