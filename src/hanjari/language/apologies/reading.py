"""Reading an apology sentence by sentence with one tongue's patterns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from re import Pattern

from hanjari.language.apologies.findings import (
    CAP,
    CAPPING,
    WEIGHTS,
    Apology,
    Check,
    Element,
    Fault,
    Flaw,
    Found,
    Place,
)

_SENTENCE = re.compile(r"[^.!?…\n。？！]+(?:(?<=\d)[.](?=\d)[^.!?…\n。？！]+)*[.!?…。？！]*")
_LONGEST = 500
"""Characters of a sentence; longer ones are read in pieces, so that no pattern runs away."""


@dataclass(frozen=True)
class Signs:
    """Of one element: what shows it wholly, what shows it by half, what must stand in the sentence too."""

    whole: Pattern[str]
    half: Pattern[str]
    beside: tuple[Pattern[str], ...] = ()
    """A whole sign beside none of these counts by half."""
    unless: Pattern[str] | None = None
    """A sentence with this shows nothing."""


@dataclass(frozen=True)
class Tongue:
    """Everything that is said differently in another language."""

    signs: Mapping[Element, Signs]
    faults: Mapping[Fault, Pattern[str]]
    denied: Pattern[str]
    """After a fault's words, in the same clause: they are named in order to be refused."""
    admitted_anyway: frozenset[Fault]
    """Faults that no refusal takes away."""
    needs_apology: frozenset[Fault]
    """Faults only where the same sentence apologises."""
    apology: Pattern[str]
    present: Pattern[str]
    victims: Pattern[str]
    date: Pattern[str]
    remedy: Pattern[str]
    signer: Pattern[str]
    contact: Pattern[str]
    agent: Pattern[str]
    passive: Pattern[str]
    figure: Pattern[str]


def sentences(text: str) -> list[Place]:
    """The text's sentences with their places; a point inside a number ends none, and none is endless."""
    return [
        Place(
            begin,
            min(begin + _LONGEST, match.end()),
            text[begin : min(begin + _LONGEST, match.end())],
        )
        for match in _SENTENCE.finditer(text)
        for begin in range(match.start(), match.end(), _LONGEST)
    ]


def read(text: str, tongue: Tongue) -> Apology:
    """Score one apology: E = Σ weight · degree, at most .4 where it is conditional or blames another."""
    said = sentences(text)
    checks = _checks(text, said, tongue)
    flaws = _flaws(text, said, tongue, has_victims=checks[Check.VICTIMS])
    conditional = [flaw.place for flaw in flaws if flaw.fault == Fault.CONDITIONAL]
    elements = tuple(_found(element, said, tongue, conditional) for element in WEIGHTS)
    score = sum(WEIGHTS[found.element] * found.degree for found in elements)
    is_capped = any(flaw.fault in CAPPING for flaw in flaws)
    capped = min(score, CAP) if is_capped else score
    return Apology(elements, flaws, checks, round(capped, 3), is_capped)


def _found(
    element: Element, said: Sequence[Place], tongue: Tongue, conditional: Sequence[Place]
) -> Found:
    signs, degree, places = tongue.signs[element], 0.0, []
    for sentence in said:
        if signs.unless and signs.unless.search(sentence.words):
            continue
        here, place = _degree(sentence, signs)
        if element == Element.REGRET and any(_inside(one, sentence) for one in conditional):
            here = min(here, 0.5)
        if place:
            places.append(place)
            degree = max(degree, here)
    return Found(element, degree, tuple(places))


def _degree(sentence: Place, signs: Signs) -> tuple[float, Place | None]:
    whole = signs.whole.search(sentence.words)
    if whole:
        is_beside = all(one.search(sentence.words) for one in signs.beside)
        return (1.0 if is_beside else 0.5), _placed(sentence, whole)
    half = signs.half.search(sentence.words)
    return (0.5, _placed(sentence, half)) if half else (0.0, None)


def _flaws(
    text: str, said: Sequence[Place], tongue: Tongue, *, has_victims: bool
) -> tuple[Flaw, ...]:
    found = []
    has_agent = bool(tongue.agent.search(text))
    for sentence in said:
        for fault, pattern in tongue.faults.items():
            if fault in tongue.needs_apology and not tongue.apology.search(sentence.words):
                continue
            if fault == Fault.CONCERN and has_victims:
                continue
            found += [
                Flaw(fault, _placed(sentence, match))
                for match in pattern.finditer(sentence.words)
                if fault in tongue.admitted_anyway or not _is_denied(sentence, match, tongue)
            ]
        passive = tongue.passive.search(sentence.words)
        if passive and not has_agent:
            found.append(Flaw(Fault.PASSIVE, _placed(sentence, passive)))
    return tuple(sorted(found, key=lambda flaw: (flaw.place.start, flaw.place.end)))


def _is_denied(sentence: Place, match: re.Match[str], tongue: Tongue) -> bool:
    return bool(tongue.denied.match(sentence.words, match.end()))


def _checks(text: str, said: Sequence[Place], tongue: Tongue) -> dict[Check, bool]:
    figures = {match[0] for match in tongue.figure.finditer(text)}
    bare = any(tongue.passive.search(sentence.words) for sentence in said)
    has_agent = bool(tongue.agent.search(text))
    return {
        Check.VICTIMS: bool(tongue.victims.search(text)),
        Check.DATE: bool(tongue.date.search(text)),
        Check.REMEDY: bool(tongue.remedy.search(text)),
        Check.SIGNER: bool(tongue.signer.search(text)),
        Check.CONTACT: bool(tongue.contact.search(text)),
        Check.PRESENT: bool(tongue.present.search(text)),
        Check.AGENT: has_agent or (bool(text.strip()) and not bare),
        Check.SPECIFIC: len(figures) >= 2,
    }


def _placed(sentence: Place, match: re.Match[str]) -> Place:
    return Place(sentence.start + match.start(), sentence.start + match.end(), match[0])


def _inside(one: Place, sentence: Place) -> bool:
    return sentence.start <= one.start < sentence.end
