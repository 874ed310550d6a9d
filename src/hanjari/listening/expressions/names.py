"""Names: the fields that may be asked for and the values they know, in English and in Korean."""

import re
from pkgutil import iter_modules

from hanjari.channels import kinds
from hanjari.language.intents import INTENTS
from hanjari.language.normal import normal
from hanjari.listening.expressions.nodes import FIELDS

CHANNELS = tuple(sorted(module.name for module in iter_modules(kinds.__path__) if module.ispkg))
"""Every kind of channel that is installed; a kind's folder is called as the kind is."""
LOOSE = ",;、，；"
"""Signs between words that are no part of them."""
MOODS = ("negative", "neutral", "positive")

_FIELD_NAMES = {
    "author": "글쓴이 작성자 계정 from by",
    "domain": "도메인 사이트 링크 주소 site link",
    "language": "언어 lang",
    "channel": "채널 매체",
    "sentiment": "감정 감성 기분 mood",
    "intent": "뜻 의도",
}
_VALUE_NAMES = {
    "language": {
        "ko": "한국어 korean 국어",
        "en": "영어 english",
        "ja": "일본어 japanese 일어",
        "zh": "중국어 chinese",
        "es": "스페인어 spanish",
        "fr": "프랑스어 french 불어",
        "de": "독일어 german",
        "vi": "베트남어 vietnamese",
        "th": "태국어 thai",
        "id": "인도네시아어 indonesian",
        "ru": "러시아어 russian",
        "pt": "포르투갈어 portuguese",
    },
    "channel": {
        "archive": "보관 자료",
        "bluesky": "블루스카이",
        "facebook": "페이스북 페북",
        "feed": "피드 rss 뉴스",
        "instagram": "인스타그램 인스타",
        "kakao": "카카오 카카오톡 카톡",
        "mail": "메일 이메일 email",
        "mastodon": "마스토돈",
        "naver": "네이버",
        "threads": "스레드 쓰레드",
        "webform": "문의 문의창 form",
        "wordpress": "워드프레스 블로그 blog",
        "x": "엑스 트위터 twitter",
        "youtube": "유튜브",
    },
    "sentiment": {"negative": "부정 부정적", "neutral": "중립", "positive": "긍정 긍정적"},
    "intent": {
        "incident": "안전 사고 safety",
        "press": "언론 기자",
        "spam": "스팸 광고",
        "rumour": "소문 루머 rumor",
        "complaint": "불만",
        "partner": "제휴",
        "idea": "제안 아이디어",
        "request": "요청",
        "question": "질문 문의",
        "abuse": "폭언 욕설",
        "praise": "칭찬",
        "chat": "잡담",
    },
}
_CODE = re.compile(r"[a-z]{2,3}").fullmatch
_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#@]*@)?(?:www\.)?(\w[\w.-]*)(?:[:/?#].*)?"
).fullmatch


def _turned(names: dict[str, str], own: tuple[str, ...] = ()) -> dict[str, str]:
    known = {also: name for name, some in names.items() for also in some.split()}
    return known | {name: name for name in own or names}


_FIELDS = _turned(_FIELD_NAMES, FIELDS)
_VALUES = {
    "language": _turned(_VALUE_NAMES["language"]),
    "channel": {
        also: name
        for also, name in _turned(_VALUE_NAMES["channel"], CHANNELS).items()
        if name in CHANNELS
    },
    "sentiment": _turned(_VALUE_NAMES["sentiment"], MOODS),
    "intent": _turned(_VALUE_NAMES["intent"], INTENTS),
}
CHOICES = {
    "language": tuple(_VALUE_NAMES["language"]),
    "channel": CHANNELS,
    "sentiment": MOODS,
    "intent": INTENTS,
}
"""The values that a form offers; a language may be any other code as well."""


def field_named(name: str) -> str | None:
    """The field that goes by this name in either language."""
    return _FIELDS.get(normal(name))


def value_named(field: str, value: str) -> str | None:
    """The value of a field as trees keep it; None where the field knows no such value."""
    form = normal(value).strip()
    if field == "author":
        return " ".join(value.split()).strip(LOOSE + " @") or None
    if field == "domain":
        host = _HOST(form)
        return host[1].strip(". ") or None if host else None
    known = _VALUES[field].get(form)
    return known or (form if field == "language" and _CODE(form) else None)
