"""Care clocks (care domain §1.4, §8): which target fits, when it is due, where the last quarter begins. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from hanjari.kit import business_time
from hanjari.kit.business_time import Hours

LAST_QUARTER = 0.75
"""A clock is at risk from here on: three quarters of its time are gone."""


class Aims(Protocol):
    """What this module reads of a service target; an empty field fits anything."""

    kind: str
    intent: str
    urgency: int
    first_human: int | None
    first_substantive: int | None
    next_reply: int | None
    resolution: int | None
    is_business_time: bool


@dataclass(frozen=True, slots=True)
class Span:
    """When a clock began, when its last quarter begins, when it is due."""

    started_at: datetime
    soon_at: datetime
    due_at: datetime

    def phase(self, moment: datetime) -> str:
        """`calm`, `soon` in the last quarter, `late` after the due time."""
        if moment >= self.due_at:
            return "late"
        return "soon" if moment >= self.soon_at else "calm"


def fitting(targets: Iterable[Aims], kind: str, intent: str, urgency: int) -> Aims | None:
    """The most specific target that fits: urgency before intent before kind of channel.

    Urgency comes first because somebody in danger is answered as fast by mail as by chat.
    """
    fits = [
        target
        for target in targets
        if target.kind in ("", kind)
        and target.intent in ("", intent)
        and target.urgency in (0, urgency)
    ]
    return max(fits, key=_specific, default=None)


def span(started_at: datetime, minutes: int, hours: Hours | None) -> Span:
    """A clock of so many minutes; in business time where `hours` are given, else in clock time."""
    whole = timedelta(minutes=minutes)
    if hours is None or not hours.weekly:
        return Span(started_at, started_at + whole * LAST_QUARTER, started_at + whole)
    soon = business_time.add(started_at, whole * LAST_QUARTER, hours)
    return Span(started_at, soon, business_time.add(started_at, whole, hours))


def promised(now: datetime, promised_at: datetime) -> Span:
    """A promise is a clock of its own, in clock time: people read clocks, not opening hours."""
    return Span(now, now + (promised_at - now) * LAST_QUARTER, promised_at)


def _specific(target: Aims) -> tuple[bool, bool, bool]:
    return (bool(target.urgency), bool(target.intent), bool(target.kind))
