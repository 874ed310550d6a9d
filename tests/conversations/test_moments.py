"""Moments at which an answer may leave later: offered by the company's calendar, read in its zone."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from hanjari.conversations.moments import (
    LONGEST,
    MomentError,
    must_be_possible,
    offers,
    read_local,
    read_moment,
)
from hanjari.kit.business_time import Hours

WEEK = tuple((day, time(10), time(19)) for day in range(5))
SEOUL = Hours("Asia/Seoul", WEEK)
NO_HOURS = Hours("Asia/Seoul", ())


def seoul(text: str) -> datetime:
    return read_local(text, "Asia/Seoul")


def code_of(act) -> str:
    with pytest.raises(MomentError) as refused:
        act()
    return refused.value.code


def test_offers_follow_the_opening_hours() -> None:
    assert offers(seoul("2026-11-25T11:00"), SEOUL) == [
        seoul("2026-11-25T18:00"), seoul("2026-11-26T10:00"), seoul("2026-11-30T10:00"),
    ]  # fmt: skip


def test_on_a_friday_evening_monday_is_offered_once() -> None:
    assert offers(seoul("2026-11-27T17:45"), SEOUL) == [seoul("2026-11-30T10:00")]


def test_days_off_are_passed_over() -> None:
    closed = Hours("Asia/Seoul", WEEK, closed=frozenset({date(2026, 12, 24)}))
    assert offers(seoul("2026-12-23T20:00"), closed)[0] == seoul("2026-12-28T10:00")


def test_without_opening_hours_tomorrow_and_monday_at_nine() -> None:
    assert offers(seoul("2026-11-27T20:00"), NO_HOURS) == [
        seoul("2026-11-28T09:00"), seoul("2026-11-30T09:00"),
    ]  # fmt: skip


def test_a_time_is_read_in_the_companys_zone_through_its_summer() -> None:
    assert read_local("2026-07-01T09:00", "America/New_York") == datetime(
        2026, 7, 1, 13, tzinfo=UTC
    )
    assert read_local("2026-12-01T09:00", "America/New_York") == datetime(
        2026, 12, 1, 14, tzinfo=UTC
    )


def test_an_hour_that_does_not_exist_is_refused_and_one_that_comes_twice_is_the_first() -> None:
    assert code_of(lambda: read_local("2027-03-14T02:30", "America/New_York")) == "gap"
    twice = read_local("2026-11-01T01:30", "America/New_York")
    assert twice == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "내일", "2026-13-01T00:00", "0001-01-01T00:00", "T09:00"])
def test_what_is_no_time_is_refused(text) -> None:
    assert code_of(lambda: read_local(text, "Asia/Seoul")) == "none"


def test_an_offered_moment_names_its_zone() -> None:
    assert read_moment("2026-11-28T09:00:00+09:00") == seoul("2026-11-28T09:00")
    assert code_of(lambda: read_moment("2026-11-28T09:00:00")) == "none"


def test_neither_the_past_nor_what_nobody_can_foresee() -> None:
    moment = seoul("2026-11-27T12:00")
    assert code_of(lambda: must_be_possible(moment, moment)) == "past"
    must_be_possible(moment + LONGEST, moment)
    assert code_of(lambda: must_be_possible(moment + LONGEST + timedelta(1), moment)) == "far"
