"""Unheard: when a place was not heard is written down when it is heard again, and known while it lasts."""

from datetime import timedelta

import pytest

from hanjari.channels import actions, queries
from hanjari.channels.contract import BrokenError
from hanjari.channels.models import Account, Stream, Unheard
from hanjari.channels.queries.unheard import LONGEST_PAUSE
from hanjari.kit import presence
from hanjari.kit.clock import at, now

LONG = LONGEST_PAUSE + timedelta(minutes=10)


def hear(account: Account) -> None:
    actions.note_success(account, next_in=60)


def written() -> list[tuple[str, timedelta]]:
    return [(one.why, one.until - one.since) for one in Unheard.objects.all()]


def test_a_channel_read_in_its_rhythm_leaves_nothing(account) -> None:
    began = now()
    for minute in range(0, 90, 30):
        with at(began + timedelta(minutes=minute)):
            hear(account)
    assert written() == []


def test_a_network_that_was_away_is_written_down_when_it_is_back(account) -> None:
    began = now()
    with at(began):
        hear(account)
    with at(began + timedelta(minutes=5)):
        actions.note_failure(account, BrokenError("down", "No answer."))
    with at(began + LONG):
        hear(account)
        hear(account)
    assert written() == [("failed", LONG)]


def test_a_house_that_stood_still_is_written_down_though_nobody_was_there_to_see(account) -> None:
    began = now()
    with at(began):
        hear(account)
    with at(began + 3 * LONG):
        hear(account)
    assert written() == [("idle", 3 * LONG)]


def test_an_outage_that_goes_on_is_known_at_once(account) -> None:
    began = now()
    with at(began):
        hear(account)
        assert queries.unheard_spans([account.pk], began - LONG, now()) == []
    Account.objects.update(stopped_for="rate")
    with at(began + LONG):
        spans = queries.unheard_spans([account.pk], began - LONG, now())
        assert spans == [(account.pk, began, began + LONG, "spent")]
        assert queries.unheard_spans([account.pk], began - LONG, began - timedelta(hours=1)) == []


@pytest.fixture
def stream(account) -> Stream:
    stream = Stream.objects.create(account=account)
    assert actions.hold_stream(stream)
    return stream


def stand(stream: Stream, **done) -> None:
    actions.note_progress(stream, actions.Progress(is_open=True, **done))


def test_a_stream_that_was_down_is_written_down(stream) -> None:
    began = now()
    with at(began):
        stand(stream)
    with at(began + LONG):
        assert [one.why for one in queries.unheard_spans([stream.account_id], began, now())] == [
            "idle"
        ]
        stand(stream)
        stand(stream)
    assert written() == [("idle", LONG)]


@pytest.mark.parametrize(("gaps", "count"), [(0, 0), (1, 1)])
def test_a_network_that_tells_on_from_its_place_leaves_a_gap_only_where_it_says_so(
    stream, gaps, count
) -> None:
    began = now()
    with at(began):
        stand(stream, place={"at": 7})
    with at(began + LONG):
        stand(stream, gap_count=gaps)
    assert len(written()) == count
    assert presence.my_token() == Stream.objects.get().held_by
