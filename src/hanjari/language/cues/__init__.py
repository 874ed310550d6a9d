"""Cues: the words by which rules read a message, as tables; one automaton finds them all in one pass.

A table row is (label, weight, words): `words` are separated by `|`, the weight is the probability
that a message with this cue alone deserves the label. ASCII words match whole words unless they end
in `*`; Korean matches anywhere. The label `-` is a shadow: it swallows the cues that lie in it
(the smoke in 배송 연기되었나요 is none).
Source: the care domain's chapter on Korean triage; weights are our own and await labelled data.
"""

import re
from collections import defaultdict
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from hanjari.language.cues import abuse, english, korean, sentiment, urgency

SHADOW = "-"


class Meaning(NamedTuple):
    """What a word says: `family` (intent, urgency, abuse, mood …), `name` in it, how surely; `label` is both."""

    family: str
    name: str
    weight: float
    label: str
    is_edged_left: bool = False
    is_edged_right: bool = False


class Cue(NamedTuple):
    """A word found in a text: what it means, and where it stands."""

    start: int
    end: int
    meaning: Meaning


def _compiled() -> dict[str, list[Meaning]]:
    meanings: dict[str, list[Meaning]] = defaultdict(list)
    tables = (korean.ROWS, english.ROWS, urgency.ROWS, abuse.ROWS, sentiment.ROWS)
    for label, weight, words in (row for table in tables for row in table):
        family, _, name = label.partition(":")
        for word in words.split("|"):
            bare = word.rstrip("*")
            left = bare[0].isalnum() and bare[0].isascii()
            right = word[-1].isalnum() and word[-1].isascii()
            meaning = Meaning(family, name, weight, label, left, right)
            if meaning not in meanings[bare]:
                meanings[bare].append(meaning)
    return meanings


_MEANINGS = _compiled()
_FIND = AhoCorasick(list(_MEANINGS)).find_matches_as_indexes
_BY_PATTERN = list(_MEANINGS.values())
_SURROGATE = re.compile("[\ud800-\udfff]")


def found_cues(form: str) -> list[Cue]:
    """The cues of a normalised text in their order; none lies inside a longer one of its family or a shadow."""
    cues = []
    for pattern, start, end in _matches(form):
        for meaning in _BY_PATTERN[pattern]:
            if meaning.is_edged_left and start and _is_ascii_word(form[start - 1]):
                continue
            if meaning.is_edged_right and end < len(form) and _is_ascii_word(form[end]):
                continue
            cues.append(Cue(start, end, meaning))
    return _outermost(cues)


def _outermost(cues: list[Cue]) -> list[Cue]:
    """One sweep from left to right, longest first: what lies under an earlier span is dropped."""
    cues.sort(key=_outer_first)
    reached: dict[str, tuple[int, int]] = {SHADOW: (0, 0)}
    kept = []
    for cue in cues:
        start, end, meaning = cue
        family = meaning.family
        longest = reached.get(family)
        if longest is None or end > longest[1]:
            reached[family] = (start, end)
        elif longest != (start, end):
            continue
        if family != SHADOW and end > reached[SHADOW][1]:
            kept.append(cue)
    return kept


def _outer_first(cue: Cue) -> tuple[int, int, bool]:
    return cue.start, -cue.end, cue.meaning.family != SHADOW


def _matches(form: str) -> list[tuple[int, int, int]]:
    try:
        return _FIND(form, overlapping=True)
    except UnicodeEncodeError:  # lone surrogates: the automaton speaks UTF-8
        return _FIND(_SURROGATE.sub("\ufffd", form), overlapping=True)


def _is_ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()
