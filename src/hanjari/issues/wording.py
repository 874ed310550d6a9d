"""Wording: how two versions differ, word by word (in Korean: 어절 by 어절). Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\S+|\n")
LONGEST = 6_000
"""Words that are compared; beyond, both texts are shown whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed (`same`), went (`gone`) or came (`new`)."""

    what: str
    words: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in reading order; what went stands before what came in its place."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > LONGEST:
        return [Piece("gone", before), Piece("new", after)]
    pieces = []
    for change, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            pieces.append(Piece("same", _joined(old[a:b])))
            continue
        pieces += [Piece("gone", _joined(old[a:b]))] if b > a else []
        pieces += [Piece("new", _joined(new[c:d]))] if d > c else []
    return pieces


def _joined(words: list[str]) -> str:
    return " ".join(words).replace(" \n ", "\n").replace("\n ", "\n").replace(" \n", "\n")
