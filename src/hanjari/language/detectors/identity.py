"""Detectors of identity: resident, licence and passport numbers, plates, birth dates and labelled names."""

import re

from hanjari.language.detectors.doubts import Detector, is_not_counted

_REGIONS = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
_PLATE = (
    "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주아바사자배하허호육공해국합"
)
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현"
    "함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어경은편용"
)


def _is_resident(match: re.Match[str]) -> bool:
    """Written with a sign between, it is one whatever the words before; else no order number."""
    return not match[0].isdigit() or is_not_counted(match)


NUMBERS: tuple[Detector, ...] = (
    Detector(
        "licence",
        "number",
        re.compile(
            rf"(?<![\d*-])\d{{2}}-\d{{2}}-\d{{6}}-\d{{2}}(?![\d*-])|(?:{_REGIONS})\s?\d{{2}}-\d{{6}}-\d{{2}}(?![\d*-])"
        ),
    ),
    Detector(
        "licence",
        "number",
        re.compile(
            r"(?:면허|licen[cs]e)[^\d\n]{0,12}(\d{2}[- ]?\d{2}[- ]?\d{6}[- ]?\d{2})(?!\d)",
            re.IGNORECASE,
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
        "resident",
        "number",
        re.compile(r"(?:ssn|social security)\D{0,16}(\d{3}-?\d{2}-?\d{4})(?![\d*])", re.IGNORECASE),
        group=1,
    ),
)
PASSPORTS: tuple[Detector, ...] = (
    Detector(
        "passport",
        "number",
        re.compile(r"(?<![A-Za-z0-9*])(?:[MSROD]\d{8}|[A-Z]\d{3}[A-Z]\d{4})(?![A-Za-z0-9*])"),
        is_not_counted,
    ),
    Detector(
        "passport",
        "number",
        re.compile(
            r"(?:여권|passport)[^\d\n]{0,16}?(?<![a-z])([a-z]\d{8}|[a-z]\d{3}[a-z]\d{4}|\d{9})(?!\w)",
            re.IGNORECASE,
        ),
        group=1,
    ),
)
PERSONS: tuple[Detector, ...] = (
    Detector(
        "plate",
        "plate",
        re.compile(
            rf"(?<![\d,.-])\d{{2,3}}(?:[{_PLATE}]|(?![호주도부구수])[{_PLATE}]\s)\d{{4}}(?![\d원년개명번월호]|,\d)"
        ),
    ),
    Detector(
        "birth",
        "label",
        re.compile(
            r"(?:생년월일|생일|출생일|태어난\s?날|date of birth|birth date|d\.?o\.?b\b\.?|born on)[^\d\n]{0,8}"
            r"((?:19|20)?\d{2}[-./년 ]{1,2}\d{1,2}[-./월 ]{1,2}\d{1,2}일?|(?:19|20)?\d{6}|\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d{2})(?![\d-])",
            re.IGNORECASE,
        ),
        group=1,
    ),
    Detector(
        "name",
        "label",
        re.compile(
            r"(?:(?:예금주|수령인|수취인|받는\s?분|받는\s?사람|고객명|주문자|신청자|입금자)(?:명|이름)?\s?(?:[:=-]|은|는)?|(?:성함|이름|성명)\s?(?:[:=]|은|는))\s{0,2}"
            rf"([{_SURNAMES}][가-힣]{{2}})(?=\s|$|[,./)\d]|입니다|이고|이에요|예요|이요|님|씨|으로)"
        ),
        group=1,
    ),
    Detector(
        "name",
        "label",
        re.compile(
            r"(?:[Mm]y (?:full )?name is|\b[Nn]ame:)\s{1,2}([A-Z][a-z]{1,20}(?:\s[A-Z][a-z]{1,20}){0,2})"
        ),
        group=1,
    ),
)
LABELS = (
    "생년월일", "생일", "출생일", "태어난", "of birth", "irth date", "dob", "D.O.B", "DOB", "born on",
    "예금주", "수령인", "수취인", "받는 ", "받는분", "받는사람", "고객명", "주문자", "신청자", "입금자",
    "성함", "이름", "성명", "ame is", "ame:",
)  # fmt: skip
"""Words without which no labelled name or date stands: `birth` and `name` are read behind them alone."""
