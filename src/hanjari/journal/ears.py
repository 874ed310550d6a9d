"""How an upper room listens: a function for some events, called once per entry, in sealed order.

The listener's database work and its cursor move in one transaction: a crash between leaves both
undone, so each entry is handled exactly once.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hanjari.journal.models import Entry

Ear = Callable[[Entry], None]


@dataclass(frozen=True)
class Listener:
    """A named ear and the events it hears; the name keys its cursor, so it never changes."""

    name: str
    events: frozenset[str]
    ear: Ear


_listeners: dict[str, Listener] = {}


def listens_to(*events: str) -> Callable[[Ear], Ear]:
    """Register a function of a room's `listeners.py` for these events."""

    def register(ear: Ear) -> Ear:
        name = f"{ear.__module__.removeprefix('hanjari.')}.{ear.__name__}"
        _listeners[name] = Listener(name, frozenset(events), ear)
        return ear

    return register


def listeners() -> list[Listener]:
    """All listeners known."""
    return list(_listeners.values())
