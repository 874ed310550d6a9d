"""Normalising: one written form for matching, with the way back to the original offsets.

NFKC and casefold (Unicode annex 15, standard chapter 3.13), invisible characters dropped. Single
jamo (ㅋㅋ, ㅠㅠ) stay as they were typed: NFKC would turn them into conjoining jamo that no
keyboard produces.
"""

import re
import unicodedata

CJK = "가-힣ㄱ-ㆎ一-鿿㐀-䶿ぁ-ゖァ-ヺー"
"""Character class of the scripts that are cut into bigrams."""

_PLAIN = re.compile(
    f"[\x00-\x7e{CJK}“”‘’·、。♥♡★☆\U0001f300-\U0001f64f\U0001f900-\U0001faff]*"
).fullmatch
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_OUTSIDE_JAMO = re.compile("[^ㄱ-ㆎ]+")
_LEANING = re.compile("[\u1161-\u11ff\uff9e\uff9f\uffc2-\uffdc]")


def is_plain(text: str) -> bool:
    """Whether lower case is all that normalising would do: true of nearly every message."""
    return _PLAIN(text) is not None


def normal(text: str) -> str:
    """The form in which texts, queries and cues are compared."""
    if _PLAIN(text):
        return text.lower()
    return _OUTSIDE_JAMO.sub(_folded, _INVISIBLE.sub("", text))


def mapped(text: str) -> tuple[str, list[int] | None]:
    """The normal form, and for each of its characters the original offset; None when they agree.

    The list has one entry more than the form: where the original ends.
    """
    if _PLAIN(text):
        return text.lower(), None
    pieces: list[str] = []
    offsets: list[int] = []
    for start, end in _clusters(text):
        piece = normal(text[start:end])
        pieces.append(piece)
        offsets += [start] * len(piece)
    offsets.append(len(text))
    return "".join(pieces), offsets


def original_span(offsets: list[int] | None, start: int, end: int) -> tuple[int, int]:
    """The original span of a span in the normal form (see `mapped`)."""
    if offsets is None:
        return start, end
    last = end - 1
    while end < len(offsets) - 1 and offsets[end] == offsets[last]:
        end += 1
    return offsets[start], offsets[end]


def _folded(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0]).casefold()


def _clusters(text: str) -> list[tuple[int, int]]:
    """Pieces that normalise by themselves: a character and what leans on it."""
    starts = [
        place
        for place, char in enumerate(text)
        if place == 0 or not (unicodedata.combining(char) or _LEANING.match(char))
    ]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))
