"""Filters of the inbox: what a member asked for, ready to combine."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

SENTIMENTS: dict[str, int | None] = {"negative": -1, "neutral": 0, "positive": 1, "unsure": None}
"""What the last words of the person sounded like; "unsure" is a value of its own."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Each field narrows the list; empty ones don't. Times are aware; `until` is not included.

    `intent` is one of those said since our last answer, `urgency` the least; `sentiment` is a name of
    `SENTIMENTS`, `needs_answer` and `abuse` are "yes" or "no".
    """

    status: str = ""
    kind: str = ""
    account: int | None = None
    department: int | None = None
    assignee: int | None = None
    label: int | None = None
    intent: str = ""
    urgency: int | None = None
    sentiment: str = ""
    needs_answer: str = ""
    abuse: str = ""
    language: str = ""
    person: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""

    def as_json(self) -> dict[str, Any]:
        """What a saved view keeps: only what narrows."""
        told = {name: value for name, value in asdict(self).items() if value not in ("", None)}
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in told.items()
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Filters":
        """A saved view's filters; names that are no longer known are passed over."""
        known = {name: value for name, value in kept.items() if name in cls.__slots__}
        for name in ("since", "until"):
            if isinstance(known.get(name), str):
                known[name] = datetime.fromisoformat(known[name])
        return cls(**known)

    def __bool__(self) -> bool:
        return any(getattr(self, name) not in ("", None) for name in self.__slots__)
