"""Thresholds: how many people it takes until what is said makes an issue by itself. Pure.

The house's numbers are those of its chapter on issues: three of the same complaint within a day are
to be watched, thirty people call the committee, and what may hurt somebody counts from the first
person on. A company may choose its own within bounds, so that no rule can be switched off.
"""

from collections.abc import Mapping
from typing import NamedTuple

HOURS = 24
HOURS_BOUNDS = (6, 72)
PEOPLE: Mapping[str, int] = {
    "complaints": 3, "many": 30,
    "press_asks": 1, "regulator": 1, "staff_misconduct": 1, "executive": 1,
    "harm": 1, "leak": 1, "recall": 1, "minors": 1, "crime": 1, "outage": 3,
}  # fmt: skip
BOUNDS: Mapping[str, tuple[int, int]] = {
    "complaints": (2, 50), "many": (5, 1_000),
    "press_asks": (1, 10), "regulator": (1, 10), "staff_misconduct": (1, 10), "executive": (1, 10),
    "harm": (1, 5), "leak": (1, 5), "recall": (1, 5), "minors": (1, 5), "crime": (1, 5),
    "outage": (1, 100),
}  # fmt: skip
"""What may hurt somebody stays near one: a day in which five report a fire has waited too long."""


class Thresholds(NamedTuple):
    """Within how many hours, and by rule how many people; a rule that is not named has the house's number."""

    hours: int = HOURS
    people: Mapping[str, int] = PEOPLE

    def of(self, trigger: str) -> int:
        """How many different people a rule takes."""
        return self.people.get(trigger, PEOPLE[trigger])

    def is_harder_than(self, other: "Thresholds") -> bool:
        """Whether some rule hears less than by the other's numbers: more people, or less time to say it in."""
        return self.hours < other.hours or any(self.of(name) > other.of(name) for name in PEOPLE)


HOUSE = Thresholds()
