"""Apologies: what an apology holds, what it lacks, and which of its words take it back. Korean and English.

Six elements, weighed after Lewicki, Polin and Lount (2016): taking responsibility counts most, asking
to be forgiven least. Gives codes and places in the text; the words for them are the caller's.
"""

from hanjari.language.apologies import english, korean
from hanjari.language.apologies.findings import (
    CAP,
    CAPPING,
    WEIGHTS,
    Apology,
    Check,
    Element,
    Fault,
    Flaw,
    Found,
    Place,
)
from hanjari.language.apologies.reading import Tongue, read

__all__ = [
    "CAP",
    "CAPPING",
    "WEIGHTS",
    "Apology",
    "Check",
    "Element",
    "Fault",
    "Flaw",
    "Found",
    "Place",
    "examine",
]

LONGEST = 20_000
"""Characters that are read; a statement of ten pages is shorter."""


def examine(text: str) -> Apology:
    """Read one apology. The tongue is Korean where a tenth of its letters are Hangul, else English."""
    text = text[:LONGEST]
    return read(text, _tongue(text))


def _tongue(text: str) -> Tongue:
    letters = sum(letter.isalpha() for letter in text)
    hangul = sum("가" <= letter <= "힣" for letter in text)
    return korean.TONGUE if hangul * 10 >= letters else english.TONGUE
