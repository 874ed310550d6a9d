"""Hostile envelopes: whatever a network sends is kept within bounds or rests."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.listening.spoken import NOON, said

from hanjari.channels.envelope import Envelope, Medium, Sender
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening.ingest.bounding import external_id, plain
from hanjari.listening.models import Message


def test_a_message_from_the_future_is_dated_by_its_arrival(square):
    before = now()
    listening.keep(square, [said(square, "1", "내일", posted_at=NOON.replace(year=2999))])
    assert before <= Message.objects.get().posted_at <= now()


@pytest.mark.parametrize("moment", [datetime(1, 1, 1), datetime(1970, 1, 1, tzinfo=UTC)])  # noqa: DTZ001 (hostile on purpose)
def test_a_clock_that_was_never_set_is_not_believed(square, moment):
    listening.keep(square, [said(square, "1", "옛날", posted_at=moment)])
    assert Message.objects.get().posted_at.year >= 2026


def test_a_megabyte_is_bounded(square):
    listening.keep(square, [said(square, "1", "물이 새요 " * 200_000, subject="가" * 9_000)])
    message = Message.objects.get()
    assert (len(message.text), len(message.subject)) == (200_000, 500)


def test_an_endless_id_is_shortened_the_same_way_wherever_it_stands(square):
    listening.keep(square, [said(square, "x" * 999, "처음")])
    listening.keep(square, [said(square, "2", "답", parent_id="x" * 999)])
    first, reply = Message.objects.order_by("parent_id")
    assert reply.parent_id == first.external_id
    assert len(first.external_id) <= 400


def test_a_message_without_an_id_still_arrives_once(square):
    listening.keep(square, [said(square, "", "이름 없는 말")])
    assert listening.keep(square, [said(square, "", "이름 없는 말")]).new == []
    assert len(listening.keep(square, [said(square, "", "다른 말")]).new) == 1


def test_hostile_markup_is_cleaned(square):
    html = (
        '<p onclick="x()">안녕<script>alert(1)</script><img src=x onerror=alert(1)>'
        '<a href="javascript:alert(1)">여기</a> <a href="https://ok.example/">저기</a></p>'
    )
    listening.keep(square, [said(square, "1", "안녕", html=html, url="javascript:alert(1)")])
    message = Message.objects.get()
    for hostile in ("script", "onclick", "onerror", "img"):
        assert hostile not in message.html
    assert 'href="https://ok.example/"' in message.html
    assert message.url == ""


HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\0\ud800\udfff\u202e\ufeff🙂👩‍👧가힣ㅋ'\"\\%<>{}0123456789-"),
    ),
    max_size=60,
)
SENDERS = st.builds(Sender, HOSTILE, HOSTILE, HOSTILE, HOSTILE, st.none() | st.integers())
MEDIA = st.builds(Medium, HOSTILE, HOSTILE, st.integers(), HOSTILE, HOSTILE, HOSTILE)
ENVELOPES = st.builds(
    Envelope,
    account_id=st.just(1),
    external_id=st.sampled_from(["", "a", "b", "x" * 700]) | HOSTILE,
    posted_at=st.datetimes() | st.datetimes(timezones=st.timezones()),
    sender=SENDERS,
    text=HOSTILE,
    subject=HOSTILE,
    quoted=HOSTILE,
    html=HOSTILE,
    url=HOSTILE,
    parent_id=HOSTILE,
    root_id=HOSTILE,
    references=st.lists(HOSTILE, max_size=3).map(tuple),
    media=st.lists(MEDIA, max_size=2).map(tuple),
    deletes=st.booleans(),
    edits=st.booleans(),
    extra=st.dictionaries(st.just("key"), HOSTILE),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(ENVELOPES, max_size=8))
def test_whatever_a_network_sends_is_kept_or_rests_and_the_same_twice(square, envelopes):
    before = Message.objects.count()
    kept = listening.keep(square, envelopes)
    again = listening.keep(square, envelopes)
    assert Message.objects.count() == before + len(kept.new)
    assert again.new == []
    for message in Message.objects.filter(pk__in=kept.new):
        for column in Message._meta.concrete_fields:
            value = getattr(message, column.attname)
            assert not isinstance(value, str) or "\0" not in value
            assert not column.max_length or len(value) <= column.max_length


@given(
    st.text(max_size=40)
    | st.text("가a \r\n\t\x00\x1f\x7f\x85\u200b\u2028\ud800\udfff😀", max_size=12)
)
def test_what_is_kept_of_a_text_is_all_but_what_no_store_can_hold(text):
    found = plain(text, 1_000)
    tame = "".join(
        char for char in text if char in "\t\n\r" or (ord(char) >= 32 and char != "\x7f")
    )
    broken = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in tame)
    assert found == broken.replace("\r\n", "\n").replace("\r", "\n")
    assert external_id(text) == broken
