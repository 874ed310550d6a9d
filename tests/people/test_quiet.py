"""Quiet hours are the member's own: over midnight, in every zone, when the clocks change."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.people.quiet import quiet_until

EVENING, MORNING = time(22), time(8)
ZONES = ["Asia/Seoul", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"]


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "zone", "end"),
    [
        (at(2026, 11, 25, 13, 0), "Asia/Seoul", at(2026, 11, 25, 23, 0)),  # 22:00 sharp
        (at(2026, 11, 25, 12, 59), "Asia/Seoul", None),
        (at(2026, 11, 25, 15, 30), "Asia/Seoul", at(2026, 11, 25, 23, 0)),  # after midnight
        (at(2026, 11, 25, 23, 0), "Asia/Seoul", None),  # 08:00 sharp
        (at(2026, 11, 25, 15, 30), "America/New_York", None),  # the same moment, half past ten
        (at(2026, 11, 25, 4, 0), "America/New_York", at(2026, 11, 25, 13, 0)),
    ],
)
def test_a_night_is_the_members_own(moment, zone, end):
    assert quiet_until(moment, zone, EVENING, MORNING) == end


def test_a_rest_at_noon_ends_the_same_day():
    moment = at(2026, 11, 25, 3, 30)
    assert quiet_until(moment, "Asia/Seoul", time(12), time(13)) == at(2026, 11, 25, 4)
    assert quiet_until(at(2026, 11, 25, 4), "Asia/Seoul", time(12), time(13)) is None


def test_the_same_hour_twice_means_never_quiet():
    assert quiet_until(at(2026, 11, 25, 3), "UTC", time(3), time(3)) is None


def test_an_hour_that_comes_twice_ends_after_it_began():
    moment = at(2026, 11, 1, 6, 15)  # 01:15 for the second time in New York
    assert quiet_until(moment, "America/New_York", EVENING, time(1, 30)) == at(2026, 11, 1, 6, 30)


@given(
    st.integers(1_767_225_600, 1_830_000_000),
    st.sampled_from(ZONES),
    st.times(),
    st.times(),
)
def test_quiet_always_ends_and_within_a_day(moment, zone, begins, ends):
    begins, ends = begins.replace(second=0, microsecond=0), ends.replace(second=0, microsecond=0)
    moment = datetime.fromtimestamp(moment, UTC)
    end = quiet_until(moment, zone, begins, ends)
    if end is not None:
        assert moment < end <= moment + timedelta(hours=25)
        assert begins != ends
