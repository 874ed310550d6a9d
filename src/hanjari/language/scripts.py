"""Language by script, one text at a time and without numpy: what its letters are decides.

Hangul speaks Korean (lone ㅋㅋㅋ too), kana Japanese, Han alone Chinese or Japanese by its characters,
Latin English; every other script has a code of its own. Addresses (@name, a@b, http://…) are
nobody's language. `languages_of` reads batches, and tells Latin languages apart.
"""

import re

from hanjari.language.han import language_of_han

READ = 2_000
"""Characters that are read: the language of a long text stands in its first pages."""

HANGUL, KANA, HAN, LATIN, OTHER = 1, 2, 3, 4, 5
"""Kinds of letters; 0 is no letter."""

KINDS: tuple[tuple[int, str], ...] = (
    (HANGUL, "\u1100\u11ff\u3131\u318e\ua960\ua97c\uac00\ud7a3\ud7b0\ud7fb\uffa1\uffdc"),
    (KANA, "\u3041\u3096\u309d\u309f\u30a1\u30fa\u30fd\u30ff\u31f0\u31ff\uff66\uff6f\uff71\uff9d"),
    (
        HAN,
        "\u3005\u3005\u3007\u3007\u3105\u312f\u3400\u4dbf\u4e00\u9fff\uf900\ufaff\U00020000\U000323af",
    ),
    (
        LATIN,
        (
            "azAZ\u00aa\u00aa\u00ba\u00ba\u00c0\u00d6\u00d8\u00f6\u00f8\u02af\u1e00\u1eff\u2c60\u2c7f"
            "\ua722\ua7ff\ufb00\ufb06\uff21\uff3a\uff41\uff5a\U0001d400\U0001d7cb"
        ),
    ),
    (
        OTHER,
        (
            "\u0370\u10ff\u1200\u1cff\u1f00\u1fff\u2c00\u2c5f\u2c80\u2dff\ua000\ua6ff\ua800\ua95f"
            "\ua980\uabff\ufb13\ufdff\ufe70\ufefc\U00010280\U00011fff\U0001e900\U0001e95f"
        ),
    ),
)
"""Each kind as pairs of first and last code point."""

_ALPHABETS = (
    ("el", "\u0370\u03ff\u1f00\u1fff"),
    ("ru", "\u0400\u052f\u1c80\u1c8a\u2de0\u2dff\ua640\ua69f"),
    ("hy", "\u0531\u058f\ufb13\ufb17"),
    ("he", "\u0591\u05f4\ufb1d\ufb4f"),
    ("ar", "\u0620\u06ff\u0750\u077f\u08a0\u08ff\ufb50\ufdff\ufe70\ufefc"),
    ("hi", "\u0900\u097f"),
    ("bn", "\u0980\u09ff"),
    ("pa", "\u0a01\u0a76"),
    ("gu", "\u0a81\u0aff"),
    ("or", "\u0b01\u0b77"),
    ("ta", "\u0b82\u0bfa"),
    ("te", "\u0c00\u0c7f"),
    ("kn", "\u0c80\u0cf3"),
    ("ml", "\u0d00\u0d7f"),
    ("si", "\u0d81\u0df4"),
    ("th", "\u0e01\u0e5b"),
    ("lo", "\u0e81\u0edf"),
    ("bo", "\u0f00\u0fda"),
    ("my", "\u1000\u109f\ua9e0\ua9fe\uaa60\uaa7f"),
    ("ka", "\u10a0\u10ff\u1c90\u1cbf\u2d00\u2d2d"),
    ("am", "\u1200\u1399\u2d80\u2dde\uab01\uab2e"),
    ("km", "\u1780\u17f9"),
    ("dv", "\u0780\u07b1"),
)
"""A script and the language that most of its writers mean; letters of another may say otherwise."""

