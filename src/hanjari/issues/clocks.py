"""Clocks of an issue: what is due how long after what. Pure.

Lengths are those of the issue's life cycle: fifteen minutes to the first facts, an hour to the
first word in a crisis; a full apology follows within a day of knowing that we were at fault, because
a hasty one closes the case before anybody knows it. Article 34 of the Personal Information
Protection Act gives 72 hours to tell of a leak. The review is due a fortnight after the end, however
long the issue went on: before it nobody knows what happened.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Kind(NamedTuple):
    """A clock's title, what it runs from, and how long it is at levels 1, 2 and 3 (None: it does not run)."""

    title: Promise
    start: str
    lengths: tuple[timedelta | None, timedelta | None, timedelta | None]


DETECTED, FAULT, ATTACHED, ENDED = "detected", "fault", "attached", "ended"
KINDS: dict[str, Kind] = {
    "first_facts": Kind(_("First facts"), DETECTED, (None, 15 * MINUTE, 15 * MINUTE)),
    "committee": Kind(_("Committee sits"), DETECTED, (None, 60 * MINUTE, 30 * MINUTE)),
    "holding": Kind(_("First statement"), DETECTED, (None, 4 * HOUR, HOUR)),
    "update": Kind(_("Next update"), ATTACHED, (None, 120 * MINUTE, 60 * MINUTE)),
    "apology": Kind(_("Full apology"), FAULT, (DAY, DAY, DAY)),
    "fixed": Kind(_("What we fixed"), FAULT, (72 * HOUR, 72 * HOUR, 72 * HOUR)),
    "compensation": Kind(_("Plan for compensation"), FAULT, (7 * DAY, 7 * DAY, 7 * DAY)),
    "review": Kind(_("After-action review"), ENDED, (14 * DAY,) * 3),
    "report": Kind(_("Public report on promises"), DETECTED, (None, 30 * DAY, 30 * DAY)),
    "leak": Kind(_("Report of a personal-data leak"), ATTACHED, (72 * HOUR,) * 3),
    "authority": Kind(_("Deadline of an authority"), ATTACHED, (DAY, DAY, DAY)),
}
ATTACHABLE = tuple(name for name, kind in KINDS.items() if kind.start == ATTACHED)


def length(kind: str, level: int) -> timedelta | None:
    """How long a clock is at a level; None where it does not run. Raises `KeyError` for an unknown kind."""
    return KINDS[kind].lengths[max(1, min(level, 3)) - 1]


def due(kind: str, level: int, started: datetime) -> datetime | None:
    """When it is over."""
    after = length(kind, level)
    return started + after if after else None


def starting(start: str, level: int) -> list[str]:
    """The clocks that begin at this moment of an issue: DETECTED or FAULT."""
    return [name for name, kind in KINDS.items() if kind.start == start and length(name, level)]


def phase(due_at: datetime, met_at: datetime | None, at: datetime) -> str:
    """`met`, `met_late`, `running` or `missed`."""
    if met_at:
        return "met" if met_at <= due_at else "met_late"
    return "running" if at <= due_at else "missed"


def tally(phases: Iterable[str]) -> dict[str, int]:
    """How many were met in time, met late, missed so far."""
    counts = {"met": 0, "met_late": 0, "running": 0, "missed": 0}
    for one in phases:
        counts[one] += 1
    return counts
