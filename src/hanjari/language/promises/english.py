"""English promises: within 2 hours, by 3 pm, tomorrow morning, by Friday, by end of day."""

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

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "a few": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "ten": 10, "twelve": 12, "the": 1, "the next": 1, "next": 1, "half an": 0,
}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_NUMBER = "|".join(sorted(_NUMBERS, key=len, reverse=True))

_LENGTH = re.compile(
    rf"\b(?:within|in|over)\s(?:the\snext\s)?(?:about\s|approximately\s|around\s)?(?:\d+\s?(?:-|–|to)\s?)?"
    rf"(?P<number>\d{{1,3}}|{_NUMBER})[\s-](?P<working>(?:business|working)\s)?(?P<unit>minute|min|hour|hr|day|week|month)s?\b",
    re.IGNORECASE,
)
_DAY = (
    rf"(?P<day>today|tonight|tomorrow|this\smorning|this\safternoon|this\sevening"
    rf"|(?:(?P<which>this|next)\s)?(?P<weekday>{'|'.join(_WEEKDAYS)})"
    r"|(?P<week>(?:later\s)?this\sweek|next\sweek|(?:the\s)?end\sof\s(?:the|this|next)\sweek|the\sweekend)"
    r"|(?P<month>(?:the\s)?end\sof\s(?:the|this|next)\smonth|this\smonth|next\smonth)"
    rf"|(?P<m>{_MONTH})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?|(?:the\s)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>{_MONTH}))"
)
_CLOCK = r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s?(?P<half>[ap]\.?m\b\.?|o'clock)|(?P<h>\d{1,2}):(?P<n>\d{2})|(?P<named>noon|midday|midnight|eod|cob|(?:the\s)?end\sof\s(?:the\s)?(?:business\s)?day|(?:the\s)?end\sof\sbusiness|close\sof\sbusiness)"
_PART = r"(?P<part>morning|noon|afternoon|evening|night)"
_POINTS = [
    re.compile(
        rf"\b(?:by\s|before\s|on\s|until\s)?{_DAY}(?:\s{_PART})?(?:,?\s(?:at\s|by\s|before\s|around\s)?(?:{_CLOCK}))?(?![\w])",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:by\s|before\s|at\s|around\s|until\s)(?:{_CLOCK})(?:\s(?:on\s)?{_DAY})?(?![\w])",
        re.IGNORECASE,
    ),
]
_PARTS = {
    "morning": time(12),
    "noon": time(12),
    "afternoon": END_OF_BUSINESS,
    "evening": time(21),
    "night": END_OF_DAY,
}

_BINDS = re.compile(
    r"\b(?:(?:i|we|he|she|they|it|you|someone|team|specialist|colleague|agent|reply|answer|refund|update)(?:'ll|’ll|\swill|\sshall)|will|shall|(?:am|are|is|'re|'m|’re|’m)\sgoing\sto|promise|aim\sto|plan\sto|expect\sto)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:won't|won’t|cannot|can't|can’t|will\snot|unable|not\sbe\sable|never)\b", re.IGNORECASE
)
_THEIR_ACT = re.compile(
    r"\b(?:if\s(?:you|we\shear|it)|please|kindly|could\syou|can\syou|need\syou\sto|once\syou|when\syou|unless|ask\syou\sto|you\sneed\sto|you\smust|you(?:'ll|’ll|\swill)\sneed\sto)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\b(?:be\s)?(?:open|closed|close|opening\shours|sale|event|offer|available\suntil)\b",
    re.IGNORECASE,
)


def times(sentence: str, here: datetime) -> list[Said]:
    """The times said in a sentence in their order."""
    found = [
        Said(due, *match.span())
        for match in _LENGTH.finditer(sentence)
        if (due := _length(match, here))
    ]
    for pattern in _POINTS:
        for match in pattern.finditer(sentence):
            due = _point(match.groupdict(), here)
            if due:
                found.append(Said(due, *match.span()))
    found.sort(key=lambda said: (said.start - said.end, said.start))
    kept: list[Said] = []
    for said in found:
        if not any(said.start < other.end and other.start < said.end for other in kept):
            kept.append(said)
    return sorted(kept, key=lambda said: said.start)


def binds(sentence: str, said: Said) -> bool:
    """Whether the sentence binds us to the time: a will of ours that no condition of theirs carries."""
    bond = _BINDS.search(sentence)
    if not bond or _NOT.search(sentence) or _OPENING.search(sentence):
        return False
    theirs = _THEIR_ACT.search(sentence)
    if not theirs:
        return True
    clause = sentence[theirs.start() : said.start]
    return (
        theirs.start() > said.end
        or ("," in clause and bool(_BINDS.search(clause)))
        or (theirs.start() < bond.start() < said.start)
    )


def _length(match: re.Match[str], here: datetime) -> datetime | None:
    said = re.sub(r"\s+", " ", match["number"].lower())
    number = _NUMBERS[said] if said in _NUMBERS else int(said)
    if match["working"]:
        return business_days(here, number)
    if said == "half an":
        return here + timedelta(minutes=30)
    units = {"min": timedelta(minutes=1), "hou": timedelta(hours=1), "hr": timedelta(hours=1), "day": timedelta(days=1), "wee": timedelta(weeks=1), "mon": timedelta(days=30)}  # fmt: skip
    return here + number * units[match["unit"].lower()[:3]]


def _point(parts: dict[str, str | None], here: datetime) -> datetime | None:
    day = _day(parts, here) if parts.get("day") else None
    if parts.get("day") and day is None:
        return None
    word = (parts.get("day") or "").lower()
    if parts.get("named"):
        named = _named(parts["named"] or "", day or here)
        return named if day or named > here else named + timedelta(days=1)
    clock = parts.get("hour") or parts.get("h")
    if clock is None:
        part = (parts.get("part") or (word.split()[-1] if word.startswith("this ") else "")).lower()
        return at(day or here, _PARTS.get(part, END_OF_DAY))
    half = {"a": "am", "p": "pm"}.get((parts.get("half") or "").lower()[:1], "")
    hour, minute = int(clock), int(parts.get("minute") or parts.get("n") or 0)
    return clock_on(day, hour, minute, half) if day else next_clock(here, hour, minute, half)


def _named(word: str, day: datetime) -> datetime:
    word = word.lower()
    if word in ("noon", "midday"):
        return at(day, time(12))
    if word == "midnight":
        return at(day, END_OF_DAY)
    return at(day, END_OF_BUSINESS)


def _day(parts: dict[str, str | None], here: datetime) -> datetime | None:
    word = re.sub(r"\s+", " ", (parts["day"] or "").lower())
    if word in ("today", "tonight") or word.startswith(
        ("this morning", "this afternoon", "this evening")
    ):
        return here
    if word == "tomorrow":
        return here + timedelta(days=1)
    if parts["weekday"]:
        weekday = _WEEKDAYS.index(parts["weekday"].lower())
        if (parts["which"] or "").lower() == "next":
            return weekday_from(here, weekday, 1)
        return coming_weekday(here, weekday)
    if parts["week"]:
        return (
            weekday_from(here, 6, 0) if "weekend" in word else week_end(here, int("next" in word))
        )
    if parts["month"]:
        return month_end(here, int("next" in word))
    month, number = parts["m"] or parts["m2"] or "", parts["d"] or parts["d2"] or "0"
    return calendar_day(here, _MONTHS.index(month.lower()[:3]) + 1, int(number))
