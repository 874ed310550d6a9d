"""The clock tells now, or the told moment."""

from datetime import UTC, datetime

from hanjari.kit import clock


def test_inside_at_it_is_the_told_moment_and_afterwards_now_again():
    then = datetime(2011, 3, 2, 5, tzinfo=UTC)
    with clock.at(then):
        assert clock.now() == then
    assert clock.now() > then
