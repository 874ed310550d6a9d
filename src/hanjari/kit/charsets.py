"""Bytes of unknown or wrongly declared charset to text, Korean ones above all."""

import codecs
from collections.abc import Iterable

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_WIDER = {"euc_kr": "cp949", "ks_c_5601-1987": "cp949", "ascii": "utf-8", "latin-1": "cp1252"}
"""Charsets that are declared where a wider one is meant (WHATWG Encoding Standard, "Names and labels")."""
_ONE_BYTE = ("iso8859", "cp125", "latin", "koi8", "mac")
"""Families in which every byte is a letter, so that decoding them proves nothing."""


def decode(body: bytes, *declared: str) -> str:
    """The text, by the first of: its mark, valid UTF-8, a declared charset, Korean CP949, least damage.

    A declaration is believed only when the bytes agree; a one-byte charset always agrees, so
    bytes that read as Hangul are Hangul whatever was declared. Never raises.
    """
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return body.decode(charset, errors="replace")
    names = list(dict.fromkeys(filter(None, map(_canonical, declared))))
    proving = [name for name in names if not name.startswith(_ONE_BYTE)]
    first = ["iso2022_kr"] if "iso2022_kr" in proving and b"\x1b$)C" in body[:200_000] else []
    for name in [*first, "utf-8", *proving]:
        text = _strict(body, name)
        if text is not None:
            return text
    korean = _strict(body, "cp949")
    if korean is not None and _is_hangul(korean):
        return korean
    for name in names:
        text = _strict(body, name)
        if text is not None:
            return text
    return _least_damaged(body, ["utf-8", "cp949", *names])


def _canonical(name: str) -> str:
    try:
        plain = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""
    plain = _WIDER.get(plain, "cp1252" if plain == "iso8859-1" else plain)
    return plain if codecs.lookup(plain)._is_text_encoding else ""  # noqa: SLF001 (hex, zip … are codecs too)


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, LookupError):
        return None


def _is_hangul(text: str) -> bool:
    """At least half of what is not ASCII are Hangul syllables."""
    wide = [letter for letter in text if letter > "\x7f"]
    return sum("가" <= letter <= "힣" for letter in wide) * 2 > len(wide)


def _least_damaged(body: bytes, names: Iterable[str]) -> str:
    texts = [body.decode(name, errors="replace") for name in dict.fromkeys(names)]
    return min(texts, key=lambda text: text.count("\ufffd"))
