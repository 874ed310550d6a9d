"""Stances: is it true, what kind of crisis is it, and what does that advise. Pure; advice, never a rule.

Situational crisis communication theory (Coombs 2007): instructing and adjusting information come
first, always; then the more responsibility people see with us, the more we take. The Korean overlay:
people expect an apology in nearly every crisis, and one beside a defence lowers the moral blame seen
without raising the actual one, so that a care apology, kept apart from admission, is advised from
the lowest level on; apology with compensation beats apology with a scapegoat (Youk and Park 2023).
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.issues.models.issue import Kind, Truth


class Strategy(models.TextChoices):
    """What an organisation may do with its words, from protecting people to making good."""

    INSTRUCT = "instruct", _("Say how to stay safe")
    ADJUST = "adjust", _("Say what happened, that we care, and what we do")
    CARE = "care", _("Apologise for the trouble, apart from blame")
    VICTIMAGE = "victimage", _("Say that we were hit, too")
    CORRECT = "correct", _("Correct it with evidence")
    DENY = "deny", _("Deny")
    EXCUSE = "excuse", _("Say that it was not intended or not in our hands")
    JUSTIFY = "justify", _("Say that the harm is small")
    REFORM = "reform", _("Change what is criticised")
    COMPENSATE = "compensate", _("Make good")
    APOLOGISE = "apologise", _("Apologise in full and take responsibility")
    REMIND = "remind", _("Remind of good done before")
    THANK = "thank", _("Thank those who helped")


S = Strategy
DENYING = frozenset({S.DENY})
ACCEPTING = frozenset({S.EXCUSE, S.JUSTIFY, S.COMPENSATE, S.APOLOGISE, S.REFORM})
SUPPLEMENTS = frozenset({S.REMIND, S.THANK})
_VICTIM = (Kind.DISASTER, Kind.RUMOUR, Kind.VIOLENCE, Kind.TAMPERING)
_ACCIDENT = (Kind.CHALLENGE, Kind.TECHNICAL_ACCIDENT, Kind.TECHNICAL_HARM)
CLUSTERS: dict[str, int] = {
    kind: 1 if kind in _VICTIM else 2 if kind in _ACCIDENT else 3 for kind in Kind
}
"""1 we were hit ourselves, 2 an accident, 3 it could have been prevented."""
_BY_LEVEL: dict[int, tuple[str, ...]] = {
    1: (S.INSTRUCT, S.ADJUST, S.CARE, S.VICTIMAGE),
    2: (S.INSTRUCT, S.ADJUST, S.CARE, S.EXCUSE, S.JUSTIFY),
    3: (S.INSTRUCT, S.ADJUST, S.APOLOGISE, S.COMPENSATE),
}
_FALSE_MAY_BE_DENIED = (Kind.RUMOUR, Kind.CHALLENGE, "")


class Advice(NamedTuple):
    """How much responsibility people will see (0: not known yet), what is advised, and why."""

    level: int
    strategies: tuple[str, ...]
    supplements: tuple[str, ...]
    reasons: tuple[Promise, ...]


def responsibility(kind: str, *, has_history: bool) -> int:
    """1 to 3; a similar crisis within 24 months or a bad name before adds one. 0 without a kind."""
    base = CLUSTERS.get(kind, 0)
    return min(3, base + has_history) if base else 0


def advise(truth: str, kind: str = "", *, has_history: bool = False) -> Advice:
    """What the truth and the kind advise. Not known yet: tell what protects people, and no more."""
    if truth == Truth.UNKNOWN:
        return Advice(0, (S.INSTRUCT, S.ADJUST), (), (_UNKNOWN,))
    if truth == Truth.FALSE and kind in _FALSE_MAY_BE_DENIED:
        told = (S.INSTRUCT, S.CORRECT, S.DENY)
        return Advice(1, told, (S.THANK,), (_FALSE, _ORDER))
    level = responsibility(kind, has_history=has_history)
    if not level:
        return Advice(0, (S.INSTRUCT, S.ADJUST, S.CARE), (), (_NO_KIND,))
    reasons = [_LEVELS[level], *([_HISTORY] if has_history else []), _KOREAN[level]]
    if truth == Truth.PARTLY:
        reasons.append(_PARTLY)
    strategies = _BY_LEVEL[level]
    if kind == Kind.CHALLENGE and truth in (Truth.TRUE, Truth.PARTLY):
        strategies, reasons = (S.INSTRUCT, S.ADJUST, S.CARE, S.REFORM), [*reasons, _CHALLENGE]
    return Advice(level, strategies, (S.REMIND, S.THANK), tuple(reasons))


def faults(truth: str, chosen: Iterable[str]) -> list[Promise]:
    """What must never be chosen together, whatever the reason: the reader is told which and why."""
    picked = set(chosen)
    found: list[Promise] = []
    if picked & DENYING and picked & (ACCEPTING | {S.CARE}):
        found.append(_MIXED)
    if picked & DENYING and truth in (Truth.TRUE, Truth.PARTLY):
        found.append(_DENIES_TRUTH)
    if picked and picked <= SUPPLEMENTS:
        found.append(_ALONE)
    return found


def overrules(advice: Advice, chosen: Iterable[str]) -> bool:
    """Whether something was chosen that is not advised, or something that protects people left out."""
    picked, good = set(chosen), {*advice.strategies, *advice.supplements}
    first = {one for one in (S.INSTRUCT, S.ADJUST) if one in advice.strategies}
    makes_good = {one for one in (S.APOLOGISE, S.COMPENSATE) if one in advice.strategies}
    return bool(picked - good) or bool((first | makes_good) - picked)


class Paracrisis(NamedTuple):
    """A public accusation online (Coombs and Holladay 2012): what may be done, and when it is fitting."""

    title: Promise
    when: Promise


PARACRISIS = (
    Paracrisis(_("Refute"), _("The accusation is not true, and we can show it.")),
    Paracrisis(_("Reform"), _("It is fair, or many whom we serve share it.")),
    Paracrisis(_("Leave it"), _("Nobody is harmed and few listen: an answer would spread it.")),
)

_UNKNOWN = _(
    "Say what you know, what you don't, and when you will say more. Neither deny nor admit yet."
)
_FALSE = _("What is said is not true: show the evidence, without attacking whoever said it.")
_ORDER = _(
    "Fact first, then that something false is about, the false claim once, why it is wrong, the fact again."
)
_NO_KIND = _(
    "Choose the kind of crisis: what is advised depends on whom people will hold responsible."
)
_LEVELS = {
    1: _("People see us as hit ourselves: inform, help, and show that we care."),
    2: _("People see an accident: explain it without making it small."),
    3: _("People see something we could have prevented: take responsibility and make good."),
}
_HISTORY = _("It happened before, so people hold us more responsible than for the first time.")
_CARE_WORDS = _(
    "Apologise for the trouble even where the blame is open; it admits nothing and people expect it."
)
_KOREAN = {
    1: _CARE_WORDS,
    2: _CARE_WORDS,
    3: _("Apology with compensation mends most; never beside a scapegoat."),
}
_PARTLY = _("Name the true part first and correct the rest briefly, afterwards.")
_CHALLENGE = _("Fair criticism: change what is criticised and say by when.")
_MIXED = _("To deny and to apologise or excuse at once convinces nobody. Choose one.")
_DENIES_TRUTH = _("It is true, at least in part: it cannot be denied.")
_ALONE = _("Praise and thanks alone are no answer. Choose something else beside them.")
