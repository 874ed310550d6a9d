"""The detectors of personal data, surest first; each a pattern on the folded text and a doubt.

The folded text has the length of the original: every written form of a digit (full-width, circled,
mathematical) is an ASCII digit, every dash a hyphen, every invisible character a full stop.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

_BLOCKS = chain(range(0xA0, 0x3400), range(0xFF00, 0xFFF0), range(0x1D400, 0x1D800))
_FOLD = {
    code: form
    for code in _BLOCKS
    if len(form := unicodedata.normalize("NFKC", chr(code))) == 1 and form.isascii()
}
_FOLD |= dict.fromkeys(map(ord, "‐‑‒–—―−－﹣ー─·ㆍ"), "-")
_FOLD |= dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u3164"), ".")

_SAID = "공영빵일이삼사오육륙칠팔구"
_DIGIT = f"[0-9OoIlㅇ○〇|{_SAID}]"
_SEP = r"[-.~_)/ ]{0,2}"

_SIGN = re.compile(
    "[0-9@공영ㅇ○〇０-９①-⓿⁰-₟\u0660-\u0669\U0001d7ce-\U0001d7ff]|[oO][-. ]?[1lI]"
).search
_GATES = {
    "email": re.compile(r"[\w%+-]@\w").search,
    "number": re.compile(r"[0-9](?:[^0-9\n]{0,3}[0-9]){6}").search,
    "said": re.compile(r"[0Ooㅇ○〇공영빵][-.~_)/ ]{0,2}[1Il|일]").search,
    "plate": re.compile(r"[0-9][가-힣]\s?[0-9]{4}").search,
    "address": re.compile(r"[로길]\s?[0-9]").search,
}
"""What must be in a folded text before the detectors behind each gate are worth their time."""


@dataclass(frozen=True)
class Detector:
    """One kind of personal data: where it may stand, and whether a match is to be believed."""

    kind: str
    gate: str
    pattern: re.Pattern[str]
    accepts: Callable[[re.Match[str]], bool] = lambda _match: True
    group: int = 0


def folded(text: str) -> str:
    """The text with every written form of digits, letters and dashes as ASCII, same length."""
    return text if text.isascii() else text.translate(_FOLD)


def detectors_for(text: str) -> tuple[str, Sequence[Detector]]:
    """The folded text and the detectors that may find something in it; mostly none."""
    if not _SIGN(text):
        return text, ()
    form = folded(text)
    gates = {gate for gate, opens in _GATES.items() if opens(form)}
    return form, [detector for detector in DETECTORS if detector.gate in gates] if gates else ()


_COUNTED = re.compile(
    r"(?:주문|송장|운송장|배송|접수|예약|상품|제품|모델|시리얼|바코드|등록|사업자|관리|문의|티켓|일련|쿠폰)"
    r"[가-힣]{0,3}\s?(?:번호|코드|no)?[가-힣]{0,2}\s?[:#=(\[]?\s?$"
    r"|(?:order|tracking|invoice|ticket|case|ref(?:erence)?|booking|serial|model|sku|part|id|flight|confirmation|code)"
    r"(?:\s?(?:number|no|num|id|code))?\s?(?:is|:|#|=|\.)?\s?#?$"
    r"|https?://\S*$|#$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\s?(?:원|won|krw|usd|달러|개|회|년|만|천|명|km|kg|ml|%)", re.IGNORECASE)
_DATE = re.compile(
    r"(?:19|20)\d\d(?P<s>[-. /]?)(?:0?[1-9]|1[0-2])(?P=s)(?:0?[1-9]|[12]\d|3[01])(?!\d{3})"
)


def _before(match: re.Match[str], group: int = 0, reach: int = 30) -> str:
    start = match.start(group)
    return match.string[max(0, start - reach) : start]


def _is_not_counted(match: re.Match[str], group: int = 0) -> bool:
    """Not an order, parcel or product number, and not part of a link."""
    return _COUNTED.search(_before(match, group)) is None


def _is_resident(match: re.Match[str]) -> bool:
    """Written with a sign between, it is one whatever the words before; else no order number."""
    return not match[0].isdigit() or _is_not_counted(match)


def _is_card(match: re.Match[str]) -> bool:
    """ISO/IEC 7812: the check digit of Luhn; first digits that card networks use."""
    digits = [int(char) for char in match[0] if char.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (
        (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
        and len(set(digits)) > 1
        and _is_not_counted(match)
    )


def _is_account(match: re.Match[str]) -> bool:
    """Ten to sixteen digits near a bank's word that are no order number, price or date."""
    number = match["number"]
    count = sum(char.isdigit() for char in number)
    return (
        10 <= count <= 16
        and _is_not_counted(match, match.re.groupindex["number"])
        and not _DATE.match(number)
        and not _UNIT.match(match.string, match.end("number"))
    )


_NUMBER = r"(?P<number>\d{2,6}(?P<s>[- ]?)\d{2,6}(?P=s)\d{2,8}(?:(?P=s)\d{1,3})?)(?![\d*]|[-]\d)"
_BANK = (
    r"(?:계좌|통장|입금|송금|이체|예금주|은행|뱅크|농협|수협|신협|금고|account|acct\b|bank|iban)"
)
_NAMED = r"(?:국민|신한|우리|하나|기업|토스|카카오|제일|씨티|부산|대구|광주|전북|경남|제주|KB|NH|IBK|SC|KEB)"

