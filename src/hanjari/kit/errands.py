"""Errands: what the worker does again and again, each found by its decorator in a room's `tasks.py`.

An errand asks the database what is due and does it, so that a worker killed at any point loses
nothing: what was due before is still due after.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

Errand = Callable[[], bool]
"""Does a bounded piece of what is due. True means: more may be due at once, call me again."""

EAGER = 1.0
"""Seconds; an errand asked so often or oftener looks for what others leave it."""
stopping = Event()
"""Set when the worker is asked to stop; an errand that waits for a network looks at it."""


@dataclass(frozen=True)
class Round:
    """An errand and how often it is asked, in seconds; `lane` errands never wait for other lanes."""

    name: str
    errand: Errand
    every: float
    lane: str

    @property
    def is_eager(self) -> bool:
        """Whether it waits for changes, and is not merely a matter of time."""
        return self.every <= EAGER


_rounds: dict[str, Round] = {}


def errand(*, every: float, lane: str = "desk") -> Callable[[Errand], Errand]:
    """Register a function as an errand asked at least every `every` seconds in its lane.

    Lanes run side by side: `desk` (ingest, listeners, clocks), `send` (outbox), `pull` (networks),
    `post` (the house's own mail), `call` (members are called),
    `notice` (readers' browsers are told), `train` (tables of a company's own),
    `meaning` (the second hearing), `stream` (whole networks), `alarm` (whether more comes than
    usual), `watch` (whether the others stand still).
    In the lanes `desk` and `send`, errands of at most a second are EAGER: they are also asked at
    once whenever something in the database changed.
    """

    def register(function: Errand) -> Errand:
        name = f"{function.__module__}.{function.__qualname__}"
        _rounds[name] = Round(name, function, every, lane)
        return function

    return register


def rounds() -> list[Round]:
    """All errands known, in the order in which the rooms registered them."""
    return list(_rounds.values())
