"""Korean promises: 15시까지, 내일 오전 중, 이번 주 금요일까지, 2시간 이내, 영업일 기준 3일 안에."""

import re
from datetime import datetime, time, timedelta

from hanjari.language.promises.moments import (
    END_OF_BUSINESS,
    END_OF_DAY,
    Said,
    at,
    business_days,
    calendar_day,
    clock_on,
    coming_weekday,
    month_end,
    next_clock,
    week_end,
    weekday_from,
)

_WEEKDAYS = "월화수목금토일"
_HOURS = {
    word: number
    for number, word in enumerate(
        ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두"], 1
    )
}
_DAYS = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "열흘": 10, "보름": 15, "일주일": 7}
_HOUR = "|".join(sorted(_HOURS, key=len, reverse=True))
_WITHIN = r"(?:이내|안에|안으로|안엔|내에|내로|내\b|후에?|뒤에?)"

_LENGTH = re.compile(
    rf"(?:\d+\s?[~∼-]\s?)?(?:(?P<number>\d{{1,3}})|(?P<spoken>{_HOUR}))\s?(?P<half>시간 ?반|)(?P<unit>분|시간|일|주일?|개월|달|(?<=반))\s?(?:정도\s?)?{_WITHIN}"
    rf"|(?:하루\s?)?(?P<days>{'|'.join(_DAYS)})\s?(?:정도\s?)?{_WITHIN}"
)
_WORKING_DAYS = re.compile(
    rf"(?:(?:\d+\s?[~∼-]\s?)?(?P<a>\d{{1,2}})\s?영업일|영업일\s?(?:기준)?(?:으로)?\s?(?:\d+\s?[~∼-]\s?)?(?P<b>\d{{1,2}})\s?일?)\s?(?:정도\s?)?(?:{_WITHIN}|까지)"
)
_DAY = (
    r"(?P<day>오늘|금일|내일|명일|익일|모레|글피"
    rf"|(?P<week>이번\s?주|금주|다음\s?주|차주)(?:\s?(?P<weekday>[{_WEEKDAYS}])요일|\s?주말)?"
    r"|(?P<month>이번\s?달|이달|다음\s?달|월)\s?(?:말|안|내|중)"
    r"|(?:(?P<m>\d{1,2})\s?월\s?|(?P<next>다음\s?달)\s?)?(?P<d>\d{1,2})일|(?P<sm>\d{1,2})/(?P<sd>\d{1,2})"
    rf"|(?P<bare>[{_WEEKDAYS}])요일)(?:\s?\([{_WEEKDAYS}]\))?"
)
_PART = r"(?P<part>오전|오후|아침|점심|저녁|밤|새벽|정오|자정|퇴근)"
_CLOCK = rf"(?:(?P<hour>\d{{1,2}}|{_HOUR})\s?시(?!간)\s?(?:(?P<half>반)|(?P<minute>\d{{1,2}})\s?분)?|(?P<h>\d{{1,2}}):(?P<n>\d{{2}}))"
_POINTS = [
    re.compile(rf"(?<![\d:./-]){_DAY}\s?(?:{_PART}\s?)?(?:{_CLOCK})?"),
    re.compile(rf"{_PART}\s?(?:{_CLOCK})?"),
    re.compile(rf"(?<![\d:.])(?<!제){_CLOCK}"),
]
_TAIL = re.compile(
    r"\s?(?:중(?:에|으로)?|안(?:에|으로)|내(?:에|로)?|이?전(?:까지|에)?|까지|경(?:에|까지)?|쯤(?:에|까지)?|께|에)?(?:는|은|요)?"
)
_PARTS = {
    "오전": time(12), "오후": END_OF_BUSINESS, "아침": time(9), "점심": time(13), "저녁": time(21),
    "밤": END_OF_DAY, "새벽": time(6), "정오": time(12), "자정": END_OF_DAY, "퇴근": END_OF_BUSINESS,
}  # fmt: skip
_HALVES = {
    "오전": "am",
    "아침": "am",
    "새벽": "am",
    "오후": "pm",
    "저녁": "pm",
    "밤": "pm",
    "점심": "pm",
}

_BINDS = re.compile(
    r"겠습니|겠어요|[가-힣]게요|[가-힣]께요|예정|약속|드립니다|됩니다|될 것|기로 했|[가-힣]ㄹ게|하겠음|드림(?=\s*$)|받으실 수 있|받아보실 수 있"
)
_THEIR_ACT = re.compile(
    r"(?<!기다려 )(?<!기다려)주시면|주세요|주십시오|부탁|바랍니다|주시겠|주셔야|주실 수|하시면|으시면|셔야|해야|[하되]신다면|가능하신"
)
_PAST = re.compile(
    r"[가-힣]*(?:[았었였했됐렸셨났갔왔]습니다|[았었였했됐렸셨났갔왔]어요|[았었였했됐렸셨]는데|겠다고|겠다는|했던|드린 (?:바|것))"
)
_BEFORE = re.compile(
    r"(?:지난|저번|어제|그제|그저께|작년|지난주|매일|매주|매월|평일)\s?(?:[가-힣]요일)?\s?$"
)
_HOURS_OF_OPENING = re.compile(
    r"영업|운영|상담\s?(?:시간|가능)|점심시간|이벤트|행사|모집|할인|판매|방송|부터"
)
_FIRM = re.compile(
    r"(?:답|연락|회신|처리|안내|확인|발송|조치|해결|말씀|보내|전화|알려|공지|환불|교환|방문)[가-힣 ]{0,12}(?:겠|게요|예정|드립니다|됩니다)"
)


