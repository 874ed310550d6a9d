"""Ways: where chosen conversations can be carried, offered by the rooms above without being known here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hanjari.people.models import Member
from hanjari.people.permissions import Permission


@dataclass(frozen=True)
class Way:
    """A page above that takes conversations: its name as a button says it, and its address for these ids."""

    key: str
    name: Any
    icon: str
    needs: Permission
    leads: Callable[[Sequence[int]], str]


_ways: dict[str, Way] = {}


def offer(way: Way) -> None:
    """Say that conversations can be carried there; called from the upper room's `AppConfig.ready`."""
    _ways[way.key] = way


def ways_for(member: Member) -> list[Way]:
    """Those that this member may go."""
    return [way for way in _ways.values() if member.can(way.needs)]


def way_for(member: Member, key: str) -> Way | None:
    """One of them by its key; None where it is not there, or not for this member."""
    return next((way for way in ways_for(member) if way.key == key), None)
