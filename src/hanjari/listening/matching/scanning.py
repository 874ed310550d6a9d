"""Scanning: a batch of texts as one row of numbers, and every leaf that stands in it.

The number of a letter says which of the queries' letters it is (0: none of them), what it is in an
ASCII word, and whether it is a blank, or odd: then its text is normalised as a whole. Letters that normalising makes equal have the same number.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np

from hanjari.listening.expressions.fitting import form_of
from hanjari.listening.matching.leaves import Edge, Leaves
from hanjari.listening.matching.letters import alone, blanks, folded, leaning
from hanjari.listening.matching.spots import Found, Spots, Use
from hanjari.listening.matching.table import Marks, Places, in_order
from hanjari.listening.matching.trie import DEEPEST, SIGN_BITS, Signs, Trie
from hanjari.listening.matching.words import CODES, FITTING, Words

_SIGN = np.uint32((1 << SIGN_BITS) - 1)
_ODD, _BLANK = (np.uint32(1 << bit) for bit in range(SIGN_BITS, SIGN_BITS + 2))
_CODE_AT = np.uint32(SIGN_BITS + 2)
_OPEN_EDGES = (Edge.FREE, Edge.TAG)
_PAD = "\n" * (DEEPEST + 1)
_CODE_POINTS = 0x110000


@cache
def _plain_numbers() -> Signs:
    """The numbers of all code points as far as no query has a say."""
    numbers = np.zeros(_CODE_POINTS, dtype=np.uint32)
    numbers[[*blanks()]] |= _BLANK
    for sign, code in CODES.items():
        numbers[ord(sign)] |= np.uint32(code) << _CODE_AT
    numbers[[*leaning(), *(code for code, form in folded().items() if not form)]] |= _ODD
    return numbers


@cache
def _alone() -> tuple[Places, Places]:
    """Code points that become another one, and which."""
    return np.array([*alone()]), np.array([*alone().values()])


@cache
def _several() -> tuple[Places, Places, Places]:
    """Code points that become several; these in a row; and where those of each begin."""
    forms = {code: form for code, form in folded().items() if len(form) > 1}
    lengths = np.array([*map(len, forms.values())])
    row = np.array([ord(letter) for form in forms.values() for letter in form])
    return np.array([*forms]), row, lengths.cumsum() - lengths


class Scanner:
    """Finds the spots of all leaves in many texts at once."""

    def __init__(self, leaves: Leaves) -> None:
        uses = [
            (string, edge, leaf) for string, some in leaves.spots.items() for edge, leaf in some
        ]
        words = [use for use in uses if _is_word(use)]
        others = [use for use in uses if not _is_word(use)]
        self._words, self._trie = Words([use[0] for use in words]), self._trie_of(others)
        self._word_spots, self._spots = Spots(words, FITTING), Spots(others, DEEPEST)

    def _trie_of(self, uses: Sequence[Use]) -> Trie:
        strings = [string for string, _edge, _leaf in uses]
        self._has_phrases = any(" " in string for string in strings)
        signs = self._numbered(strings)
        return Trie(
            [[signs[letter] for letter in string] for string in strings],
            [edge in _OPEN_EDGES for _string, edge, _leaf in uses],
        )

    def _numbered(self, strings: Sequence[str]) -> dict[str, int]:
        """Fill the table of letters."""
        letters = sorted({letter for string in strings for letter in string})
        signs = {letter: sign for sign, letter in enumerate(letters, 1)}
        table = self._table = _plain_numbers().copy()
        for letter, sign in signs.items():
            table[ord(letter)] |= sign
        codes, others = _alone()
        table[codes] = table[others] | (table[codes] & _ODD)
        codes, others, first = _several()
        table[codes[np.logical_or.reduceat(table[others] != 0, first)]] = _ODD
        table[[*blanks()]] |= np.uint32(signs.get(" ", 0))
        return signs

    def hits(self, texts: Sequence[str]) -> Found:
        """Every leaf of every text; what stands there twice may be told twice."""
        row, text_at = self._row(texts)
        codes = row >> _CODE_AT
        is_word = codes != 0
        places, uses = self._words.walk(codes)
        found = self._word_spots.told(places, uses, texts, text_at, is_word)
        need = np.ones(len(row), dtype=np.uint8)
        need[1:] += is_word[:-1]
        places, uses = self._trie.walk(row & _SIGN, need)
        found += self._spots.told(places, uses, texts, text_at, is_word)
        return np.concatenate([one[0] for one in found]), np.concatenate([one[1] for one in found])

    def _row(self, texts: Sequence[str]) -> tuple[Signs, Places]:
        """The numbers of all texts' letters, zeros before and behind each, and whose text is at each place."""
        row, starts = self._joined(texts)
        numbers = np.arange(len(texts))
        flags = np.bitwise_or.reduce(row)
        if flags & _ODD:
            odd = np.flatnonzero((row & _ODD) != 0)
            strange = in_order(starts.searchsorted(odd, "right") - 1)
            for number in strange.tolist():
                row[starts[number] : starts[number + 1]] = 0
            forms, more = self._joined([form_of(texts[number]) for number in strange.tolist()])
            end = starts[-1] - 1
            row = np.concatenate((row[:end], forms))
            starts = np.concatenate((starts[:-1], more + end))
            numbers = np.concatenate((numbers, strange))
        if self._has_phrases and flags & _BLANK:
            is_blank = (row & _BLANK) != 0
            is_blank[1:] &= is_blank[:-1]
            is_blank[0] = False
            row, starts = _without(row, starts, is_blank)
        text_at = np.zeros(len(row), dtype=np.int64)
        text_at[starts[0] : starts[-1]] = numbers.repeat(starts[1:] - starts[:-1])
        return row, text_at

    def _joined(self, texts: Sequence[str]) -> tuple[Signs, Places]:
        """The numbers of the texts' letters, and where each begins, and would begin; zeros at the end."""
        joined = "\n".join(("", *texts, _PAD))
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        row = self._table.take(codes)
        sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        starts = np.ones(len(texts) + 1, dtype=np.int64)
        starts[1:] += (sizes + 1).cumsum()
        row[starts - 1] = 0
        row[starts[-1] :] = 0
        return row, starts


def _is_word(use: Use) -> bool:
    return use[1] == Edge.WORD and all(sign in CODES for sign in use[0])


def _without(row: Signs, starts: Places, gone: Marks) -> tuple[Signs, Places]:
    """The row without some places; where each text begins then."""
    places = gone.nonzero()[0]
    if not len(places):
        return row, starts
    return row[~gone], starts - places.searchsorted(starts)
