"""The doors of the desk: each room puts its own on the rail, and the shell draws what it finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

Count = Callable[[Any], int | None]
"""How many things wait behind a door for this member; at most a bounded count, never a table scan."""


@dataclass(frozen=True)
class Door:
    """A way into a room.

    `place` is `rail` (rooms), `settings` (the company's), `mine` (the member's), `search` (where
    the field in the head leads) or `listening` (the pages of that room).
    """

    name: str
    """URL name; its part before the colon marks the door as the current one."""
    title: Any
    icon: str
    place: str = "rail"
    permission: str = ""
    order: int = 100
    key: str = ""
    """The second key of its shortcut: `i` for g i."""
    count: Count | None = None
    counted: Callable[[int], str] | None = None
    """What so many are, for whoever hears the number read out; None: they wait."""
    tone: str = ""
    """Of the badge: `alarm` where what waits is one."""

    @cached_property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.name)

    @cached_property
    def is_built(self) -> bool:
        """Whether it leads anywhere: a page may be left out of an installation."""
        try:
            return bool(self.url)
        except NoReverseMatch:
            return False

    @property
    def room(self) -> str:
        """The url namespace, such as `conversations`."""
        return self.name.partition(":")[0]


_doors: dict[tuple[str, str], Door] = {}
"""By place and name: a room's first page stands on the rail and among the room's own."""


def open_door(door: Door) -> None:
    """Register a door; called from the room's `AppConfig.ready`. Registering twice changes nothing."""
    _doors[door.place, door.name] = door


def doors(member: Any, place: str) -> list[Door]:
    """The doors that this member may open, in order."""
    allowed: Iterable[Door] = (
        door
        for door in _doors.values()
        if door.place == place and (not door.permission or member.can(door.permission))
    )
    return sorted(allowed, key=lambda door: door.order)


def is_current(request: HttpRequest, door: Door) -> bool:
    """Whether the page being shown lies behind this door."""
    match = request.resolver_match
    if match is None:
        return False
    return door.name == match.view_name or (door.place == "rail" and door.room == match.namespace)


def rail_of(request: HttpRequest, member: Any) -> tuple[tuple[Door, bool, int], ...]:
    """The rooms on the rail: each door, whether the page lies behind it, how much waits there."""
    return tuple(
        (door, is_current(request, door), (door.count(member) if door.count else 0) or 0)
        for door in doors(member, "rail")
    )
