"""Normalising: one written form for matching, with the way back to the original offsets.

NFKC and casefold (Unicode annex 15, standard chapter 3.13), invisible characters dropped. Single
jamo (ㅋㅋ, ㅠㅠ) stay as they were typed: NFKC would turn them into conjoining jamo that no
keyboard produces.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

CJK = "가-힣ㄱ-ㆎ一-鿿㐀-䶿ぁ-ゖァ-ヺー"
"""Character class of the scripts that are cut into bigrams."""

SAME = f"\x00-\x7e{CJK}“”‘’·、。♥♡★☆\U0001f300-\U0001f64f\U0001f900-\U0001faff"
"""Signs of a text for which lower case is all that normalising does (see `is_plain`)."""

_PLAIN = re.compile(f"[{SAME}]*").fullmatch
_ODD = re.compile(f"[^{SAME}]").search
_ODD_RUNS = re.compile(f"[^{SAME}]+").finditer
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_OUTSIDE_JAMO = re.compile("[^ㄱ-ㆎ]+")
_LEANING = re.compile("[\u1161-\u11ff\uff9e\uff9f\uffc2-\uffdc]")
_SEPARATOR = "\n"
_FEW = 4
_STRETCH = 512
_CLUSTER = 32
"""Marks in a row that are folded together (Unicode's stream-safe format allows 30): sorting them
takes the square of their number."""


Search = Callable[..., re.Match[str] | None]
"""A compiled pattern's `search`."""


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
    done = 0
    for run in _ODD_RUNS(text):
        odd = max(done, run.start() - 1)
        pieces.append(text[done:odd].lower())
        offsets += range(done, odd)
        for start, end in _clusters(text, odd, run.end()):
            piece = normal(text[start:end])
            pieces.append(piece)
            offsets += [start] * len(piece)
        done = run.end()
    pieces.append(text[done:].lower())
    offsets += range(done, len(text) + 1)
    return "".join(pieces), offsets


def original_span(offsets: list[int] | None, start: int, end: int) -> tuple[int, int]:
    """The original span of a span in the normal form (see `mapped`)."""
    if offsets is None:
        return start, end
    last = end - 1
    while end < len(offsets) - 1 and offsets[end] == offsets[last]:
        end += 1
    return offsets[start], offsets[end]


@dataclass(frozen=True, slots=True)
class Forms:
    """The normal forms of a batch as one string, so that one pass searches them all.

    Form i is `joined[starts[i] : starts[i + 1] - 1]`; `offsets` has the way back (see `mapped`) of
    those texts alone whose form is not place by place the text; `wide` numbers those with more than
    ASCII in them.
    """

    joined: str
    starts: list[int]
    offsets: dict[int, list[int]]
    wide: Sequence[int]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> str:
        """The form of one text."""
        return self.joined[self.starts[number] : self.starts[number + 1] - 1]


def mapped_of(texts: Sequence[str]) -> Forms:
    """The normal forms of a batch with their ways back; what `mapped` gives one by one."""
    joined, starts = joined_texts(texts)
    wide = wide_texts(texts)
    odd = list(texts_with(_ODD, joined, starts, wide))
    if not odd:
        return Forms(joined.lower(), starts, {}, wide)
    forms = [*map(str.lower, texts)]
    offsets = {}
    for number in odd:
        forms[number], way_back = mapped(texts[number])
        if way_back:
            offsets[number] = way_back
    return Forms(*joined_texts(forms), offsets, wide)


def joined_texts(texts: Sequence[str]) -> tuple[str, list[int]]:
    """The texts as one string, a line feed between two, and where each begins, and would begin."""
    lengths = accumulate(map(len, texts), lambda place, length: place + length + 1, initial=0)
    return _SEPARATOR.join(texts), list(lengths)


def wide_texts(texts: Sequence[str]) -> list[int]:
    """The numbers of the texts with more than ASCII in them."""
    return [number for number, text in enumerate(texts) if not text.isascii()]


def texts_with(
    search: Search, joined: str, starts: list[int], among: Sequence[int] | None = None
) -> Iterator[int]:
    """Which texts of a joined batch a pattern is found in, each once, in their order.

    `among` names the only texts that it could be in: where they are few, the others are not searched.
    """
    if among is not None and len(among) * _FEW < len(starts):
        for number in among:
            if search(joined, starts[number], starts[number + 1] - 1):
                yield number
        return
    found = search(joined, 0)
    while found:
        number = bisect_right(starts, found.start()) - 1
        yield number
        found = search(joined, starts[number + 1])


def _folded(match: re.Match[str]) -> str:
    piece = match[0]
    if len(piece) <= _STRETCH:
        return unicodedata.normalize("NFKC", piece).casefold()
    return "".join(
        unicodedata.normalize("NFKC", piece[start:end]).casefold()
        for start, end in _clusters(piece, 0, len(piece))
    )


def _clusters(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces that normalise by themselves: a character and what leans on it."""
    start = begin
    for place in range(begin + 1, end):
        if place - start == _CLUSTER or not _leans(text[place]):
            yield start, place
            start = place
    if begin < end:
        yield start, end


def _leans(char: str) -> bool:
    return bool(
        unicodedata.category(char)[0] == "M" or _LEANING.match(char) or _INVISIBLE.match(char)
    )
