"""Letters: what normalising makes of every code point by itself, so that whole batches need no look at each.

`language.normal` is the rule. Most of what it changes it changes sign by sign; only marks that lean
on others, and letters that become several, want the text to be normalised as a whole.
"""

import re
import unicodedata
from functools import cache

from hanjari.language.normal import normal

_LAST = 0x110000
_FOLDED_UP_TO = 0x20000
_MORE = (range(0x2F800, 0x2FA20), range(0xE0000, 0xE1000))
"""Beyond these nothing is folded or left out (Unicode 14, blocks)."""
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb\uff9e\uff9f\uffa0-\uffdc]").match


@cache
def folded() -> dict[int, str]:
    """The code points that normalising changes, and what it makes of them; '' where it leaves them out."""
    return {
        code: form
        for some in (range(_FOLDED_UP_TO), *_MORE)
        for code in some
        if (form := _form(chr(code))) != chr(code)
    }


@cache
def alone() -> dict[int, int]:
    """Of those, the code points that become another one."""
    return {code: ord(form) for code, form in folded().items() if len(form) == 1}


@cache
def leaning() -> frozenset[int]:
    """Code points that may join with what stands before them."""
    return frozenset(
        code
        for some in (range(_FOLDED_UP_TO), *_MORE)
        for code in some
        if unicodedata.category(chr(code))[0] == "M" or _JAMO(chr(code))
    )


@cache
def blanks() -> frozenset[int]:
    """Code points that part words, in normal form."""
    return frozenset(code for code in range(0x3001) if chr(code).isspace())


def _form(sign: str) -> str:
    return sign.lower() if sign.isascii() else normal(sign)
