"""Detectors of money: card and account numbers."""

import re

from hanjari.language.detectors.doubts import Detector, digit_count, is_not_counted

_UNIT = re.compile(r"\s?(?:원|won|krw|usd|달러|개|회|년|만|천|명|km|kg|ml|%)", re.IGNORECASE)
_DATE = re.compile(
    r"(?:19|20)\d\d(?P<s>[-. /]?)(?:0?[1-9]|1[0-2])(?P=s)(?:0?[1-9]|[12]\d|3[01])(?!\d{3})"
)


def _is_card(match: re.Match[str]) -> bool:
    """ISO/IEC 7812: the check digit of Luhn; first digits that card networks use."""
    digits = [int(char) for char in match[0] if char.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (
        (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
        and len(set(digits)) > 1
        and is_not_counted(match)
    )


def _is_account(match: re.Match[str]) -> bool:
    """Ten to sixteen digits near a bank's word that are no order number, price or date."""
    number = match["number"]
    return (
        10 <= digit_count(number) <= 16
        and is_not_counted(match, match.re.groupindex["number"])
        and not _DATE.match(number)
        and not _UNIT.match(match.string, match.end("number"))
    )


def _is_iban(match: re.Match[str]) -> bool:
    """ISO 13616: country and check digits moved to the end, letters as 10 to 35, remainder 1 by 97."""
    plain = match[0].replace(" ", "").upper()
    turned = plain[4:] + plain[:4]
    return 15 <= len(plain) <= 34 and int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


_NUMBER = r"(?P<number>\d{2,6}(?P<s>[- ]?)\d{2,6}(?P=s)\d{2,8}(?:(?P=s)\d{1,3})?)(?![\d*]|[-]\d)"
_BANK = (
    r"(?:계좌|통장|입금|송금|이체|예금주|은행|뱅크|농협|수협|신협|금고|account|acct\b|bank|iban)"
)
_NAMED = r"(?:국민|신한|우리|하나|기업|토스|카카오|카뱅|케이|제일|씨티|부산|대구|광주|전북|경남|제주|우체국|KB|NH|IBK|SC|KEB)"

MONEY: tuple[Detector, ...] = (
    Detector(
        "account",
        "number",
        re.compile(
            r"(?<![A-Za-z0-9])[A-Z]{2}\d{2} ?(?:[A-Z0-9]{4} ?){2,7}[A-Z0-9]{1,4}(?![A-Za-z0-9])"
        ),
        _is_iban,
    ),
    Detector(
        "card",
        "number",
        re.compile(
            r"(?<![\d*])(?<![\d*]-)(?:[34569]\d{3}([- .]?)\d{4}\1\d{4}\1\d{4}(?:\1?\d{1,3})?"
            r"|2[2-7]\d{2}([- .]?)\d{4}\2\d{4}\2\d{4}|3[04-8]\d{2}([- .]?)\d{6}\3\d{4,5}|[4-6]\d{12})(?![\d*])"
        ),
        _is_card,
    ),
)
ACCOUNTS: tuple[Detector, ...] = (
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
        re.compile(
            r"(?:account|acct)\.?(?:\s(?:number|no\.?))?(?:\sis)?\s?[:#]?\s?(\d{8})(?![\d*-])",
            re.IGNORECASE,
        ),
        group=1,
    ),
    Detector(
        "account",
        "number",
        re.compile(r"sort\scode\D{0,5}(\d{2}-\d{2}-\d{2})(?![\d*-])", re.IGNORECASE),
        group=1,
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
)
