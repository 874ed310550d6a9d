"""Promises: a time that a reply of ours commits to, so that it can become a clock of its own.

A promise is a time and, in the same sentence, words by which we bind ourselves. A question, the
past, opening hours, and what we ask of the other side are no promises. Where several times are
promised, the first one said counts.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hanjari.language.promises import english, korean
from hanjari.language.promises.moments import Said

_SENTENCE = re.compile(
    r"[^.!?…\n。？！]+(?:(?<=\d)[.](?=\d)[^.!?…\n。？！]+|(?<=[ap])\.m\.?[^.!?…\n。？！]*)*[.!?…。？！]*",
    re.IGNORECASE,
)
_HANGUL = re.compile("[가-힣]").search
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Promise:
    """When it is due (aware, in the reader's zone), and the words that said so, with their place."""

    due_at: datetime
    words: str
    start: int
    end: int


def sentences_of(text: str) -> list[tuple[int, str]]:
    """The sentences of a text with where each begins; a point inside a number ends none."""
    return [(found.start(), found[0]) for found in _SENTENCE.finditer(text[:_LONGEST])]


def promised_time(text: str, now: datetime, zone: ZoneInfo | str) -> Promise | None:
    """The first promise of a time in a reply written at `now`; None when it promises none.

    A day without an hour is due at its end, 오전 중 at noon, "end of business" at six.
    """
    here = now.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
    for begin, sentence in sentences_of(text):
        said = _said(sentence, here)
        if said:
            start, end = begin + said.start, begin + said.end
            return Promise(said.due_at, text[start:end], start, end)
    return None


def _said(sentence: str, here: datetime) -> Said | None:
    if sentence.rstrip().endswith(("?", "？")):
        return None
    times, binds = _language(sentence)
    for said in times(sentence, here):
        if said.due_at > here and binds(sentence, said):
            return said
    return None


def _language(
    sentence: str,
) -> tuple[Callable[[str, datetime], list[Said]], Callable[[str, Said], bool]]:
    if _HANGUL(sentence):
        return korean.times, korean.binds
    return english.times, english.binds
