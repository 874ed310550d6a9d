"""Doubts: what speaks against a match of a detector; a number that counts something is nobody's."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Detector:
    """One kind of personal data: behind which gate, where it may stand, and whether to believe a match."""

    kind: str
    gate: str
    pattern: re.Pattern[str]
    accepts: Callable[[re.Match[str]], bool] = lambda _match: True
    group: int = 0


_COUNTED = re.compile(
    r"(?:주문|송장|운송장|배송|접수|예약|상품|제품|모델|시리얼|바코드|등록|사업자|관리|문의|티켓|일련|쿠폰|거래|승인|결제|발주|인증|고유|민원|계약|증권|청구|imei)"
    r"[가-힣]{0,3}\s?(?:번호|코드|no)?[가-힣]{0,2}\s?[:#=(\[]?\s?$"
    r"|(?:order|tracking|invoice|ticket|case|ref(?:erence)?|booking|serial|model|sku|part|id|flight|confirmation|code|transaction|parcel|awb|policy|contract|imei)"
    r"(?:\s?(?:number|no|num|id|code))?\s?(?:is|was|:|#|=|\.)?\s?#?$"
    r"|https?://\S*$|#$",
    re.IGNORECASE,
)


def before(match: re.Match[str], group: int = 0, reach: int = 30) -> str:
    """The characters before a match, no more than matter."""
    start = match.start(group)
    return match.string[max(0, start - reach) : start]


def is_not_counted(match: re.Match[str], group: int = 0) -> bool:
    """Not an order, parcel or product number, and not part of a link."""
    return _COUNTED.search(before(match, group)) is None


def digit_count(text: str) -> int:
    """How many ASCII digits a piece of folded text has."""
    return sum(char in "0123456789" for char in text)
