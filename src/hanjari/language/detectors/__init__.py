"""The detectors of personal data, surest first; each a pattern on the folded text and a doubt.

The folded text has the length of the original: every written form of a digit (full-width, circled,
mathematical) is an ASCII digit, every dash a hyphen, every invisible character a full stop. Gates are
what must be in a text before the detectors behind them are worth their time.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain

from hanjari.language.automaton import automaton
from hanjari.language.detectors.contact import ADDRESSES, EMAIL, PHONES
from hanjari.language.detectors.doubts import Detector
from hanjari.language.detectors.identity import LABELS, NUMBERS, PASSPORTS, PERSONS
from hanjari.language.detectors.money import ACCOUNTS, MONEY
from hanjari.language.normal import joined_texts, texts_with, wide_texts

__all__ = ["Detector", "detectors_for", "folded", "suspected_by", "suspects"]

_BLOCKS = chain(range(0xA0, 0x3400), range(0xFF00, 0xFFF0), range(0x1D400, 0x1D800))
_FOLD = {
    code: form
    for code in _BLOCKS
    if len(form := unicodedata.normalize("NFKC", chr(code))) == 1 and form.isascii()
}
_FOLD |= dict.fromkeys(map(ord, "‐‑‒–—―−－﹣ー─·ㆍ"), "-")
_FOLD |= dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u3164"), ".")
_FOLD |= {
    code: str(digit)
    for code in chain(range(0x660, 0x66A), range(0x6F0, 0x6FA), range(0x966, 0x970))
    if (digit := unicodedata.digit(chr(code))) >= 0
}

_DIGITS = re.compile(
    r"[0-9](?:(?:[^0-9\n]{0,3}[0-9]){6}|[가-힣]\s?[0-9]{4}|(?<=[로길].)|(?<=[로길동리가]\s.)|[0-9]{0,3}동\s?[0-9]"
    r"|[0-9]{0,4}[A-Za-z]? (?:[A-Z][a-z]{1,15} ){1,3}(?=Street|St\b|Ave|Road|Rd\b|Drive|Dr\b|Lane|Ln\b|Boul|Blvd|Way|Court|Ct\b|Place|Pl\b|Terr|Square|Close|Cresc))"
).search
_WRITTEN = "\xb2\xb3\xb9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u2070-\u209f\u2460-\u24ff\u2776-\u2793\u3248-\u324f\uff10-\uff20\U0001d7ce-\U0001d7ff"
_SAID_OR_WRITTEN = re.compile(
    f"[ㅇ○〇공영빵{_WRITTEN}](?:(?<=[{_WRITTEN}])"
    r"|(?=[-.~_)/ \u200b-\u200d\u2060\ufeff\u00ad\u3164‐-―−－﹣ー─·ㆍ]{0,2}[1Il|일]))"
).search
_MAIL = re.compile(r"@(?<=[\w%+-].)\w").search
_HINTS = automaton([*LABELS, "골뱅이", "(at)", "[at]"])

_GATES = {
    "email": re.compile(r"[\w%+-]@\w").search,
    "said_email": re.compile(r"골뱅이|[(\[]at[)\]]", re.IGNORECASE).search,
    "number": re.compile(r"[0-9](?:[^0-9\n]{0,3}[0-9]){6}").search,
    "said": re.compile(r"[0Ooㅇ○〇공영빵][-.~_)/ ]{0,2}[1Il|일]").search,
    "plate": re.compile(r"[0-9][가-힣]\s?[0-9]{4}").search,
    "address": re.compile(
        r"[로길]\s?[0-9]|[동리가]\s(?:산\s?)?[0-9]|[0-9]동\s?[0-9]|[0-9][A-Za-z]? [A-Z][a-z]"
    ).search,
    "label": re.compile("|".join(map(re.escape, LABELS))).search,
}
DETECTORS: tuple[Detector, ...] = (
    *EMAIL, *NUMBERS, *MONEY, *PHONES, *PASSPORTS, *ACCOUNTS, *PERSONS, *ADDRESSES,
)  # fmt: skip
"""In order of certainty: what an earlier one has taken, a later one leaves."""


def folded(text: str) -> str:
    """The text with every written form of digits, letters and dashes as ASCII, same length."""
    return text if text.isascii() else text.translate(_FOLD)


def suspects(texts: Sequence[str]) -> set[int]:
    """The numbers of the texts in which any detector might find something: few of most batches."""
    joined, starts = joined_texts(texts)
    found = set(texts_with(_SAID_OR_WRITTEN, joined, starts, wide_texts(texts)))
    for search in (_DIGITS, _MAIL):
        found.update(texts_with(search, joined, starts))
    return found.union(bisect_right(starts, place) - 1 for _hint, place, _end in _HINTS(joined))


def detectors_for(text: str) -> tuple[str, Sequence[Detector]]:
    """The folded text and the detectors that may find something in it; mostly none."""
    return suspected_by(text) if suspects([text]) else (text, ())


def suspected_by(text: str) -> tuple[str, Sequence[Detector]]:
    """The same for a text that is a suspect already (see `suspects`)."""
    form = folded(text)
    gates = {gate for gate, opens in _GATES.items() if opens(form)}
    return form, [detector for detector in DETECTORS if detector.gate in gates] if gates else ()
