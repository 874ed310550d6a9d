"""Cues: the words by which rules read a message, as tables; one automaton finds them all in one pass.

A table row is (label, weight, words): `words` are separated by `|`, the weight is the probability
that a message with this cue alone deserves the label. ASCII words match whole words unless they end
in `*`; Korean matches anywhere. The label `-` is a shadow: it swallows shorter cues that lie in it
(환불 is in 환불해 주세요, 연기 is not smoke in 배송 연기).
Source: the care domain's chapter on Korean triage; weights are our own and await labelled data.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from hanjari.language.cues import abuse, english, korean, sentiment, urgency

Row = tuple[str, float, str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word found in a text: the label it speaks for, how surely, and where it stands."""

    label: str
    weight: float
    start: int
    end: int


def _compiled() -> dict[str, list[tuple[str, float, bool, bool]]]:
    meanings: dict[str, list[tuple[str, float, bool, bool]]] = defaultdict(list)
    for table in (korean.ROWS, english.ROWS, urgency.ROWS, abuse.ROWS, sentiment.ROWS):
        for label, weight, words in table:
            for word in words.split("|"):
                bare = word.rstrip("*")
                edges = (
                    bare[0].isalnum() and bare.isascii(),
                    word[-1].isalnum() and bare.isascii(),
                )
                if (label, weight, *edges) not in meanings[bare]:
                    meanings[bare].append((label, weight, *edges))
    return dict(meanings)


_MEANINGS = _compiled()
_WORDS = list(_MEANINGS)
_LABELS = [_MEANINGS[word] for word in _WORDS]
_FIND = AhoCorasick(_WORDS).find_matches_as_indexes
_SURROGATE = re.compile("[\ud800-\udfff]")


def found_cues(form: str) -> list[Cue]:
    """The cues of a normalised text in their order; none lies wholly inside a longer one of its family."""
    cues: list[Cue] = []
    for pattern, start, end in _matches(form):
        for label, weight, left, right in _LABELS[pattern]:
            if left and start and form[start - 1].isalnum() and form[start - 1].isascii():
                continue
            if right and end < len(form) and form[end].isalnum() and form[end].isascii():
                continue
            cues.append(Cue(label, weight, start, end))
    return _unshadowed(cues) if len(cues) > 1 else [cue for cue in cues if cue.label != "-"]


def _matches(form: str) -> list[tuple[int, int, int]]:
    try:
        return _FIND(form, overlapping=True)
    except UnicodeEncodeError:  # lone surrogates: the automaton speaks UTF-8
        return _FIND(_SURROGATE.sub("\ufffd", form), overlapping=True)


def _unshadowed(cues: list[Cue]) -> list[Cue]:
    """Drop what lies inside a longer cue of the same family, or inside a shadow."""
    families: dict[str, list[Cue]] = defaultdict(list)
    shadows = [cue for cue in cues if cue.label == "-"]
    for cue in cues:
        if cue.label != "-":
            families[cue.label.partition(":")[0]].append(cue)
    return sorted(
        (
            cue
            for family in families.values()
            for cue in family
            if not any(_holds(other, cue) for other in family)
            and not any(_holds(shadow, cue) for shadow in shadows)
        ),
        key=lambda cue: (cue.start, cue.end),
    )


def _holds(outer: Cue, inner: Cue) -> bool:
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and outer.end - outer.start > inner.end - inner.start
    )
