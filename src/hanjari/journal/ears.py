"""How an upper room listens: a function for some events, in sealed order, each entry once.

The listener's database work and its cursor move in one transaction: a crash between leaves both
undone, so each entry is handled exactly once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hanjari.journal.models import Entry

Ear = Callable[[Entry], None]
BatchEar = Callable[[Sequence[Entry]], None]


@dataclass(frozen=True)
class Listener:
    """A named ear and the events it hears; the name keys its cursor, so it never changes."""

    name: str
    events: frozenset[str]
    ear: BatchEar


_listeners: dict[str, Listener] = {}


def listens_to(*events: str) -> Callable[[Ear], Ear]:
    """Register a function of a room's `listeners.py` for these events; called once per entry."""

    def register(ear: Ear) -> Ear:
        def hear_each(entries: Sequence[Entry]) -> None:
            for entry in entries:
                ear(entry)

        _register(ear, events, hear_each)
        return ear

    return register


def listens_together_to(*events: str) -> Callable[[BatchEar], BatchEar]:
    """Register a function that takes what came in one batch together, where one by one costs more.

    When it fails, it is called once more for each entry alone, so that only the failing one waits.
    """

    def register(ear: BatchEar) -> BatchEar:
        _register(ear, events, ear)
        return ear

    return register


def listeners() -> list[Listener]:
    """All listeners known."""
    return list(_listeners.values())


def _register(named: Ear | BatchEar, events: Sequence[str], ear: BatchEar) -> None:
    name = f"{named.__module__.removeprefix('hanjari.')}.{named.__name__}"
    _listeners[name] = Listener(name, frozenset(events), ear)
