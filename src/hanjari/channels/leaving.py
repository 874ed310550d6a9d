"""Leaving: what stands against a scheduled message when its moment has come, said by the room that wrote it.

A room above knows whether its words still fit (somebody wrote again, a thread was merged); it is
asked here without being known.
"""

from collections.abc import Callable

from hanjari.channels.models import Delivery

Look = Callable[[Delivery], str]
"""Why it may not leave, as a code for `Delivery.held_for`; empty where nothing stands against it."""
_looks: dict[str, Look] = {}


def look_before(room: str, look: Look) -> None:
    """Have scheduled messages looked at; called from the upper room's `AppConfig.ready`."""
    _looks[room] = look


def why_not(delivery: Delivery) -> str:
    """The first reason against it; empty where there is none."""
    return next((why for look in _looks.values() if (why := look(delivery))), "")
