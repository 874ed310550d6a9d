"""Personal data: which spans of a text identify somebody, and the text with the dangerous ones masked.

Patterns follow the care domain's privacy rules (PIPA art. 24-2: resident numbers are never stored).
Six digits of resident numbers issued since 5 October 2020 are random, so the checksum must not
reject. Masks keep the length, so every offset holds in both texts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hanjari.language.detectors import Detector, detectors_for, suspected_by, suspects

MASKED_KINDS = frozenset({"resident", "card", "phone", "account", "passport", "licence"})
"""Kinds masked before anything is stored; e-mail, plate, address, birth date and name are only flagged."""

SHORTEST = 7
"""Characters without which nothing is masked: every such kind has so many digits, written or said."""


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
    return tuple(_spans(*detectors_for(text)))


def personal_data_of(texts: Sequence[str]) -> dict[int, tuple[Span, ...]]:
    """The personal data of a batch by the number of the text; texts without any are left out."""
    return {
        number: spans
        for number in suspects(texts)
        if (spans := tuple(_spans(*suspected_by(texts[number]))))
    }


def mask(text: str) -> Masked:
    """The text with resident, card, phone, account, passport and licence numbers starred out.

    Same length as the original; masking again changes nothing.
    """
    if len(text) < SHORTEST:
        return Masked(text, ())
    spans: dict[tuple[int, int], Span] = {}
    while found := [span for span in personal_data(text) if span.kind in MASKED_KINDS]:
        spans |= {
            (span.start, span.end): span for span in found if (span.start, span.end) not in spans
        }
        text = _masked(text, found)
    return Masked(text, tuple(sorted(spans.values())))


def _spans(form: str, detectors: Sequence[Detector]) -> list[Span]:
    taken = bytearray(len(form)) if detectors else bytearray()
    spans = []
    for detector in detectors:
        for match in detector.pattern.finditer(form):
            start, end = match.span(detector.group)
            if taken.find(1, start, end) < 0 and detector.accepts(match):
                taken[start:end] = b"\1" * (end - start)
                spans.append(Span(start, end, detector.kind))
    return sorted(spans)


def _masked(text: str, spans: list[Span]) -> str:
    pieces = []
    done = 0
    for span in spans:
        pieces += [text[done : span.start], _starred(text, span)]
        done = span.end
    return "".join([*pieces, text[done:]])


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
