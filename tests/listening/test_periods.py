"""Periods: whole days of a reader's calendar, in any zone, over a change of the clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.listening.queries.periods import HOUR, Period

SEOUL, BERLIN, KOLKATA = ZoneInfo("Asia/Seoul"), ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata")
NOON = datetime(2026, 11, 20, 3, 20, tzinfo=UTC)
"""12:20 in Seoul."""


def test_seven_days_end_with_today_in_seoul():
    period = Period.last(7, SEOUL, datetime(2026, 11, 19, 16, tzinfo=UTC))
    assert (period.since, period.until) == (date(2026, 11, 14), date(2026, 11, 20))
    assert period.begins == datetime(2026, 11, 13, 15, tzinfo=UTC), "midnight in Seoul"


def test_today_is_told_hour_by_hour_and_compared_up_to_this_hour():
    period = Period.last(1, SEOUL, NOON)
    assert len(period.steps) == 24
    assert period.ends == datetime(2026, 11, 20, 4, tzinfo=UTC)
    assert period.before.ends - period.before.begins == period.ends - period.begins == 13 * HOUR


def test_a_period_that_is_over_is_compared_with_as_many_whole_days():
    period = Period(date(2026, 11, 1), date(2026, 11, 10), SEOUL, NOON)
    assert not period.is_open
    assert period.before.ends == period.begins
    assert period.begins - period.before.begins == timedelta(days=10)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)]
)
def test_a_day_on_which_clocks_change_has_its_own_hours(day, hours):
    period = Period(day, day, BERLIN, NOON)
    assert len(period.steps) == hours
    assert [period.place(period.begins + n * HOUR) for n in range(hours)] == list(range(hours))


def test_an_hour_of_a_zone_off_by_half_belongs_to_the_day_in_which_it_begins():
    period = Period(date(2026, 11, 10), date(2026, 11, 12), KOLKATA, NOON)
    assert period.begins.astimezone(KOLKATA).isoformat() == "2026-11-10T00:30:00+05:30"
    last = period.ends - HOUR
    assert last.astimezone(KOLKATA).isoformat() == "2026-11-12T23:30:00+05:30"
    assert (period.place(period.begins), period.place(last)) == (0, 2)


@given(
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    st.integers(1, 366),
    st.sampled_from(["Asia/Seoul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
)
def test_every_hour_of_a_period_has_one_place_and_the_day_of_the_readers_calendar(
    first, days, zone
):
    place = ZoneInfo(zone)
    period = Period(
        first, first + timedelta(days=days - 1), place, datetime(2030, 1, 1, tzinfo=UTC)
    )
    hours = (period.ends - period.begins) // HOUR
    for n in {0, hours // 3, hours // 2, hours - 1}:
        hour = period.begins + n * HOUR
        step = period.steps[period.place(hour)]
        assert step.day == hour.astimezone(place).date()
    before = (period.before.ends - period.before.begins) // HOUR
    for n in {0, before // 2, before - 1}:
        assert period.place_before(period.before.begins + n * HOUR) >= 0
