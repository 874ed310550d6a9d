"""Bytes to words: labels are mended, wrong labels found out, nothing ever fails.

Korean mail of three decades calls one encoding by many names (KS X 1001 in EUC form and its
superset CP949), labels it as ASCII or Latin-1, or does not label it at all.
"""

import codecs
import re

_ALIASES = {
    **dict.fromkeys(
        (
            "euc-kr", "euckr", "ks_c_5601-1987", "ks_c_5601-1989", "ks_c_5601", "ksc5601",
            "ks-c-5601-1987", "ksc_5601", "korean", "x-windows-949", "windows-949", "uhc", "ms949",
            "x-euc-kr", "johab5601", "iso-ir-149", "5601",
        ),
        "cp949",
    ),
    **dict.fromkeys(("gb2312", "gb_2312-80", "x-gbk", "gbk"), "gb18030"),
    **dict.fromkeys(("x-sjis", "shift-jis", "sjis", "x-ms-cp932", "windows-31j"), "cp932"),
    **dict.fromkeys(("utf8", "utf-8mb4", "unicode-1-1-utf-8", "unicode"), "utf-8"),
    **dict.fromkeys(("ascii", "ansi_x3.4-1968", "7bit", "us", "usascii", "default"), "us-ascii"),
    "iso-8859-8-i": "iso-8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-mac-roman": "mac-roman",
}  # fmt: skip
_LATIN = {"us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "cp1252", "windows-1252", "iso-8859-15"}
_LABEL = re.compile(r"[A-Za-z0-9._:+-]{1,40}")
_TEXT_CODECS_ONLY = frozenset({"utf-16", "utf-32", "utf-7"})


def codec(label: str) -> str:
    """The name of a text codec for a charset label, or empty when nobody knows it."""
    found = _LABEL.search(label.partition("*")[0].strip().strip("\"'").lower())
    if not found:
        return ""
    name = _ALIASES.get(found.group(), found.group())
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    is_text = getattr(info, "_is_text_encoding", True)
    return name if is_text else ""


def words(body: bytes, label: str = "") -> str:
    """Decode as labelled where that is plausible, else as the bytes themselves suggest."""
    if body.startswith(codecs.BOM_UTF8):
        return body[3:].decode("utf-8", "replace")
    name = codec(label)
    if body.isascii() and name not in _TEXT_CODECS_ONLY:
        return _escaped(body, name)
    if name and name not in _LATIN:
        exact = _exact(body, name)
        if exact is not None:
            return exact
    return _likeliest(body, name)


def _escaped(body: bytes, name: str) -> str:
    """ASCII bytes may still be ISO-2022: Korean by its designation `ESC $ ) C` (RFC 1557)."""
    if b"\x1b$)C" in body:
        name = "iso2022_kr"
    elif b"\x1b$" in body:
        name = "iso2022_jp_ext"
    elif not name.startswith(("iso-2022", "iso2022", "hz")):
        return body.decode("ascii")
    return body.decode(name, "replace")


def _exact(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeError:
        return None


def _likeliest(body: bytes, name: str) -> str:
    utf8 = body.decode("utf-8", "replace")
    damage = utf8.count("�")
    whole = sum(letter > "\x7f" for letter in utf8) - damage
    if damage * 10 <= whole:  # one damaged letter in ten is damage, more is another charset
        return utf8
    if _is_korean(body):
        return body.decode("cp949", "replace")
    told = name if name not in {"", "us-ascii", "utf-8"} else "cp1252"
    return body.decode(told, "replace")


def _is_korean(body: bytes) -> bool:
    """Most high bytes pair up as common Hangul: lead B0–C8, trail A1–FE (KS X 1001 rows 16–40)."""
    high = sum(byte > 0x7F for byte in body)
    pairs = re.findall(rb"[\xb0-\xc8][\xa1-\xfe]", body)
    return high > 1 and len(pairs) * 2 >= 0.8 * high