_TELLING = {
    "ru": (
        ("sr", "[ђјљњћџЂЈЉЊЋЏ]"),
        ("mk", "[ѓќѕЃЌЅ]"),
        ("uk", "[їєґЇЄҐ]"),
        ("be", "[ўЎ]"),
        ("kk", "[әғқұһӘҒҚҰҺ]"),
        ("mn", "[өүӨҮ]"),
        ("bg", r"ъ(?![еёюя])|\b(?:на|за|от)\b.*\bсе\b|\bще\b"),
        ("uk", "[іІ]"),
    ),
    "ar": (
        ("ur", "[\u0679\u0688\u0691\u06ba\u06d2]"),
        ("ps", "[\u069a\u0681\u06bc\u0693]"),
        ("fa", "[\u067e\u0686\u0698\u06af\u06a9\u06cc]"),
    ),
    "hi": (("mr", "ळ"), ("ne", r"\b(?:छ|छन्|हुन्छ|गर्नुहोस्|भएको|तपाईं|पनि)\b")),
}
_SIGNS = {
    code: tuple((other, re.compile(sign).search) for other, sign in signs)
    for code, signs in _TELLING.items()
}


def _class(pairs: str) -> str:
    return "".join(f"{first}-{last}" for first, last in zip(pairs[::2], pairs[1::2], strict=True))


_RUNS = re.compile("|".join(f"([{_class(pairs)}]+)" for _kind, pairs in KINDS)).finditer
_BESIDE_HANGUL = re.compile(f"[{''.join(_class(pairs) for _kind, pairs in KINDS[1:])}]").search
_HANGUL_RUNS = re.compile(f"[{_class(KINDS[0][1])}]+").findall
_ADDRESS = re.compile(r"(?<![!-~])[!-~]*?(?:@|://)[!-~]*")
_PARTICLE = re.compile(
    r"[A-Za-z0-9](?:은|는|이|가|을|를|의|에|로|도|만|와|과|랑|에서|까지|부터|으로|이나|보다|입니다|이다)(?![가-힣])"
).search
_ENGLISH = re.compile(
    r"\b(?:the|is|are|was|i|i'm|my|you|your|it|this|that|to|of|and|in|for|on|with|at|so|not|have|has"
    r"|but|just|be|we|they|from|what|how|do|does|can|will|a|an)\b",
    re.IGNORECASE | re.ASCII,
).findall

FEW = 3
"""Latin letters a Hangul, kana or Han character outweighs: beyond it English may be what is spoken."""


def language_of(text: str) -> str:
    """ISO 639-1 code, or `und` when no letter speaks; any Latin text is `en`. Never fails."""
    text = text[:READ]
    if "@" in text or "://" in text:
        text = _ADDRESS.sub(" ", text)
    if text.isascii():
        return "en" if text.upper() != text.lower() else "und"
    if (hangul := _HANGUL_RUNS(text)) and not _BESIDE_HANGUL(text):
        return "ko"
    counts = [0] * (OTHER + 1)
    for run in _RUNS(text):
        counts[run.lastindex or 0] += run.end() - run.start()
    return _decided(text, counts, len(hangul))


def _decided(text: str, counts: list[int], hangul_words: int) -> str:
    _none, hangul, kana, han, latin, other = counts
    if other * 2 > latin and other > hangul + kana + han:
        return _by_alphabet(text)
    if not hangul and not kana and not han:
        return "en" if latin else "und"
    if latin > FEW * (hangul + kana + han) and _is_english(text, hangul_words):
        return "en"
    if hangul and hangul >= kana and 2 * hangul >= han:
        return "ko"
    return "ja" if is_japanese(kana, han) else language_of_han(text)


def is_japanese(kana: int, han: int) -> bool:
    """Whether the kana of a text says so: a lone の in a Chinese name does not."""
    return kana > 1 or (kana == 1 and han <= 8)


def _is_english(text: str, hangul_words: int) -> bool:
    """Two words that only running English has, at most two in Hangul, none with a Korean particle."""
    return hangul_words <= 2 and len(_ENGLISH(text)) >= 2 and not _PARTICLE(text)


def _by_alphabet(text: str) -> str:
    """The language of the alphabet that most letters of the kind `OTHER` are of."""
    letters = "".join(_ALPHABETIC(text))
    found, most = "und", 0
    while len(letters) > most:
        code, without = next((code, sub) for code, sub in _WITHOUT if not sub("", letters[0]))
        left = without("", letters)
        if len(letters) - len(left) > most:
            found, most = code, len(letters) - len(left)
        letters = left
    return next((other for other, sign in _SIGNS.get(found, ()) if sign(text)), found)


_ALPHABETIC = re.compile(f"[{_class(''.join(pairs for _code, pairs in _ALPHABETS))}]+").findall
_WITHOUT = tuple((code, re.compile(f"[{_class(pairs)}]+").sub) for code, pairs in _ALPHABETS)
