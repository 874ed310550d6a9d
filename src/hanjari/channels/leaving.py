"""Leaving: what stands against a scheduled message when its moment has come, said by the room that wrote it.

A room above knows whether its words still fit (somebody wrote again, a thread was merged); it is
asked here without being known.
"""

from collections.abc import Callable
from datetime import datetime

from hanjari.channels.models import Delivery

Look = Callable[[Delivery], str]
"""Why it may not leave, as a code for `Delivery.held_for`; empty where nothing stands against it."""
End = Callable[[Delivery], datetime | None]
"""The last moment at which the network takes it; None where nothing ends it."""
_looks: dict[str, Look] = {}
_ends: dict[str, End] = {}


def look_before(room: str, look: Look) -> None:
    """Have scheduled messages looked at; called from the upper room's `AppConfig.ready`."""
    _looks[room] = look


def why_not(delivery: Delivery) -> str:
    """The first reason against it; empty where there is none."""
    return next((why for look in _looks.values() if (why := look(delivery))), "")


def know_end(room: str, end: End) -> None:
    """Have a room above tell until when its messages are taken; called like `look_before`."""
    _ends[room] = end


def ends_at(delivery: Delivery) -> datetime | None:
    """The first end that a room knows of; None where there is none."""
    return min(filter(None, (end(delivery) for end in _ends.values())), default=None)
