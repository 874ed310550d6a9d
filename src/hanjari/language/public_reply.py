"""The lint of public replies: what must not be said about a person before everybody, even if true.

Source: the care domain's privacy rules (PIPA; defamation by true facts, Criminal Act art. 307 and
Network Act art. 70): no order, account, health, whereabouts or past complaints of the person, and
no threat of a suit. `stop` findings hold the reply back, `care` findings ask to look again.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from hanjari.language.personal import MASKED_KINDS, personal_data

Weight = Literal["stop", "care"]
_SHORTEST_FACT = 3
_LONGEST = 50_000


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend: where it stands in the reply, what kind it is, how much it weighs."""

    start: int
    end: int
    kind: str
    weight: Weight
    words: str


_NUMBER = r"[A-Za-z]{0,4}[-#]?\d[\dA-Za-z-]{3,}"
_RULES: tuple[tuple[str, Weight, str], ...] = (
    (
        "order",
        "stop",
        (
            rf"(?:주문|송장|운송장|접수|예약|결제|승인|배송|계약)\s?(?:번호|코드)?\s?(?:는|은|인|이|가)?\s?[:#(\[]?\s?{_NUMBER}"
            rf"|\b(?:order|tracking|booking|invoice|case|ticket|reference|confirmation)\s?(?:number|no\.?|id|ref)?\s?(?:is|:|#)?\s?#?{_NUMBER}"
        ),
    ),
    (
        "order",
        "care",
        r"(?:주문|구매|결제)하신\s[^.!?\n]{1,30}?(?:\d[\d,]*\s?원|일에|일자)|결제\s?금액|\byou (?:ordered|bought|paid)\b[^.!?\n]{0,40}\d",
    ),
    (
        "account",
        "stop",
        (
            rf"(?:회원|고객|계정|가입자?)\s?번호\s?(?:는|은|인|이|가)?\s?[:#]?\s?{_NUMBER}|(?:아이디|ID)\s?(?:는|은|가)?\s?[:]?\s?[A-Za-z][\w.-]{{3,}}"
            rf"|\b(?:account|member(?:ship)?|customer)\s?(?:number|no\.?|id)\s?(?:is|:|#)?\s?#?{_NUMBER}|\busername\s?(?:is|:)\s?\w{{3,}}"
        ),
    ),
    (
        "health",
        "stop",
        (
            r"진단(?:서|명|을|받)|임신|유산|수술|입원|우울증|정신과|공황|질환|암\s?(?:투병|치료|환자)|복용|처방|장애인|투병|병력|지병"
            r"|\b(?:diagnos\w+|pregnan\w+|surgery|hospitali[sz]ed|depression|cancer|medication|prescription|disability|illness)\b"
        ),
    ),
    (
        "health",
        "care",
        r"병원|알레르기|두드러기|부작용|증상|치료|다치신|화상을 입으신|\b(?:hospital|allerg\w+|symptoms?|treatment|your injur\w+)\b",
    ),
    (
        "location",
        "stop",
        (
            r"(?:댁|자택|거주지|사시는 곳|계신 곳|근무지|직장)(?:은|이|인|의|\s?위치(?:는|가)?|\s?주소(?:는|가)?)\s?[가-힣\d]+(?:시|구|동|읍|면|로|길|아파트|빌라|호)"
            r"|[가-힣\d]{2,}(?:시|구|동)에\s(?:사시|거주하시|계시|근무하시)|\d{1,4}동\s?\d{1,5}호|\b(?:you live|your home is|you are staying) (?:in|at)\b"
        ),
    ),
    (
        "past",
        "stop",
        (
            r"(?:지난번|이전|예전|전|과거|작년|지난달|저번)에도?\s[^.!?\n]{0,20}(?:문의|민원|불만|항의|클레임|환불|반품|교환|취소|신고|컴플레인)[^.!?\n]{0,6}(?:하신|하셨|주신|주셨|받으|제기|넣으)"
            r"|(?:[두세네]|\d+|몇|여러)\s?(?:번째|차례)\s?(?:문의|민원|불만|클레임|환불|반품|교환)|(?:상습|블랙\s?컨슈머|블랙리스트|악성 (?:민원|고객))"
            r"|\b(?:you (?:have )?(?:complained|returned|asked for refunds?) (?:before|already|several|many)|your (?:previous|earlier|past|last) (?:complaints?|claims?|refunds?)|repeat complain\w+|blacklist\w*)\b"
        ),
    ),
    (
        "threat",
        "stop",
        (
            r"법적\s?(?:조치|대응|책임|절차|수단)|고소|고발|소송|명예\s?훼손|손해\s?배상을?\s?청구|허위\s?사실\s?유포|형사\s?(?:처벌|책임|고발)|민형사|영업\s?방해로|수사\s?의뢰"
            r"|\b(?:legal action|sue you|suing|lawsuits?|defam\w+|libel\w*|our (?:lawyers?|attorneys?|legal team)|press charges|cease and desist)\b"
        ),
    ),
)
_COMPILED = [(kind, weight, re.compile(rule, re.IGNORECASE)) for kind, weight, rule in _RULES]
_FLAGGED: dict[str, Weight] = {"address": "stop", "plate": "stop", "email": "care"}


def public_reply_findings(
    text: str, known: Mapping[str, str] | None = None, ours: Collection[str] = ()
) -> tuple[Finding, ...]:
    """What must not go out in public, in the order of the text; empty when the reply is clean.

    `known` maps what we know of the person (order number, real name, address …) to its kind and is
    found in any spelling of hyphens and spaces. `ours` are addresses and numbers of our own, which
    may be named.
    """
    text = text[:_LONGEST]
    allowed = [span for words in ours for span in _places(text, words)]
    found = [
        finding
        for finding in sorted(_all(text, known or {}))
        if not any(start <= finding.start and finding.end <= end for start, end in allowed)
    ]
    return tuple(
        finding for place, finding in enumerate(found) if not _is_told(finding, found[:place])
    )


def _all(text: str, known: Mapping[str, str]) -> Iterator[Finding]:
    for words, kind in known.items():
        for start, end in _places(text, words):
            yield Finding(start, end, kind, "stop", text[start:end])
    for span in personal_data(text):
        weight = "stop" if span.kind in MASKED_KINDS else _FLAGGED[span.kind]
        yield Finding(span.start, span.end, span.kind, weight, text[span.start : span.end])
    for kind, weight, rule in _COMPILED:
        for match in rule.finditer(text):
            yield Finding(*match.span(), kind, weight, match[0])


def _places(text: str, words: str) -> list[tuple[int, int]]:
    signs = [re.escape(char) for char in words if char.isalnum() or char in "@."]
    if len(signs) < _SHORTEST_FACT:
        return []
    return [match.span() for match in re.finditer(r"[-\s]?".join(signs), text, re.IGNORECASE)]


def _is_told(finding: Finding, earlier: list[Finding]) -> bool:
    """Whether an earlier finding of no smaller weight already covers this place."""
    return any(
        finding.start < other.end and (other.weight == "stop" or finding.weight == "care")
        for other in earlier
    )
