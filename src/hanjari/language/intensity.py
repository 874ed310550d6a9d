"""Intensity: how loud a text is, by its longest runs; what it says is read without them.

ㅋ alone is cold, ㅋㅋ mild, three and more are fun or scorn; a run of ! or ㅠ tells strength, not
direction (care domain, Korean triage).
"""

import re
from typing import NamedTuple

_RUNS = re.compile(r"([ㄱ-ㆎ!?~.…^;a-z가-힣])\1+", re.IGNORECASE)
_KINDS = {
    **dict.fromkeys("ㅋㅎ", "laughter"),
    **dict.fromkeys("ㅠㅜ", "tears"),
    "!": "exclamation",
    "?": "question",
    **dict.fromkeys(".…", "trailing"),
    **dict.fromkeys("~^;", "smirk"),
}
_LETTERS_DRAWN = 3


class Intensity(NamedTuple):
    """The length of the longest run of each kind, 0 for none; letters count as drawn out from three."""

    laughter: int = 0
    tears: int = 0
    exclamation: int = 0
    question: int = 0
    trailing: int = 0
    smirk: int = 0
    drawn: int = 0


def intensity(text: str) -> Intensity:
    """The runs of a text as it was typed: 감사합니다!!! ㅋㅋㅋㅋ has exclamation 3, laughter 4."""
    longest = dict.fromkeys(Intensity._fields, 0)
    for sign, kind in _KINDS.items():
        if sign in text:
            longest[kind] = 1
    for run in _RUNS.finditer(text):
        length = run.end() - run.start()
        kind = _KINDS.get(run[1], "drawn")
        if kind != "drawn" or length >= _LETTERS_DRAWN:
            longest[kind] = max(longest[kind], length)
    return Intensity(**longest)
