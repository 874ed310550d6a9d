"""Message ids: order of speaking, the same for the same message."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hanjari.listening.ids import LAST, first_id_at, message_id, seated

FIRST_DAY, LAST_DAY = datetime(1970, 1, 1), datetime(2109, 1, 1)  # noqa: DTZ001 (hypothesis adds the zone)
MOMENTS = st.datetimes(FIRST_DAY, LAST_DAY, timezones=st.just(UTC))


@given(MOMENTS, st.integers(1, 2**40), st.text(max_size=40))
def test_the_same_message_always_asks_for_the_same_id(moment, account, name):
    first = message_id(moment, account, name)
    assert first == message_id(moment, account, name)
    assert 0 <= first <= LAST


@given(MOMENTS, st.text(max_size=20), st.text(max_size=20))
def test_who_spoke_later_has_the_greater_id(moment, one, other):
    later = moment + timedelta(milliseconds=1)
    assert message_id(moment, 1, one) < message_id(later, 1, other)


@given(MOMENTS, st.text(max_size=20))
def test_a_span_of_time_is_a_span_of_ids(moment, name):
    end = first_id_at(moment + timedelta(milliseconds=1))
    assert first_id_at(moment) <= message_id(moment, 1, name) < end


@given(st.lists(st.integers(0, 50), max_size=40), st.sets(st.integers(0, 60)))
def test_every_message_gets_a_seat_of_its_own(wished, taken):
    seats = seated(wished, taken)
    assert len(set(seats)) == len(wished)
    assert not set(seats) & taken
    assert all(seat >= wish for seat, wish in zip(seats, wished, strict=True))
