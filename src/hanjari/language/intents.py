"""Intents: what a message may be, and from when it counts as said; no table, so pages may ask too."""

from collections.abc import Mapping

INTENTS = (
    "incident", "press", "spam", "rumour", "complaint", "partner", "idea", "request", "question", "abuse", "praise", "chat",
)  # fmt: skip
"""All intents; the first that is sure is the primary: an abusive complaint is answered as a complaint."""

JUDGED_INTENTS = tuple(name for name in INTENTS if name not in ("abuse", "chat"))
"""What a person chooses from: abuse is an aspect of its own, and chat is what nothing else is."""

ASKING = ("question", "complaint", "request", "rumour", "incident", "press", "partner", "idea")
"""Who says one of these waits for an answer."""

SURE = 0.5
"""Probability from which a label is given; tables are calibrated so that F1 is best here."""


def primary(intents: Mapping[str, float]) -> str:
    """The intent by which a message is answered: the first sure one in the order of `INTENTS`."""
    return next((name for name in INTENTS if intents.get(name, 0) >= SURE), "chat")
