"""Counting what people see as one letter (Unicode Standard Annex 29, extended grapheme clusters).

Bluesky counts a post so (lexicon `app.bsky.feed.post`: `maxGraphemes`, `maxLength` in bytes of
UTF-8). Of the rules only Indic conjuncts (GB9c) are left out: they would count a little less.
"""

import unicodedata

LIMIT = 300
MOST_BYTES = 3000
_BYTES_EACH = MOST_BYTES // LIMIT
_ZWJ = "\u200d"
_MARKS = frozenset(
    "\u200c\u0e33\u0eb3\uff9e\uff9f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)
"""What belongs to the letter before it without being a mark by its category (Extend, SpacingMark)."""
_ARROWS = frozenset("\u2194\u2195")
_LEADING = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e")
"""What belongs to the letter after it (Prepend)."""


def measure(text: str) -> int:
    """Letters, or bytes by tens where those are more: so one number keeps both limits."""
    return max(count(text), -(-len(text.encode(errors="replace")) // _BYTES_EACH))


def count(text: str) -> int:
    """Letters as people see them."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    clusters, before, is_picture, flags = 0, "", False, 0
    for letter in text:
        kind = _kind(letter)
        flags = flags + 1 if kind == "flag" else 0
        is_joined = bool(before) and (
            _belongs(before, kind)
            or (before == "zwj" and is_picture and kind == "picture")
            or (kind == "flag" and flags % 2 == 0)
        )
        clusters += not is_joined
        if kind not in {"mark", "zwj"}:  # a picture stays one below its marks
            is_picture = kind == "picture"
        before = kind
    return clusters


_AFTER = {
    "cr": {"lf"},
    "l": {"l", "v", "lv", "lvt"},
    "v": {"v", "t"},
    "lv": {"v", "t"},
    "lvt": {"t"},
    "t": {"t"},
}
_ENDS = {"cr", "lf", "control"}


def _belongs(before: str, kind: str) -> bool:
    """Whether two kinds of letters make one (rules GB3 to GB9b)."""
    if kind in _AFTER.get(before, ()):
        return True
    if before in _ENDS or kind in _ENDS:
        return False
    return kind in {"mark", "zwj"} or before == "leading"


def _kind(letter: str) -> str:
    point = ord(letter)
    if letter in "\r\n":
        return "cr" if letter == "\r" else "lf"
    if letter == _ZWJ:
        return "zwj"
    if letter in _MARKS or 0xE0020 <= point <= 0xE007F:
        return "mark"
    if letter in _LEADING:
        return "leading"
    if 0x1F1E6 <= point <= 0x1F1FF:
        return "flag"
    return _hangul(point) or _category(letter)


def _hangul(point: int) -> str:
    if 0xAC00 <= point <= 0xD7A3:
        return "lvt" if (point - 0xAC00) % 28 else "lv"
    if 0x1100 <= point <= 0x115F or 0xA960 <= point <= 0xA97C:
        return "l"
    if 0x1160 <= point <= 0x11A7 or 0xD7B0 <= point <= 0xD7C6:
        return "v"
    return "t" if 0x11A8 <= point <= 0x11FF or 0xD7CB <= point <= 0xD7FB else ""


def _category(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in {"Mn", "Mc", "Me"}:
        return "mark"
    if category in {"Cc", "Cf", "Zl", "Zp"}:
        return "control"
    is_picture = category == "So" and (letter > "\u2000" or letter in "\u00a9\u00ae")
    return "picture" if is_picture or letter in _ARROWS else "other"
