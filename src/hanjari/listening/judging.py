"""Judging: how a message stands when members have said what it is. Pure; the acts write it down.

The machine's own reading is kept in `reading["machine"]` while any judgement stands, so that taking
the last one back restores every word of it.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from hanjari.language import INTENTS, JUDGED_INTENTS, SURE

MOODS: dict[int | None, str] = {-1: "negative", 0: "neutral", 1: "positive", None: "unsure"}
_COLUMNS = ("intent", "urgency", "sentiment")


class Read(NamedTuple):
    """A message's columns of understanding and the rest of its reading."""

    intent: str
    urgency: int
    sentiment: int | None
    reading: dict[str, Any]


def value_of(read: Read, aspect: str) -> Any:
    """What the reading says of an aspect, in the values of a judgement."""
    if aspect == "intents":
        return sure_intents(read.reading)
    if aspect in _COLUMNS:
        return getattr(read, aspect)
    return bool(read.reading.get(aspect, False))


def sure_intents(reading: dict[str, Any]) -> list[str]:
    """Names of the intents that a reading is sure of, in the order of their weight."""
    said = reading.get("intents", {})
    return [name for name in JUDGED_INTENTS if said.get(name, 0) >= SURE]


def told_value(aspect: str, value: Any) -> Any:
    """A judgement's value as the journal keeps it: names, which every reader's language has words for."""
    if aspect == "sentiment":
        return MOODS[value]
    if aspect == "urgency":
        return f"U{value}"
    return (value or ["chat"]) if aspect == "intents" else value


def settled(read: Read, judgements: Iterable[tuple[str, Any]]) -> Read:
    """The reading after these judgements (aspect, value) in their order; without any, the machine's."""
    machine = read.reading.get("machine")
    own = Read(*machine) if machine else read
    judged = dict(judgements)
    if not judged:
        return own
    now = own
    for aspect, value in judged.items():
        now = _JUDGED[aspect](now, value)
    story = {**now.reading, "judged": sorted(judged), "machine": list(own)}
    return now._replace(reading={name: value for name, value in story.items() if value})


def _with_sentiment(read: Read, value: int | None) -> Read:
    return read._replace(sentiment=value, reading=_without_reasons(read, "mood:"))


def _with_urgency(read: Read, value: int) -> Read:
    return read._replace(urgency=value, reading=_without_reasons(read, "urgency:"))


def _with_needs_answer(read: Read, value: Any) -> Read:
    return read._replace(reading={**read.reading, "needs_answer": value})


def _with_intents(read: Read, value: list[str]) -> Read:
    """Exactly these; the reasons of what is no longer said go, and the primary one is chosen anew."""
    before = read.reading.get("intents", {})
    abuse = {"abuse": before["abuse"]} if "abuse" in before else {}
    said = {name: max(before.get(name, 0), 1.0) for name in INTENTS if name in value}
    why = [one for one in read.reading.get("why", []) if _still_holds(one[0], said)]
    return chosen(read._replace(reading={**read.reading, "intents": {**said, **abuse}, "why": why}))


def _with_abuse(read: Read, value: Any) -> Read:
    intents = {name: p for name, p in read.reading.get("intents", {}).items() if name != "abuse"}
    story = read.reading if value else _without_reasons(read, "abuse:")
    said = {**intents, "abuse": 1.0} if value else intents
    return chosen(read._replace(reading={**story, "abuse": value, "intents": said}))


def chosen(read: Read) -> Read:
    """The reading with the weightiest of its sure intents as the primary one."""
    said = read.reading["intents"]
    sure = (name for name in INTENTS if said.get(name, 0) >= SURE)
    return read._replace(intent=next(sure, "chat"))


def _without_reasons(read: Read, prefix: str) -> dict[str, Any]:
    why = [one for one in read.reading.get("why", []) if not one[0].startswith(prefix)]
    return {**read.reading, "why": why}


def _still_holds(label: str, said: dict[str, float]) -> bool:
    family, _colon, name = label.partition(":")
    return family != "intent" or name in said


_JUDGED: dict[str, Callable[[Read, Any], Read]] = {
    "sentiment": _with_sentiment,
    "intents": _with_intents,
    "needs_answer": _with_needs_answer,
    "urgency": _with_urgency,
    "abuse": _with_abuse,
}
