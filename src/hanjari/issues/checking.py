"""Checking: what the language room finds in a statement's words, kept small, and its words for readers."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hanjari.issues.models import Statement
from hanjari.language.apologies import Check, Element, Fault, examine

ELEMENTS: dict[str, str | Promise] = {
    Element.RESPONSIBILITY: _("We take responsibility"),
    Element.REPAIR: _("We make it good"),
    Element.REPENTANCE: _("It will not happen again"),
    Element.REGRET: _("We are sorry"),
    Element.EXPLANATION: _("What happened and why"),
    Element.FORGIVENESS: _("We ask to be forgiven"),
}
CHECKS: dict[str, str | Promise] = {
    Check.VICTIMS: _("Names who was harmed"),
    Check.DATE: _("Names a date"),
    Check.REMEDY: _("Names an amount or a remedy"),
    Check.SIGNER: _("Signed by a named executive"),
    Check.CONTACT: _("Says where to ask"),
    Check.PRESENT: _("Apologises now, not later"),
    Check.AGENT: _("Says who did it"),
    Check.SPECIFIC: _("Has figures, not only adjectives"),
}
FAULTS: dict[str, str | Promise] = {
    Fault.CONDITIONAL: _(
        "An apology with an “if” doubts that anyone was harmed. Say what was done."
    ),
    Fault.SCAPEGOAT: _("Blames someone smaller. The company answers for those who work for it."),
    Fault.UNINTENDED: _("Nobody asked for the intention. It sounds like an excuse."),
    Fault.MISUNDERSTOOD: _("Says that the readers understood wrongly."),
    Fault.WRONGED: _("Speaks of our own hurt, not of theirs."),
    Fault.OTHERS_TOO: _("Points at others."),
    Fault.CAREFUL: _("Care from now on is no measure. Say who does what by when."),
    Fault.REGRETTABLE: _("Regret from afar is no apology."),
    Fault.STIR: _("Is sorry for the noise, not for what was done."),
    Fault.CONCERN: _("Is sorry for worries only. Name the harm and whom it hit."),
    Fault.SOME: _("Makes it small. Say how many."),
    Fault.CUSTOM: _("A custom excuses nothing."),
    Fault.LEGAL: _("Speaks of the law where people ask about right and wrong."),
    Fault.MALICE: _("Attacks those who complain."),
    Fault.NOISE: _("Calls the matter trifling."),
    Fault.PRAISE: _("Praises ourselves in the middle of an apology."),
    Fault.BUT: _("The “but” takes the apology back."),
    Fault.SLOT: _("A blank that nobody has filled in."),
    Fault.PASSIVE: _("It did not happen by itself. Say who did it."),
    Fault.NOT_YET: _("Wanting to apologise is not apologising. Say it now."),
}
DEGREES: dict[float, str | Promise] = {
    0.0: pgettext_lazy("element", "missing"),
    0.5: pgettext_lazy("element", "partly"),
    1.0: pgettext_lazy("element", "there"),
}
_EVERYWHERE = frozenset({Fault.SLOT, Fault.SCAPEGOAT, Fault.MALICE})
"""Faults of any statement; the others are those of an apology."""


def checked(form: str, text: str) -> dict[str, Any]:
    """What is kept with a version: score, elements' degrees, flaws with their places, checks not met."""
    found = examine(text)
    is_apology = form == Statement.Form.APOLOGY
    flaws = [
        {"fault": str(flaw.fault), "start": flaw.place.start, "end": flaw.place.end,
         "words": flaw.place.words, "is_blocked": flaw.is_blocked}
        for flaw in found.flaws
        if is_apology or flaw.fault in _EVERYWHERE
    ]  # fmt: skip
    kept: dict[str, Any] = {"flaws": flaws}
    if is_apology:
        kept |= {
            "score": found.score,
            "is_capped": found.is_capped,
            "elements": {str(one.element): one.degree for one in found.elements},
            "missing": [str(check) for check, is_met in found.checks.items() if not is_met],
        }
    return kept


def is_blocked(kept: dict[str, Any]) -> bool:
    """Whether its words need a reason to go out."""
    return any(flaw["is_blocked"] for flaw in kept.get("flaws", ()))


def has_blank(kept: dict[str, Any]) -> bool:
    """Whether a blank of the skeleton still stands; no reason lets one out."""
    return any(flaw["fault"] == Fault.SLOT for flaw in kept.get("flaws", ()))
