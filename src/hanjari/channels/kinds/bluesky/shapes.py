"""Picking things out of JSON that came from elsewhere, where nothing need be what it should be."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

Thing = Mapping[str, Any]


def part(thing: Any, name: str) -> Thing:
    """An object inside an object; empty when it is none."""
    found = thing.get(name) if isinstance(thing, dict) else None
    return found if isinstance(found, dict) else {}


def word(thing: Any, name: str) -> str:
    """A text inside an object; '' when it is none."""
    found = thing.get(name) if isinstance(thing, dict) else None
    return found if isinstance(found, str) else ""


def things(told: Any) -> list[Thing]:
    """The objects in a list that should hold only objects."""
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def time_of(told: Any) -> datetime | None:
    """A time of the protocol (RFC 3339, as lexicons write it); None for what is none."""
    try:
        moment = datetime.fromisoformat(str(told))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
