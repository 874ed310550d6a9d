"""Raising: a message is more than its listed words told, because its meaning says so. Pure."""

from collections.abc import Collection, Mapping

from hanjari.language import SURE
from hanjari.listening.judging import Read, chosen

INTENTS = ("incident", "press", "complaint")
"""What must not be overheard; every other intent stays what the words told."""
LEVELS = {"urgency:4": 4, "urgency:3": 3}
_SPAM = "spam"


def raised(read: Read, kinds: Mapping[str, float], left: Collection[str] = ()) -> Read:
    """The reading with these kinds (name → probability) where it had them lower; nothing is lowered.

    `kinds` holds only what is probable enough to count, `left` the aspects that a member has agreed
    to. What was raised stands in `reading["heard"]`, so that its reason can be told.
    """
    heard = _heard(read, kinds, left)
    if not heard:
        return read
    said = {name: p for name, p in heard.items() if name in INTENTS}
    level = max((LEVELS[name] for name in heard if name in LEVELS), default=read.urgency)
    intents = {**read.reading.get("intents", {}), **said}
    reading = {**read.reading, "intents": intents}
    if _must_be_answered(read, left):
        reading["needs_answer"] = True
        heard["needs_answer"] = max(heard.values())
    reading["heard"] = {**read.reading.get("heard", {}), **heard}
    now = read._replace(urgency=level, reading=reading)
    return chosen(now) if said else now


def _heard(read: Read, kinds: Mapping[str, float], left: Collection[str]) -> dict[str, float]:
    """What is told by meaning alone."""
    before = read.reading.get("intents", {})
    heard: dict[str, float] = {}
    if "intents" not in left:
        heard |= {
            name: round(kinds[name], 2)
            for name in INTENTS
            if name in kinds and before.get(name, 0) < SURE
        }
    name = next((name for name in LEVELS if name in kinds), "")
    if name and LEVELS[name] > read.urgency and "urgency" not in left:
        heard[name] = round(kinds[name], 2)
    return heard


def _must_be_answered(read: Read, left: Collection[str]) -> bool:
    """Whoever reports something grave is answered, unless the words are spam."""
    said = read.reading
    is_spam = said.get("intents", {}).get(_SPAM, 0) >= SURE
    return not (said.get("needs_answer") or is_spam or "needs_answer" in left)
