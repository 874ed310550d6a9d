"""Personal data: which spans of a text identify somebody, and the text with the dangerous ones masked.

Patterns follow the care domain's privacy rules (PIPA art. 24-2: resident numbers are never stored).
Six digits of resident numbers issued since 5 October 2020 are random, so the checksum must not
reject. Masks keep the length, so every offset holds in both texts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hanjari.language.detectors import Detector, detectors_for

MASKED_KINDS = frozenset({"resident", "card", "phone", "account", "passport", "licence"})
"""Kinds masked before anything is stored; e-mail, plate and address are only flagged."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of the original text, half open, and what kind of personal data it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without its dangerous personal data, and where that stood in the original."""

    text: str
    spans: tuple[Span, ...]


def personal_data(text: str) -> tuple[Span, ...]:
    """All personal data found, in order, disjoint; the surer kind wins where two overlap."""
    form, detectors = detectors_for(text)
    if not detectors:
        return ()
    taken: list[Span] = []
    for detector in detectors:
        taken += [span for span in _found(detector, form) if not _overlaps(span, taken)]
    return tuple(sorted(taken))


def mask(text: str) -> Masked:
    """The text with resident, card, phone, account, passport and licence numbers starred out.

    Same length as the original; masking again changes nothing.
    """
    if not detectors_for(text)[1]:
        return Masked(text, ())
    spans: dict[tuple[int, int], Span] = {}
    while found := [span for span in personal_data(text) if span.kind in MASKED_KINDS]:
        for span in found:
            spans.setdefault((span.start, span.end), span)
            text = text[: span.start] + _starred(text, span) + text[span.end :]
    return Masked(text, tuple(sorted(spans.values())))


def _found(detector: Detector, form: str) -> Iterator[Span]:
    for match in detector.pattern.finditer(form):
        if detector.accepts(match):
            yield Span(*match.span(detector.group), detector.kind)


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in taken)


def _starred(text: str, span: Span) -> str:
    """Letters and digits become stars, but for what a kind lets stand; signs between them stay."""
    piece = list(text[span.start : span.end])
    places = [place for place, char in enumerate(piece) if char.isalnum()]
    for place in places[slice(*_HIDDEN[span.kind](len(places)))]:
        piece[place] = "*"
    return "".join(piece)


_HIDDEN: dict[str, Callable[[int], tuple[int, int]]] = {
    "resident": lambda count: (0, count),
    "card": lambda count: (0, count - 4),
    "phone": lambda count: (3, count - 4) if count > 8 else (0, count),
    "account": lambda count: (0, count - 2),
    "passport": lambda count: (1, count),
    "licence": lambda count: (2, count),
}
"""Which of the letters and digits are hidden, by kind; the last four of a card and a phone stand."""