def times(sentence: str, here: datetime) -> list[Said]:
    """The times said in a sentence in their order."""
    found = _lengths(sentence, here)
    for pattern in _POINTS:
        for match in pattern.finditer(sentence):
            due = _point(match, here)
            if due and not _BEFORE.search(sentence[: match.start()]):
                end = _TAIL.match(sentence, match.end())
                found.append(Said(due, match.start(), end.end() if end else match.end()))
    found.sort(key=lambda said: (said.start, -said.end))
    return [
        said
        for place, said in enumerate(found)
        if not any(_inside(said, other) for other in found[:place])
    ]


def binds(sentence: str, said: Said) -> bool:
    """Whether the words around the time bind us: ours first, not theirs, not past, no opening hours."""
    rest = sentence[said.end :]
    bond = _BINDS.search(rest)
    if not bond:
        return bool(
            re.fullmatch(r"\s*(?:입니다|이에요|예요|요)?[.!~ ]*", rest)
        ) and _is_bound_before(sentence[: said.start])
    between = rest[: bond.start()]
    if (
        _THEIR_ACT.search(rest[: bond.end() + 1])
        or _PAST.search(between)
        or _PAST.match(rest[bond.start() :])
    ):
        return False
    return bool(_FIRM.search(rest)) if _HOURS_OF_OPENING.search(sentence) else True


def _is_bound_before(before: str) -> bool:
    return bool(re.search(r"겠습니다|게요|예정|약속", before)) and not _THEIR_ACT.search(before)


def _inside(said: Said, other: Said) -> bool:
    return said.start < other.end and other.start < said.end


def _lengths(sentence: str, here: datetime) -> list[Said]:
    working = [
        Said(business_days(here, int(match["a"] or match["b"])), *match.span())
        for match in _WORKING_DAYS.finditer(sentence)
    ]
    return working + [
        Said(here + _length(match), *match.span()) for match in _LENGTH.finditer(sentence)
    ]


def _length(match: re.Match[str]) -> timedelta:
    if match["days"]:
        return timedelta(days=_DAYS[match["days"]])
    number = int(match["number"]) if match["number"] else _HOURS[match["spoken"]]
    if match["half"]:
        return timedelta(hours=number, minutes=30)
    units = {"분": timedelta(minutes=1), "시간": timedelta(hours=1), "일": timedelta(days=1), "개월": timedelta(days=30), "달": timedelta(days=30)}  # fmt: skip
    return number * units.get(match["unit"], timedelta(weeks=1))


def _point(match: re.Match[str], here: datetime) -> datetime | None:
    parts = match.groupdict()
    day = _day(parts, here) if parts.get("day") else None
    if parts.get("day") and day is None:
        return None
    part = parts.get("part") or ""
    clock = parts.get("hour") or parts.get("h")
    if clock is None:
        return at(day or here, _PARTS.get(part, END_OF_DAY))
    hour = _HOURS.get(clock) or int(clock)
    minute = 30 if parts.get("half") else int(parts.get("minute") or parts.get("n") or 0)
    half = _HALVES.get(part, "")
    if day:
        return clock_on(day, hour, minute, half)
    return next_clock(here, hour, minute, half)


def _day(parts: dict[str, str | None], here: datetime) -> datetime | None:
    word = re.sub(r"\s", "", parts["day"] or "")
    plain = {"오늘": 0, "금일": 0, "내일": 1, "명일": 1, "익일": 1, "모레": 2, "글피": 3}
    if word[:2] in plain:
        return here + timedelta(days=plain[word[:2]])
    if parts["week"]:
        return _week_day(parts, here, int(word.startswith(("다음", "차주"))))
    if parts["month"]:
        return month_end(here, int(word.startswith("다음")))
    if parts["bare"]:
        return coming_weekday(here, _WEEKDAYS.index(parts["bare"]))
    if parts["next"]:
        return calendar_day(month_end(here) + timedelta(days=1), None, int(parts["d"] or 0))
    month = parts["m"] or parts["sm"]
    return calendar_day(here, int(month) if month else None, int(parts["d"] or parts["sd"] or 0))


def _week_day(parts: dict[str, str | None], here: datetime, weeks: int) -> datetime:
    if parts["weekday"]:
        return weekday_from(here, _WEEKDAYS.index(parts["weekday"]), weeks)
    if "주말" in (parts["day"] or ""):
        return weekday_from(here, 6, weeks)
    return week_end(here, weeks)