DETECTORS: tuple[Detector, ...] = (
    Detector(
        "email",
        "email",
        re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"),
    ),
    Detector(
        "licence",
        "number",
        re.compile(r"(?<![\d*-])\d{2}-\d{2}-\d{6}-\d{2}(?![\d*-])"),
    ),
    Detector(
        "licence",
        "number",
        re.compile(
            r"(?:면허|licen[cs]e)[^\d\n]{0,12}(\d{2}-?\d{2}-?\d{6}-?\d{2})(?!\d)", re.IGNORECASE
        ),
        group=1,
    ),
    Detector(
        "resident",
        "number",
        re.compile(
            r"(?<![\d*])(?<![\d*]-)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-.~ ]{0,3}\d{7}(?![\d*])"
        ),
        _is_resident,
    ),
    Detector(
        "card",
        "number",
        re.compile(
            r"(?<![\d*])(?<![\d*]-)(?:[34569]\d{3}([- .]?)\d{4}\1\d{4}\1\d{4}(?:\1?\d{1,3})?"
            r"|2[2-7]\d{2}([- .]?)\d{4}\2\d{4}\2\d{4}|3[4-8]\d{2}([- .]?)\d{6}\3\d{4,5}|[4-6]\d{12})(?![\d*])"
        ),
        _is_card,
    ),
    Detector(
        "phone",
        "number",
        re.compile(
            r"(?<![\d*])(?<![\d*]-)(?:\+?82[-. )]{0,2}\(?0?\)?|0)1[016789][-. )~_/]{0,2}\d{3,4}[-. ~_/]{0,2}\d{4}(?![\d*])"
        ),
        _is_not_counted,
    ),
    Detector(
        "phone",
        "said",
        re.compile(
            rf"(?<![0-9*{_SAID}])[0Ooㅇ○〇공영빵]{_SEP}[1Il|일]{_SEP}[016789Ooㅇ공영일육륙칠팔구]"
            rf"(?:{_SEP}{_DIGIT}){{7,8}}(?![0-9*])"
        ),
        lambda match: (
            sum(char in "0123456789" + _SAID for char in match[0]) > 7 and _is_not_counted(match)
        ),
    ),
    Detector(
        "phone",
        "number",
        re.compile(
            r"(?<![\d*.-])(?:\+\d{1,3}[-. ]?(?:\(?\d{1,4}\)?[-. ]?){2,4}\d{3,4}"
            r"|(?:1[-. ])?\(?(?!8(?:00|33|44|55|66|77|88)|900)[2-9]\d{2}\)?[-. ]\d{3}[-.]\d{4})(?![\d*-])"
        ),
        lambda match: (
            8 <= sum(char.isdigit() for char in match[0]) <= 15 and _is_not_counted(match)
        ),
    ),
    Detector(
        "phone",
        "number",
        re.compile(
            r"(?:연락처|집\s?전화|제\s?번호|휴대폰|핸드폰|my (?:phone|number)|call me)[^\d\n]{0,12}"
            r"(0(?:2|[3-6]\d|70|50\d)[-. )]{0,2}\d{3,4}[-. ]?\d{4})(?![\d*])",
            re.IGNORECASE,
        ),
        group=1,
    ),
    Detector(
        "passport",
        "number",
        re.compile(r"(?<![A-Za-z0-9*])(?:[MSROD]\d{8}|[A-Z]\d{3}[A-Z]\d{4})(?![A-Za-z0-9*])"),
        _is_not_counted,
    ),
    Detector(
        "passport",
        "number",
        re.compile(
            r"(?:여권|passport)[^\d\n]{0,16}?(?<![a-z])([a-z]\d{8}|[a-z]\d{3}[a-z]\d{4})(?!\w)",
            re.IGNORECASE,
        ),
        group=1,
    ),
    Detector(
        "account",
        "number",
        re.compile(rf"{_BANK}[^\d\n*]{{0,24}}?{_NUMBER}", re.IGNORECASE),
        _is_account,
        1,
    ),
    Detector(
        "account",
        "number",
        re.compile(rf"{_NAMED}\s?:?\s?{_NUMBER}", re.IGNORECASE),
        _is_account,
        1,
    ),
    Detector(
        "account",
        "number",
        re.compile(
            rf"(?<![\d*-]){_NUMBER}(?=[^\d\n]{{0,12}}(?:은행|뱅크|농협|계좌|입금해|송금해|예금주))"
        ),
        _is_account,
        1,
    ),
    Detector("plate", "plate", re.compile(r"(?<!\d)\d{2,3}[가-힣]\s?\d{4}(?!\d)")),
    Detector(
        "address",
        "address",
        re.compile(
            r"(?:[가-힣]{1,8}(?:시|도|군|구|읍|면|동|리)\s){0,4}[가-힣\d]{1,12}(?:로|길|대로)\s?\d{1,4}(?:번길\s?\d{1,4})?(?:-\d{1,4})?(?:\s?,?\s?\d{1,4}동)?(?:\s?\d{1,5}호)?(?![\d가-힣]*(?:원|개|번호|일|월|시|분))"
        ),
    ),
)
"""In order of certainty: what an earlier one has taken, a later one leaves."""
