"""Business time: hours, holidays with substitutes, and the way there and back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanjari.kit.business_time import (
    Hours,
    NeverOpenError,
    add,
    between,
    is_open,
    public_holidays,
)

SEOUL = ZoneInfo("Asia/Seoul")
OFFICE = Hours("Asia/Seoul", tuple((day, time(9), time(18)) for day in range(5)))
NEW_YORK = Hours("America/New_York", tuple((day, time(0), time(0)) for day in range(7)), country="")
NIGHT = Hours("Asia/Seoul", ((4, time(22), time(6)), (5, time(5), time(12))), country="")

moments = st.integers(1_672_531_200, 1_827_619_200).map(lambda s: datetime.fromtimestamp(s, UTC))
durations = st.timedeltas(timedelta(), timedelta(days=20))
all_hours = st.sampled_from([OFFICE, NEW_YORK, NIGHT])


def seoul(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SEOUL)


def test_two_hours_from_friday_evening_end_on_monday_morning():
    assert add(seoul(2026, 11, 20, 17), timedelta(hours=2), OFFICE) == seoul(2026, 11, 23, 10)


def test_a_substitute_holiday_is_off():
    """Liberation Day 2026 falls on a Saturday, Monday 17 August stands in for it."""
    assert date(2026, 8, 17) in public_holidays("KR", 2026)
    assert add(seoul(2026, 8, 14, 17, 30), timedelta(hours=1), OFFICE) == seoul(2026, 8, 18, 9, 30)


def test_chuseok_2025_takes_a_whole_week():
    assert between(seoul(2025, 10, 2, 17), seoul(2025, 10, 10, 10), OFFICE) == timedelta(hours=2)


def test_a_company_day_off_is_off():
    hours = Hours("Asia/Seoul", OFFICE.weekly, frozenset({date(2026, 11, 24)}))
    assert add(seoul(2026, 11, 23, 17, 59), timedelta(minutes=2), hours) == seoul(
        2026, 11, 25, 9, 1
    )


def test_a_day_of_summer_time_is_an_hour_short():
    start = datetime(2026, 3, 8, tzinfo=ZoneInfo("America/New_York"))
    end = datetime(2026, 3, 9, tzinfo=ZoneInfo("America/New_York"))
    assert between(start, end, NEW_YORK) == timedelta(hours=23)


def test_overlapping_openings_count_once():
    assert between(seoul(2026, 11, 20, 20), seoul(2026, 11, 21, 13), NIGHT) == timedelta(hours=14)


def test_it_is_open_from_the_first_minute_and_closed_at_the_last():
    assert is_open(seoul(2026, 11, 23, 9), OFFICE)
    assert not is_open(seoul(2026, 11, 23, 18), OFFICE)
    assert not is_open(seoul(2026, 11, 22, 12), OFFICE)


def test_a_desk_without_hours_never_opens():
    with pytest.raises(NeverOpenError):
        add(seoul(2026, 1, 1), timedelta(minutes=1), Hours("Asia/Seoul", ()))


def test_time_runs_forward_only():
    with pytest.raises(ValueError, match="forward"):
        add(seoul(2026, 1, 1), timedelta(minutes=-1), OFFICE)


@settings(deadline=None)  # the first to ask loads the holidays
@given(moments, durations, all_hours)
def test_what_was_added_lies_between(start, duration, hours):
    end = add(start, duration, hours)
    assert between(start, end, hours) == duration
    assert end >= start


@settings(deadline=None)  # the first to ask loads the holidays
@given(moments, moments, moments, all_hours)
def test_two_stretches_make_the_whole(first, second, third, hours):
    first, second, third = sorted((first, second, third))
    assert between(first, second, hours) + between(second, third, hours) == between(
        first, third, hours
    )


@settings(deadline=None)  # the first to ask loads the holidays
@given(moments, moments, all_hours)
def test_business_time_is_never_longer_than_the_clock(start, end, hours):
    assert timedelta() <= between(start, end, hours) <= max(end - start, timedelta())
