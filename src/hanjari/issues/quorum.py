"""Quorum: when a committee sits, and when a statement may go out. Pure."""

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from hanjari.issues.models.committee import Part

STATEMENT = (Part.LEAD, Part.SPOKESPERSON, Part.LEGAL)
"""Who says yes to a statement; legal may be waived."""
WAIVABLE = (Part.LEGAL,)


class Seated(NamedTuple):
    """A seat that somebody was called to."""

    part: str
    member: int | None
    has_arrived: bool


def is_sitting(seats: Iterable[Seated]) -> bool:
    """The lead is there, and so is at least half of those called (observers are not counted)."""
    counted = [seat for seat in seats if seat.part != Part.OBSERVER and seat.member]
    called = {seat.member for seat in counted}
    there = {seat.member for seat in counted if seat.has_arrived}
    has_lead = any(seat.part == Part.LEAD and seat.has_arrived for seat in counted)
    return has_lead and len(there) >= ceil(len(called) / 2)


def missing(signed: Iterable[str], waived: Iterable[str] = ()) -> list[str]:
    """The parts that a statement still waits for: lead, spokesperson, and legal or its waiver.

    Silence of legal after its time counts as signed by the caller. Only legal can be waived.
    """
    said = set(signed) | {part for part in waived if part in WAIVABLE}
    return [part.value for part in STATEMENT if part not in said]
