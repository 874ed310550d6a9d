"""Cues: the words by which rules read a message, as tables; one automaton finds them all in one pass.

A table row is (label, weight, words): `words` are separated by `|`, the weight is the probability
that a message with this cue alone deserves the label. ASCII words match whole words unless they end
in `*`; Korean matches anywhere. The label `-` is a shadow: it swallows the cues that lie in it
(the smoke in 배송 연기되었나요 is none).
Source: the care domain's chapter on Korean triage; weights are our own and await labelled data.
"""

import re
from collections import defaultdict
from string import ascii_letters, digits
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


Cue = tuple[int, int, Meaning]
"""A word found in a text: where it begins, where it ends, and what it means."""


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
_ASCII_WORD = frozenset(ascii_letters + digits)
_SURROGATE = re.compile("[\ud800-\udfff]")


def found_cues(form: str) -> list[Cue]:
    """The cues of a normalised text in their order; none lies inside a longer one of its family or a shadow."""
    length = len(form)
    cues = []
    for pattern, start, end in _matches(form):
        for meaning in _BY_PATTERN[pattern]:
            if meaning[4] and start and form[start - 1] in _ASCII_WORD:
                continue
            if meaning[5] and end < length and form[end] in _ASCII_WORD:
                continue
            cues.append((start, -end, meaning))
    return _outermost(cues) if cues else []


def _outermost(cues: list[Cue]) -> list[Cue]:
    """One sweep from left to right, longest first: what lies under an earlier span is dropped.

    Ends come as negative numbers, so that plain tuples sort: the longer first, a shadow (`-`) before
    what it swallows.
    """
    cues.sort()
    shadow = 0
    reached: dict[str, tuple[int, int]] = {}
    kept = []
    for start, minus_end, meaning in cues:
        end, family = -minus_end, meaning[0]
        if family == SHADOW:
            shadow = max(shadow, end)
            continue
        longest = reached.get(family)
        if longest is None or end > longest[1]:
            reached[family] = (start, end)
        elif longest != (start, end):
            continue
        if end > shadow:
            kept.append((start, end, meaning))
    return kept


def _matches(form: str) -> list[tuple[int, int, int]]:
    try:
        return _FIND(form, overlapping=True)
    except UnicodeEncodeError:  # lone surrogates: the automaton speaks UTF-8
        return _FIND(_SURROGATE.sub("\ufffd", form), overlapping=True)
