"""Reading a stream in this very process: what fits is kept once, whatever breaks; the rest is forgotten."""

import time

import pytest
from django.db import OperationalError
from tests.listening.stream.babbling import gone, said
from tests.listening.stream.conftest import patiently, reading, wait_until

from hanjari.channels import actions as channels
from hanjari.channels.models import Stream
from hanjari.channels.queries import stream_of
from hanjari.kit.clock import now
from hanjari.listening.actions import keep
from hanjari.listening.ingest.opening import access_of
from hanjari.listening.models import Message, StandingQuery
from hanjari.listening.stream import keeping
from hanjari.listening.stream.finding import found

pytestmark = pytest.mark.django_db(transaction=True)


def texts() -> list[str]:
    rows = Message.objects.filter(erased_at=None).order_by("external_id")
    return list(rows.values_list("text", flat=True))


def test_only_what_a_query_wants_is_kept_and_it_was_overheard(babbling, asked, query):
    babbling.frames = [
        [said(1, "한빛 정수기 좋아요"), said(2, "점심 뭐 먹지")],
        [said(3, "한빛이 또")],
    ]
    with reading(asked):
        wait_until(lambda: Message.objects.count() == 2)
        wait_until(lambda: Stream.objects.get().frame_count == 3)
    assert texts() == ["한빛 정수기 좋아요", "한빛이 또"]
    assert all(Message.objects.values_list("is_overheard", flat=True))
    row = Stream.objects.get()
    assert row.place == {"at": 2}
    assert row.kept_count == 2
    assert not row.held_by


def test_what_costs_most_is_read_before_other_writers_have_to_wait(account, query):
    [arrival] = found(account, [said(1, "한빛 필터가 안 와서 화가 나요")], now()).arrivals
    assert vars(arrival.reading._sheet).keys() >= {"sentiment", "why"}


def test_a_broken_line_goes_on_where_it_was_and_is_counted(babbling, asked, query, monkeypatch):
    babbling.frames = [[said(number, f"한빛 {number}")] for number in range(6)]
    babbling.breaks_at = {2, 4}
    with reading(asked):
        wait_until(lambda: Message.objects.count() == 6)
        wait_until(lambda: Stream.objects.get().break_count == 2)
    assert babbling.opened_at == [0, 2, 4]


def test_a_second_reader_goes_on_behind_what_was_kept_and_doubles_nothing(babbling, asked, query):
    babbling.frames = [[said(1, "한빛 하나")]]
    with reading(asked):
        wait_until(lambda: Stream.objects.get().place == {"at": 1})
    Stream.objects.update(place={})  # as if the last word had been lost
    babbling.frames.append([said(2, "한빛 둘")])
    with reading(asked):
        wait_until(lambda: Message.objects.count() == 2)
    assert texts() == ["한빛 하나", "한빛 둘"]


def test_only_one_reader_holds_a_stream(babbling, asked, query):
    Stream.objects.update(held_by="other-machine/1", held_until="2100-01-01T00:00:00Z")
    with reading(asked) as thread:
        thread.join(5)
    assert babbling.opened_at == []


def test_deletions_and_edits_are_honoured_for_what_was_kept_and_for_nothing_else(
    babbling, asked, query
):
    babbling.frames = [[said(1, "한빛 고장"), said(2, "한빛 사랑"), said(3, "남의 말")]]
    with reading(asked):
        wait_until(lambda: Message.objects.count() == 2)
        edit = said(2, "미안, 다른 회사였어", edits=True)
        babbling.frames += [[gone(1), gone(3), edit, gone(99)]]
        wait_until(lambda: texts() == ["미안, 다른 회사였어"])
    assert Message.objects.count() == 2
    assert Message.objects.filter(erased_at=None).get().editions.get().text == "한빛 사랑"


def test_an_account_that_closes_takes_all_its_words_along(babbling, asked, query):
    babbling.frames = [
        [said(n, f"한빛 {n}", "떠난이") for n in range(3)] + [said(9, "한빛", "남은이")]
    ]
    with reading(asked):
        wait_until(lambda: Message.objects.count() == 4)
        leaving = said(0, "", "떠난이")
        babbling.frames.append([type(leaving)("", "떠난이", is_gone=True)])
        wait_until(lambda: texts() == ["한빛"])


def test_a_query_made_meanwhile_is_live_within_a_second(babbling, asked, query, hanbit):
    babbling.frames = [[said(1, "나래 전자 소식")]]
    with reading(asked):
        wait_until(lambda: Stream.objects.get().frame_count == 1)
        patiently(
            lambda: StandingQuery.objects.create(
                organisation=hanbit.organisation, name="나래", expression="나래"
            )
        )
        time.sleep(1)
        babbling.frames.append([said(2, "나래 전자 새 소식")])
        wait_until(lambda: texts() == ["나래 전자 새 소식"])


def test_what_was_said_to_us_after_all_comes_to_the_desk(babbling, asked, query, account):
    babbling.frames = [[said(1, "한빛 답해 주세요")]]
    with reading(asked):
        wait_until(lambda: Message.objects.count() == 1)
    [envelope] = babbling.read(access_of(account), said(1, "한빛 답해 주세요").raw)
    assert keep(account, [envelope]).double_count == 1
    assert not Message.objects.get().is_overheard


def test_a_store_that_is_away_holds_the_stream_back_and_loses_nothing(
    babbling, asked, query, monkeypatch
):
    real, failures = keeping._together, []

    def away(arrivals, behind):
        if len(failures) < 4:
            failures.append(1)
            raise OperationalError("server closed the connection unexpectedly")
        return real(arrivals, behind)

    monkeypatch.setattr(keeping, "_together", away)
    monkeypatch.setattr(keeping, "FIRST", 0.01)
    babbling.frames = [[said(number, f"한빛 {number}")] for number in range(5)]
    with reading(asked):
        wait_until(lambda: Message.objects.count() == 5)
    assert len(failures) == 4


def test_what_cannot_be_read_is_counted_and_stops_nobody(babbling, asked, query):
    broken = said(1, "한빛")
    frames = [
        type(broken)("p1", "a", "한빛", "{broken"),
        type(broken)("p2", "a", "한빛" * 300_000, "{}"),
        said(3, "한빛\x00 제어\ud800문자", at=4e9),
    ]
    babbling.frames = [frames, [said(4, "한빛 끝")]]
    with reading(asked):
        wait_until(lambda: Message.objects.count() == 2)
        wait_until(lambda: Stream.objects.get().refused_count == 2)
    assert not Message.objects.filter(posted_at__year__gt=2090).exists()


def test_a_word_kept_is_there_within_a_tenth_of_a_second(babbling, asked, query):
    with reading(asked):
        wait_until(lambda: bool(babbling.opened_at))
        time.sleep(0.6)  # the first look at the queries
        began = time.monotonic()
        babbling.frames.append([said(1, "한빛 급해요")])
        wait_until(Message.objects.exists)
        took = time.monotonic() - began
    assert took < 1.0, "on an idle machine it is a tenth of that"


def test_stopping_is_noticed_and_pausing_too(babbling, asked, query, account, yuna):
    with reading(asked) as thread:
        wait_until(lambda: stream_of(account).state == "well")
        channels.stop_stream(account, by=yuna)
        thread.join(5)
        assert not thread.is_alive()
    assert stream_of(account).state == "off"
