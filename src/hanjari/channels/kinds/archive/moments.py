"""Moments: the many ways in which exports write a time."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_TWITTER = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{1,2}):(\d{2}):(\d{2}) \+0000 (\d{4})$"
)
_YEAR_FIRST = re.compile(
    r"(\d{4})\s?[./년-]\s?(\d{1,2})\s?[./월-]\s?(\d{1,2})\s?[.일]?\s?(?:\([월화수목금토일]\))?\s*T?"
    r"(?:(오전|오후|AM|PM)?\s?(\d{1,2})\s?[:시]\s?(\d{1,2})?\s?[:분]?\s?(?:(\d{1,2})(?:\.\d+)?)?\s?초?\s?(AM|PM)?)?$",
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}),?\s*(?:(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp]\.?[Mm]\.?)?)?$"
)
_NUMBER = re.compile(r"\d{9,19}(?:\.\d+)?$")


def moment(words: str, zone: ZoneInfo, *, is_day_first: bool = False) -> datetime:
    """The time that the words say, aware; without a zone of its own it is a time in `zone`.

    Raises `ValueError` when they say none.
    """
    words = words.strip()
    found = _TWITTER.match(words)
    if found:
        month, day, hour, minute, second, year = found.groups()
        return datetime(
            int(year), _MONTHS[month.lower()], int(day), int(hour), int(minute), int(second),
            tzinfo=UTC,
        )  # fmt: skip
    when = _iso(words) or _number(words) or _written(words, is_day_first=is_day_first)
    if when is None:
        when = parsedate_to_datetime(words)
    return when if when.tzinfo else when.replace(tzinfo=zone)


def is_moment(words: str) -> bool:
    """Whether the words say a time."""
    try:
        moment(words, ZoneInfo("UTC"))
    except (ValueError, OverflowError):
        return False
    return True


def is_day_first(samples: list[str]) -> bool:
    """Whether a column of 13/11/2023 and the like writes the day before the month."""
    found = [match for words in samples if (match := _YEAR_LAST.match(words.strip()))]
    return any(int(match[1]) > 12 for match in found)


def _iso(words: str) -> datetime | None:
    if words[4:5] != "-":
        return None
    try:
        return datetime.fromisoformat(words.replace(" UTC", "+00:00"))
    except ValueError:
        return None


def _number(words: str) -> datetime | None:
    """Seconds, milliseconds, micro- or nanoseconds since 1970."""
    if not _NUMBER.match(words):
        return None
    count = float(words)
    while count > 1e11:
        count /= 1000
    return datetime.fromtimestamp(count, UTC)


def _written(words: str, *, is_day_first: bool) -> datetime | None:
    if found := _YEAR_FIRST.match(words):
        year, month, day, half, hour, minute, second, late_half = found.groups()
        return _of(year, month, day, hour, minute, second, half or late_half or "")
    if found := _YEAR_LAST.match(words):
        month, day, year, hour, minute, second, half = found.groups()
        if is_day_first or int(month) > 12:
            month, day = day, month
        return _of(year, month, day, hour, minute, second, half or "")
    return None


def _of(
    year: str,
    month: str,
    day: str,
    hour: str | None,
    minute: str | None,
    second: str | None,
    half: str,
) -> datetime:
    number = int(hour or 0)
    half = half.lower().replace(".", "")
    if half in ("오후", "pm"):
        number = number % 12 + 12
    elif half in ("오전", "am"):
        number %= 12
    return datetime(int(year), int(month), int(day), number, int(minute or 0), int(second or 0))  # noqa: DTZ001 (the zone is the caller's)
