"""Disguises: insults made to slip through word lists, and words with letters drawn out.

Signs, digits or spaces inside, initials or single jamo for syllables, figures for letters. A normal
word that only looks like one (시 발표, 3시 발 열차, 병 신고) is none.
"""

import re
import unicodedata
from collections.abc import Iterator

from hanjari.language.cues.tables import BY_PATTERN, FIND, Meaning

Hidden = tuple[int, int, Meaning]

_INSULT = Meaning("abuse", "insult", 0.9, "abuse:insult")
_PROFANITY = Meaning("abuse", "profanity", 0.4, "abuse:profanity")

_NOT_AN_HOUR = r"(?<![가-힣0-9])(?<![0-9한두세네섯홉덟곱열몇]\s)"
_INSIDE = r"[^가-힣a-z\n]"
_TAIL = r"(?=$|[^가-힣]|아[\s!.,~]|아$|[놈년럼롬것새들같]|진짜)"
_KOREAN = re.compile(
    rf"{_NOT_AN_HOUR}[시씨쉬쒸쓰씌싀]{_INSIDE}{{1,3}}[발빨팔벌바]{_TAIL}"
    r"|(?<![가-힣])[시씨쉬쓰씹병븅개지좆미][0-9!@#*^~.+;_-]{1,3}(?:발|빨|팔|벌|바(?![가-힣])|새끼|신(?![가-힣청규고경])|랄|친)"
    r"|(?<![ㄱ-ㅎ])[ㅅㅆ][^가-힣ㄱ-ㅣa-z\n]{0,3}[ㅂㅃ](?![ㄱ-ㅎ])|[ㅅㅆ][0-9!@#*^~. ]{0,2}[발팔빨]|[ㅅㅆ씨시](?<![가-힣8].)8(?![0-9시원월일분개명년])"
    r"|(?<![ㄱ-ㅎ])ㅂ[^가-힣ㄱ-ㅣa-z\n]{0,3}ㅅ(?![ㄱ-ㅎ])"
    rf"|(?<![가-힣0-9])[병븅]{_INSIDE}{{1,3}}신(?=$|[^가-힣]|[같들새년놈아])"
    rf"|(?<![가-힣0-9])(?<![0-9한두세네]\s)개{_INSIDE}{{0,2}}[새색세]{_INSIDE}{{0,2}}[끼기](?!고|기|둥)"
    rf"|(?<![가-힣])지{_INSIDE}{{1,2}}랄|(?<![가-힣0-9])1[^0-9가-힣]?8(?:\s?[놈년]아|\s?새끼|년$)"
    r"|(?<![가-힣])[좆좃줫ㅈ][^가-힣ㄱ-ㅎ]{0,2}(?:같|까|밥)"
)
_JAMO = re.compile(r"[가-힣]?(?:[ㄱ-ㅎ]\s?[ㅏ-ㅣ]\s?(?:[ㄱ-ㅎ](?!\s?[ㅏ-ㅣ])\s?)?[가-힣]?){1,6}")
_SYLLABLE = re.compile(r"([ㄱ-ㅎ])\s?([ㅏ-ㅣ])(?:\s?([ㄱ-ㅎ])(?!\s?[ㅏ-ㅣ]))?")
_LATIN = re.compile(
    r"(?<![a-z])(?P<insult>f[*@#u$!.]{1,2}(?:c?[*@#k]|ck)\w{0,3}\s(?:you|u|off)\b|b[*!@]t?[*c]?ch(?:es)?\b"
    r"|a[*$]{2}[-\s]?h[o0*]le\w?|d[*!]ck\s?heads?\b|c[*@]nts?\b)"
    r"|(?<![a-z])(?:f[*@#u$!]{1,2}[ck*@#]{1,2}(?:k|ing|in|ed|er)?(?![a-z])|sh[*@!]t\w{0,3}|cr[*@]p)"
)
MAY_BE_KOREAN = re.compile(
    r"[시씨쉬쒸쓰씌싀씹병븅개지1좆좃줫ㄱ-ㅊㅌㅍ](?:(?<=[ㅅㅆ])[^가-힣ㄱ-ㅣa-z\n]{0,3}[ㅂㅃ발팔빨8]"
    r"|(?<=ㅂ)[^가-힣ㄱ-ㅣa-z\n]{0,3}ㅅ|(?<=[ㄱ-ㅎ])\s?[ㅏ-ㅣ]|(?<=[병븅])[^가-힣\n]{1,3}신"
    r"|(?<=[시씨쉬쒸쓰씌싀씹])[^가-힣\n]{1,3}[발빨팔벌바]|(?<=[시씨])8|(?<=개)[^가-힣\n]{0,2}[새색세]"
    r"|(?<=지)[^가-힣\n]{1,2}랄|(?<=[좆좃줫ㅈ])[^ㄱ-ㅎ\n]{0,2}[같까밥]|(?<=1).?8\s?[놈년새])"
).search
MAY_BE_LATIN = re.compile(
    r"[*@#$!](?:(?<=f.)[*@#$!]{0,2}[ck*@#]|(?<=fu.)[ck]|(?<=sh.)t|(?<=b.)t?[*c]|(?<=[ad].)[$*c]|(?<=c.)nt|(?<=r.)p)"
).search
"""A quick no for nearly every text."""

_DRAWN = re.compile(r"([a-z가-힣ㅏ-ㅣ])\1{2,}")


def hidden_korean(form: str) -> Iterator[Hidden]:
    """Korean insults behind signs, spaces, figures, initials or single jamo."""
    for match in _KOREAN.finditer(form):
        yield (*match.span(), _INSULT)
    for match in _JAMO.finditer(form):
        meaning = _insult("".join(_SYLLABLE.sub(_composed, match[0]).split()))
        if meaning:
            yield (*match.span(), meaning)


def hidden_latin(form: str) -> Iterator[Hidden]:
    """English insults, and Korean ones in Latin letters, behind signs and figures."""
    for match in _LATIN.finditer(form):
        yield (*match.span(), _INSULT if match["insult"] else _PROFANITY)


def undrawn(form: str) -> Iterator[tuple[str, list[int]]]:
    """The form with letters drawn out written twice, then once; with each letter's place in the form."""
    for kept in (2, 1):
        pieces: list[str] = []
        offsets: list[int] = []
        done = 0
        for run in _DRAWN.finditer(form):
            cut = run.start() + kept
            pieces.append(form[done:cut])
            offsets += range(done, cut)
            done = run.end()
        pieces.append(form[done:])
        offsets += range(done, len(form) + 1)
        yield "".join(pieces), offsets


def _insult(word: str) -> Meaning | None:
    """The insult in a word that was written in single jamo."""
    for pattern, _start, _end in FIND(word):
        for _left, _right, meanings in BY_PATTERN[pattern]:
            for meaning in meanings:
                if meaning.family == "abuse" and meaning.weight > _PROFANITY.weight:
                    return meaning
    return None


def _composed(jamo: re.Match[str]) -> str:
    """A syllable of its jamo: initial, vowel and final by Unicode chapter 3.12."""
    initial, vowel, final = jamo.groups()
    return (
        unicodedata.normalize(
            "NFC",
            chr(0x1100 + _INITIALS.find(initial))
            + chr(0x1161 + ord(vowel) - ord("ㅏ"))
            + (chr(0x11A8 + _FINALS.find(final)) if final and final in _FINALS else ""),
        )
        if initial in _INITIALS
        else jamo[0]
    )


_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
