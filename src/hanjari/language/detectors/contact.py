"""Detectors of contact: e-mail, telephone and postal address."""

import re

from hanjari.language.detectors.doubts import Detector, digit_count, is_not_counted

SAID = "공영빵일이삼사오육륙칠팔구"
"""Digits as they are said, with the two words for zero and the slang one."""

_DIGIT = f"[0-9OoIlㅇ○〇|{SAID}]"
_SEP = r"[-.~_)/ ]{0,2}"
_ANCIENT = (
    r"(?:바로|새로|서로|별로|따로|그대로|제대로|스스로|실제로|이대로|절대로|홀로|진짜로|함부로)"
)
_PLACE = (
    r"(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|충청|전라|경상)[가-힣]{0,6}"
    r"|(?!다시|혹시|역시|즉시|잠시|반드시|또다시|임시|몇\s?시|누구|친구|가구|배구|축구|야구|입구|출구)[가-힣]{1,6}(?:시|군|구))"
)
_HOME = r"(?:,?\s?(?:[가-힣A-Za-z]{1,12}\s)?\d{1,4}동)?(?:,?\s?\d{1,5}호)?"
_ROAD = rf"(?!{_ANCIENT})[가-힣]{{1,10}}\d{{0,3}}(?:(?<!으)로|길)\s?(?:\d{{1,4}}번?[가나다]?길\s?)?\d{{1,4}}(?:-\d{{1,4}})?"
_NO_COUNT = r"(?![\d]|\s?(?:원|개|번(?!지|길)|일|월|시간|분|회|명|차|만|천|년|배))"
_STREET = r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Terrace|Square|Close|Crescent)"

EMAIL: tuple[Detector, ...] = (
    Detector(
        "email",
        "email",
        re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"),
    ),
    Detector(
        "email",
        "said_email",
        re.compile(
            r"[A-Za-z0-9._%+-]{2,64}\s?(?:\(at\)|\[at\]|골뱅이)\s?[A-Za-z0-9-]{1,63}"
            r"(?:\s?(?:\.|\(dot\)|\[dot\]|닷|점)\s?[A-Za-z]{2,20}){1,3}",
            re.IGNORECASE,
        ),
    ),
)
PHONES: tuple[Detector, ...] = (
    Detector(
        "phone",
        "number",
        re.compile(
            r"(?<![\d*])(?<![\d*]-)(?:\+?82[-. )]{0,2}\(?0?\)?|\(?0)1[016789](?: - |[-. )~_/]{0,2})\d{3,4}(?: - |[-. ~_/]{0,2})\d{4}(?![\d*])"
        ),
        is_not_counted,
    ),
    Detector(
        "phone",
        "said",
        re.compile(
            rf"(?<![0-9*{SAID}])[0Ooㅇ○〇공영빵]{_SEP}[1Il|일]{_SEP}[016789Ooㅇ공영일육륙칠팔구]"
            rf"(?:{_SEP}{_DIGIT}){{7,8}}(?![0-9*])"
        ),
        lambda match: (
            sum(char in "0123456789" + SAID for char in match[0]) > 7 and is_not_counted(match)
        ),
    ),
    Detector(
        "phone",
        "number",
        re.compile(
            r"(?<![\d*.-])(?:\+\d{1,3}[-. ]?(?:\(?\d{1,4}\)?[-. ]?){2,4}\d{3,4}"
            r"|(?:1[-. ])?\(?(?!8(?:00|33|44|55|66|77|88)|900)[2-9]\d{2}\)?[-. ]\d{3}[-.]\d{4})(?![\d*-])"
        ),
        lambda match: 8 <= digit_count(match[0]) <= 15 and is_not_counted(match),
    ),
    Detector(
        "phone",
        "number",
        re.compile(
            r"(?<![\d*.-])\(?0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50\d)(?:[-.]|\)\s?|\s)\d{3,4}[-. ]\d{4}(?![\d*-])"
        ),
        is_not_counted,
    ),
    Detector(
        "phone",
        "number",
        re.compile(
            r"(?:연락처|집\s?전화|제\s?번호|휴대폰|핸드폰|my (?:phone|number|mobile|cell)|call me)[^\d\n]{0,12}"
            r"(0\d{1,4}[-. )]{0,2}\d{3,4}[-. ]?\d{3,4})(?![\d*])",
            re.IGNORECASE,
        ),
        group=1,
    ),
)
ADDRESSES: tuple[Detector, ...] = (
    Detector(
        "address",
        "address",
        re.compile(
            rf"(?<![가-힣])(?:{_PLACE}\s){{1,4}}(?:[가-힣]{{1,6}}(?:읍|면)\s)?{_ROAD}{_NO_COUNT}{_HOME}"
        ),
    ),
    Detector(
        "address",
        "address",
        re.compile(
            rf"(?:주소[가-힣]{{0,2}}\s?:?\s{{0,2}}{_ROAD}{_NO_COUNT}{_HOME})|(?<![가-힣]){_ROAD},?\s(?:[가-힣]{{1,12}}\s)?\d{{1,4}}(?:동\s?\d{{1,4}})?호"
        ),
    ),
    Detector(
        "address",
        "address",
        re.compile(
            rf"(?<![가-힣])(?:{_PLACE}\s){{1,3}}(?:[가-힣]{{1,6}}(?:읍|면)\s)?[가-힣]{{1,6}}\d?(?:동|리|가)\s(?:산\s?)?\d{{1,4}}(?:-\d{{1,4}})?(?:번지)?{_NO_COUNT}{_HOME}"
        ),
    ),
    Detector(
        "address",
        "address",
        re.compile(
            r"(?:[가-힣A-Za-z0-9]{2,12}(?:아파트|빌라|오피스텔|맨션|타운|APT|apt)\s?)\d{1,4}동(?:\s?\d{1,4}호)?|(?<![\d가-힣])\d{1,4}동\s?\d{1,4}호"
        ),
    ),
    Detector(
        "address",
        "address",
        re.compile(
            rf"(?<![\d,.$£€])\d{{1,5}}[A-Za-z]?\s(?:[A-Z][a-z]{{1,15}}\s){{1,3}}{_STREET}\b(?:,?\s(?:[A-Z][a-z]{{1,15}},?\s){{0,3}}"
            r"(?:[A-Z]{2}\s\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}))?"
        ),
    ),
)
