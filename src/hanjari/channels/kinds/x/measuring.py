"""Length as X counts it (docs.x.com, Counting characters; twitter-text configuration version 3)."""

import re
import unicodedata

LIMIT = 280
_SCALE, _HEAVY, _LIGHT = 100, 200, 100
_LIGHT_RANGES = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that weigh one letter; every other weighs two (twitter-text config/v3.json)."""
URL_LENGTH = 23
"""A link becomes a t.co link (`transformedURLLength`)."""
_ENDINGS = (
    "com|net|org|info|biz|edu|gov|mil|int|app|dev|shop|store|site|online|xyz|blog|news|cloud|"
    "page|link|live|life|world|club|me|tv|co|io|ai|kr|jp|cn|us|uk|de|fr|eu|in|to|ly|gg|be|gl"
)
"""The endings by which a bare address is known; twitter-text knows all of them, we the usual ones."""
_URL = re.compile(
    r"(?<![\w@#$./-])(?:"
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+"
    rf"|(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:{_ENDINGS})(?![A-Za-z0-9-]|\.[A-Za-z0-9]))"
    r"(?::\d{1,5})?(?:[/?#][A-Za-z0-9\u00c0-\u024f\u0400-\u04ff!*';:=+,.$/%#\[\]_~&@|()?-]*"
    r"[A-Za-z0-9\u00c0-\u024f\u0400-\u04ff=_#/+)&-]|[/])?",
    re.IGNORECASE | re.ASCII,
)
_MARK = "\ufe0f"
_SKIN = "[\U0001f3fb-\U0001f3ff]"
_BASE = (
    "[\u203c\u2049\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf"
    "\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_ONE = f"{_BASE}{_MARK}?{_SKIN}?"
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"  # a flag
    f"|[0-9#*]{_MARK}?\u20e3"  # a key
    f"|[\u00a9\u00ae\u2122]{_MARK}"
    "|\U0001f3f4[\U000e0060-\U000e007f]+"  # a flag of a region
    f"|{_ONE}(?:\u200d{_ONE})*"
)


def measure(text: str) -> int:
    """Weighted letters: a link 23, an emoji 2 however it is put together, Hangul and Han 2, others 1."""
    composed = unicodedata.normalize("NFC", text)
    bare, links = _URL.subn("", composed)
    plain, emoji = _EMOJI.subn("", bare)
    weight = sum(map(_weight, plain)) + emoji * _HEAVY
    return links * URL_LENGTH + weight // _SCALE


def has_url(text: str) -> bool:
    """Whether X finds a link in it; a post with one costs more."""
    return _URL.search(text) is not None


def _weight(letter: str) -> int:
    point = ord(letter)
    return _LIGHT if any(first <= point <= last for first, last in _LIGHT_RANGES) else _HEAVY
