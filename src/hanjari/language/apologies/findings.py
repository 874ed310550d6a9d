"""Findings: what the checker says of an apology, as codes and places."""

from dataclasses import dataclass
from enum import StrEnum


class Element(StrEnum):
    """What a whole apology holds."""

    RESPONSIBILITY = "responsibility"
    REPAIR = "repair"
    REPENTANCE = "repentance"
    REGRET = "regret"
    EXPLANATION = "explanation"
    FORGIVENESS = "forgiveness"


WEIGHTS = {
    Element.RESPONSIBILITY: 0.30,
    Element.REPAIR: 0.25,
    Element.REPENTANCE: 0.16,
    Element.REGRET: 0.12,
    Element.EXPLANATION: 0.12,
    Element.FORGIVENESS: 0.05,
}
"""In the order that Lewicki, Polin and Lount found among 755 people; the figures are ours. Sum 1."""


class Fault(StrEnum):
    """Why words take an apology back."""

    CONDITIONAL = "conditional"
    SCAPEGOAT = "scapegoat"
    UNINTENDED = "unintended"
    MISUNDERSTOOD = "misunderstood"
    WRONGED = "wronged"
    OTHERS_TOO = "others_too"
    CAREFUL = "careful"
    REGRETTABLE = "regrettable"
    STIR = "stir"
    CONCERN = "concern"
    SOME = "some"
    CUSTOM = "custom"
    LEGAL = "legal"
    MALICE = "malice"
    NOISE = "noise"
    PRAISE = "praise"
    BUT = "but"
    SLOT = "slot"
    """A blank of the draft that nobody has filled in."""
    PASSIVE = "passive"
    NOT_YET = "not_yet"
    """Says that one wants to apologise, and does not."""


MILD = frozenset({Fault.PASSIVE, Fault.NOT_YET})
"""Told, but not held against publishing."""
CAPPING = frozenset({Fault.CONDITIONAL, Fault.SCAPEGOAT})
CAP = 0.4
"""A conditional, or blame on someone smaller, is worse than nothing said (Youk & Park 2023)."""


class Check(StrEnum):
    """What readers of an apology look for besides."""

    VICTIMS = "victims"
    DATE = "date"
    REMEDY = "remedy"
    SIGNER = "signer"
    CONTACT = "contact"
    PRESENT = "present"
    AGENT = "agent"
    SPECIFIC = "specific"


@dataclass(frozen=True, slots=True)
class Place:
    """Words and where they stand: offsets in characters, the end exclusive."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """How far an element is there (0, .5 or 1) and the words that show it."""

    element: Element
    degree: float
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Flaw:
    """Words that take the apology back; blocked ones stay only with a reason."""

    fault: Fault
    place: Place

    @property
    def is_blocked(self) -> bool:
        """Whether it needs a reason to stand."""
        return self.fault not in MILD


@dataclass(frozen=True, slots=True)
class Apology:
    """All that was found. `score` is 0 to 1."""

    elements: tuple[Found, ...]
    flaws: tuple[Flaw, ...]
    checks: dict[Check, bool]
    score: float
    is_capped: bool

    @property
    def blocked(self) -> tuple[Flaw, ...]:
        """The flaws that need a reason to stand."""
        return tuple(flaw for flaw in self.flaws if flaw.is_blocked)

    def degree(self, element: Element) -> float:
        """How far one element is there."""
        return next(found.degree for found in self.elements if found.element == element)
