"""Reasons: the words behind each label, cues first, then the words a table weighed most."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from hanjari.language.cues import Cue
from hanjari.language.intents import INTENTS, SURE
from hanjari.language.normal import original_span
from hanjari.language.reading.message import Why
from hanjari.language.reading.weighing import Weighing

if TYPE_CHECKING:
    from hanjari.language.reading.sheet import Sheet

_SHOWN = frozenset({"intent", "urgency", "abuse", "mood", "care"})
_MOST = 40
"""Reasons told of one text."""
_WORDS = re.compile(r"\S+").finditer
_INTENTS = {name: f"intent:{name}" for name in INTENTS}
_WORDS_EACH = 2
"""Words told of one label that a table gave."""
_SHARE = 0.4
"""Of the strongest word's pull: a weaker word is no reason beside it."""

_Span = tuple[str, int, int]


def reasons(sheet: "Sheet", texts: Sequence[str]) -> list[tuple[Why, ...]]:
    """For each text its reasons: cues in the order they stand in it, then the tables' words."""
    weighings: dict[str, list[Weighing]] = {}
    for weighing in (one for voice in sheet.voices for one in voice.weighings):
        for label in weighing.columns:
            weighings.setdefault(label, []).append(weighing)
    found = []
    for place, text in enumerate(texts):
        spans = [*_of_cues(sheet.cues.get(place, ())), *_of_tables(sheet, place, weighings)]
        found.append(_told(text, sheet.forms.offsets.get(place), spans[:_MOST]))
    return found


def _told(text: str, offsets: list[int] | None, spans: Sequence[_Span]) -> tuple[Why, ...]:
    if offsets is None:
        return tuple([Why(label, text[start:end], start, end) for label, start, end in spans])
    told = []
    for label, start, end in spans:
        first, last = original_span(offsets, start, end)
        told.append(Why(label, text[first:last], first, last))
    return tuple(told)


def _of_cues(cues: Sequence[Cue]) -> Iterator[_Span]:
    for start, end, meaning in cues:
        if meaning.family in _SHOWN:
            yield meaning.label, start, end


def _of_tables(
    sheet: "Sheet", place: int, weighings: Mapping[str, Sequence[Weighing]]
) -> Iterator[_Span]:
    """The words that pulled most to each label which the text has got and which no cue explains."""
    labels = _labels(sheet, place)
    if labels and place in sheet.cues:
        labels.difference_update([cue[2].label for cue in sheet.cues[place]])
    words: list[tuple[int, int]] = []
    for label in sorted(labels):
        for weighing in weighings.get(label, ()):
            words = words or [word.span() for word in _WORDS(sheet.forms[place])]
            yield from _strongest(label, weighing.pulls(place, label, words))


def _labels(sheet: "Sheet", place: int) -> set[str]:
    labels = {_INTENTS[name] for name, sure in sheet.intents[place].items() if sure >= SURE}
    if (mood := sheet.sentiment[place].label) is not None:
        labels.add(f"mood:{mood}")
    return labels


def _strongest(label: str, words: Sequence[tuple[float, int, int]]) -> Iterator[_Span]:
    """The words of a text that pulled most, each with its pull."""
    weighed = sorted(words, reverse=True)[:_WORDS_EACH]
    for pull, start, end in weighed:
        if pull > 0 and pull >= weighed[0][0] * _SHARE:
            yield label, start, end
