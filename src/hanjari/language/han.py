"""Han characters alone: Chinese or Japanese, by the characters that only one of them writes.

Shared words (東京, 電話) say nothing and are Chinese by prior: whoever writes Japanese writes kana within
a few words. A character's weight is its log-odds, Japanese over Chinese, where those are clear.
"""

import zlib
from functools import cache
from pathlib import Path

FIRST = 0x3000
"""Code point of the first weight."""

CLEAR, SHORT, CLEAR_SHORT = 38, 2, 64
"""Sixteenths of a nat that make a text Japanese, and a text of up to `SHORT` characters."""

_WEIGHTS = Path(__file__).parent / "weights" / "free" / "han.bin"


@cache
def han_weights() -> bytes:
    """A byte for each code point from `FIRST` on: 128 + 16 x log-odds of Japanese over Chinese."""
    return zlib.decompress(_WEIGHTS.read_bytes())


def language_of_han(text: str) -> str:
    """`ja` or `zh`; other letters in the text are not looked at."""
    weights = han_weights()
    places = [ord(char) - FIRST for char in text if "\u3000" <= char <= "\u9fff"]
    pull = sum(weights[place] for place in places) - 128 * len(places)
    written = sum(place >= 0x400 for place in places)
    return "ja" if pull > (CLEAR if written > SHORT else CLEAR_SHORT) else "zh"
