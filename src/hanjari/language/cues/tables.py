"""The cue tables compiled: one pattern a word, what it means, and the automaton that finds them all."""

import re
from collections import defaultdict
from itertools import count
from typing import NamedTuple

from hanjari.language.automaton import automaton
from hanjari.language.cues import abuse, english, evidence, korean, sentiment, urgency

SHADOW = "-"
SCENE = 0.3
"""Below this weight a word only sets the scene (a body, a person, a device): all of its row count once."""
FREE, WORD, HANGUL, RUN = range(4)
"""An edge of a word: anything may follow; no ASCII letter or digit; no syllable and no digit;
not the same sign again: ㅋㅋㅋㅋ says once what ㅋㅋ says."""

RUNNING = "ㅋㅎㅠㅜㅡ~^;"
"""Signs that run: each has an edge of its own, RUN and its place here."""

Row = tuple[str, float, str]

_MARKED = re.compile("(\\^(?=[가-힣ㄱ-ㆎ]))?(.+?)((?<=[가-힣ㄱ-ㆎ])\\$|\\*)?").fullmatch


class Meaning(NamedTuple):
    """What a word says: `family` (intent, urgency, abuse, mood …), `name` in it, how surely; `label` is both."""

    family: str
    name: str
    weight: float
    label: str
    left: int = 0
    right: int = 0
    kind: int = 0
    """Edges: what may not stand beside the word (FREE, WORD, HANGUL, RUN). Cues of one kind count once."""


def compiled(tables: tuple[tuple[Row, ...], ...]) -> dict[str, list[Meaning]]:
    """What each word of the tables means; a word may mean several things."""
    meanings: dict[str, list[Meaning]] = defaultdict(list)
    rows = (row for table in tables for row in table)
    words_so_far = count()
    for number, (label, weight, words) in enumerate(rows):
        family, _, name = label.partition(":")
        for word in words.split("|"):
            bare, left, right = _edges(word)
            kind = number if weight < SCENE else ~next(words_so_far)
            meaning = Meaning(family, name, weight, label, left, right, kind)
            if meaning not in meanings[bare]:
                meanings[bare].append(meaning)
    return meanings


def _edges(word: str) -> tuple[str, int, int]:
    """A word without its marks, and its edges: ASCII is whole unless `*` ends it, `^` and `$` edge Korean."""
    marked = _MARKED(word)
    if marked is None:
        raise ValueError(word)
    begins, bare, ends = marked.groups()
    if bare[0] in RUNNING and len({*bare}) == 1:
        return bare, RUN + RUNNING.index(bare[0]), FREE
    left = HANGUL if begins else WORD if bare[0].isascii() and bare[0].isalnum() else FREE
    if ends:
        return bare, left, FREE if ends == "*" else HANGUL
    return bare, left, WORD if bare[-1].isascii() and bare[-1].isalnum() else FREE


def _by_edges(meanings: list[Meaning]) -> list[tuple[int, int, list[Meaning]]]:
    """The meanings of a word by the edges they want: a place is looked at once for each."""
    edges = dict.fromkeys((meaning.left, meaning.right) for meaning in meanings)
    return [
        (
            left,
            right,
            [meaning for meaning in meanings if (meaning.left, meaning.right) == (left, right)],
        )
        for left, right in edges
    ]


MEANINGS = compiled(
    (korean.ROWS, english.ROWS, urgency.ROWS, abuse.ROWS, sentiment.ROWS, evidence.ROWS)
)
DRAWN: list[Meaning] = []
"""What three of a letter mean: nothing, but the text is to be read again without the run."""
_DRAWN_OUT = [
    letter * 3 for letter in "abcdefghijklmnopqrstuvxyz아어오우으이에애야여요유ㅏㅑㅓㅕㅗㅛㅣㅐㅔ"
]

FIND = automaton([*MEANINGS, *_DRAWN_OUT])
BY_PATTERN = [*map(_by_edges, MEANINGS.values()), *[[(FREE, FREE, DRAWN)] for _ in _DRAWN_OUT]]
