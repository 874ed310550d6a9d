"""Cues: the words by which rules read a message, as tables; one automaton finds them all in one pass.

A table row is (label, weight, words): `words` are separated by `|`, the weight is the probability
that a message with this cue alone deserves the label. ASCII words match whole words unless they end
in `*`; Korean matches anywhere, unless `^` before it bars a syllable or digit on its left, or `$`
after it on its right. The label `-` is a shadow: it swallows the cues that lie in it
(the smoke in 배송 연기되었나요 is none), but not those of the very same words.
Source: the care domain's chapter on Korean triage; weights are our own and await labelled data.
"""

from collections.abc import Iterable
from string import ascii_letters, digits

from hanjari.language.cues.disguises import (
    MAY_BE_KOREAN,
    MAY_BE_LATIN,
    hidden_korean,
    hidden_latin,
    undrawn,
)
from hanjari.language.cues.tables import BY_PATTERN, DRAWN, FIND, RUNNING, SHADOW, Meaning
from hanjari.language.normal import Forms, texts_with

__all__ = ["Cue", "Meaning", "found_cues", "found_cues_of"]

Cue = tuple[int, int, Meaning]
"""A word found in a text: where it begins, where it ends, and what it means."""

_Raw = tuple[int, int, Meaning]
"""A cue whose end is negative, so that plain tuples sort: the longer first, a shadow (`-`) before what it swallows."""

_NOTHING = Meaning("", "", 0.0, "")
_BARRED: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset(ascii_letters + digits),
    frozenset(digits).union(map(chr, range(ord("가"), ord("힣") + 1))),
    *map(frozenset, RUNNING),
)
"""What may not stand beside a word, by its edge."""


def found_cues(form: str) -> list[Cue]:
    """The cues of a normalised text in their order; none lies inside a longer one of its family or a shadow."""
    return found_cues_of(Forms(form, [0, len(form) + 1], {}, [0])).get(0, [])


def found_cues_of(forms: Forms) -> dict[int, list[Cue]]:
    """The cues of a batch by the number of their text (see `found_cues`); texts without any are left out."""
    joined, starts = forms.joined, forms.starts
    raw, drawn = _raw_cues(joined)
    for number in _texts_at(drawn, starts):
        raw += _moved(_undrawn_cues(forms[number]), starts[number])
    for number in texts_with(MAY_BE_KOREAN, joined, starts, forms.wide):
        raw += _moved(hidden_korean(forms[number]), starts[number])
    for number in texts_with(MAY_BE_LATIN, joined, starts):
        raw += _moved(hidden_latin(forms[number]), starts[number])
    return _outermost(raw, starts)


def _raw_cues(text: str) -> tuple[list[_Raw], list[int]]:
    """Every cue at its word's edges, and where a letter is drawn out."""
    length = len(text)
    raw: list[_Raw] = []
    drawn: list[int] = []
    for pattern, start, end in FIND(text):
        for left, right, meanings in BY_PATTERN[pattern]:
            if left and start and text[start - 1] in _BARRED[left]:
                continue
            if right and end < length and text[end] in _BARRED[right]:
                continue
            for meaning in meanings:
                raw.append((start, -end, meaning))  # noqa: PERF401 (a comprehension costs a frame)
            if meanings is DRAWN:
                drawn.append(start)
    return raw, drawn


def _undrawn_cues(form: str) -> list[Cue]:
    """What a form says once its drawn-out letters are written twice, or once (soooo gooood)."""
    return [
        (offsets[start], offsets[-minus_end], meaning)
        for text, offsets in undrawn(form)
        for start, minus_end, meaning in _raw_cues(text)[0]
    ]


def _moved(cues: Iterable[Cue], by: int) -> list[_Raw]:
    return [(start + by, -end - by, meaning) for start, end, meaning in cues]


def _outermost(raw: list[_Raw], starts: list[int]) -> dict[int, list[Cue]]:
    """The cues by their text, with places in it; what lies under an earlier span is dropped.

    One sweep from left to right, longest first.
    """
    raw.sort()
    found: dict[int, list[Cue]] = {}
    number, begin, beyond = -1, 0, 0
    shadow, cue = (0, 0), (0, 0, _NOTHING)
    told: list[Cue] = []
    reached: dict[str, tuple[int, int]] = {}
    for start, minus_end, meaning in raw:
        if start >= beyond:
            while start >= beyond:
                number += 1
                beyond = starts[number + 1]
            begin, told, reached = starts[number], [], {}
        place, family = (start, -minus_end), meaning[0]
        if family == SHADOW:
            if place[1] > shadow[1]:
                shadow = place
            continue
        longest = reached.get(family)
        if longest is None or place[1] > longest[1]:
            reached[family] = place
        elif longest != place or cue == (start, minus_end, meaning):
            continue
        if place[1] > shadow[1] or place == shadow:
            cue = (start, minus_end, meaning)
            if not told:
                found[number] = told
            told.append((start - begin, place[1] - begin, meaning))
    return found


def _texts_at(places: Iterable[int], starts: list[int]) -> Iterable[int]:
    number, beyond = -1, 0
    for place in places:
        if place >= beyond:
            while place >= beyond:
                number += 1
                beyond = starts[number + 1]
            yield number
