"""Explore, the pure parts: an address is a whole search, and what is counted is what its link opens."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from urllib.parse import unquote_plus
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hanjari.listening.exploring.asked import Asked, toggled
from hanjari.listening.exploring.facets import facets
from hanjari.listening.exploring.found import Found
from hanjari.listening.exploring.marking import excerpt, marks
from hanjari.listening.exploring.rising import SURE, risen, surprise
from hanjari.listening.exploring.timeline import MOST_BARS, timeline
from hanjari.listening.expressions import parsed
from hanjari.listening.expressions.nodes import Field
from hanjari.listening.forms.exploring import ExploreForm
from hanjari.listening.ids import message_id

SEOUL = ZoneInfo("Asia/Seoul")
NOON = datetime(2026, 11, 20, 12, tzinfo=SEOUL)


def found(text: str = "물이 새요", minutes: float = 0, **fields: object) -> Found:
    pk = message_id(NOON + timedelta(minutes=minutes), 1, text)
    told = {
        "account_id": 1, "kind": "mail", "author_id": 1, "handle": "@haneul", "name": "하늘",
        "external_id": "h", "person_id": 1, "followers": None, "subject": "", "url": "", "media": [],
        "language": "ko", "intent": "complaint", "sentiment": -1, "reading": {},
    }  # fmt: skip
    return Found(id=pk, text=text, **{**told, **fields})


def read_back(link: str) -> Asked:
    """The search that an address tells."""
    from_link = dict(pair.split("=", 1) for pair in link.removeprefix("?").split("&") if pair)
    form = ExploreForm({name: unquote_plus(value) for name, value in from_link.items()})
    assert form.is_valid(), form.errors
    return form.asked


asks = st.builds(
    Asked,
    st.sampled_from(
        [
            None,
            *map(parsed, ["정수기", '"물이 새" -광고', "환불 OR refund*", "domain:news.example a"]),
        ]
    ),
    st.none() | st.just(NOON),
    st.none() | st.just(NOON + timedelta(hours=7)),
    st.none() | st.integers(1, 2**40),
    st.none() | st.integers(0, 23),
    st.booleans(),
    st.booleans(),
)


@given(asks)
def test_an_address_tells_the_whole_search(settings_zone, asked):
    assert read_back(asked.link()) == asked


@pytest.fixture(scope="module")
def settings_zone():
    with timezone.override(SEOUL):
        yield


@given(asks, st.sampled_from([Field("language", "ko"), Field("author", "하늘 이")]))
def test_a_condition_pressed_twice_is_gone_again(asked, leaf):
    once = toggled(asked.node, leaf)
    assert Asked(once).has(leaf)
    assert toggled(once, leaf) == asked.node


def test_a_condition_beside_or_counts_for_both_sides():
    assert Asked(toggled(parsed("환불 OR refund"), Field("language", "ko"))).words == (
        "(환불 OR refund) language:ko"
    )


def test_facets_count_every_sure_intent_and_each_link_once():
    finds = [
        found(reading={"intents": {"complaint": 0.9, "question": 0.6, "idea": 0.2}}),
        found("http://news.example/a http://www.news.example/b", 60, sentiment=None, intent=""),
    ]
    told = {
        name: {one.key: one.message_count for one in values}
        for name, values in facets(Asked(), finds, SEOUL).items()
    }
    assert told["intent"] == {"complaint": 1, "question": 1}
    assert told["domain"] == {"news.example": 1}
    assert told["sentiment"] == {"negative": 1}
    assert told["author"] == {"haneul": 2}
    assert (told["hour"]["12"], told["hour"]["13"]) == (1, 1)


@given(st.lists(st.integers(0, 3_000_000), min_size=1, max_size=50))
def test_bars_hold_every_message_once_and_are_few(minutes):
    moments = [NOON.astimezone(UTC) + timedelta(minutes=one) for one in minutes]
    bars = timeline(Asked(), moments, SEOUL)
    assert sum(bar.message_count for bar in bars) == len(moments)
    assert len(bars) <= MOST_BARS
    assert all(left.end == right.start for left, right in pairwise(bars))
    for moment in moments:
        assert any(bar.start <= moment < bar.end for bar in bars)


def test_a_bar_of_an_hour_opens_that_hour():
    (bar,) = timeline(Asked(parsed("정수기")), [NOON + timedelta(minutes=5)], SEOUL)
    assert "since=2026-11-20T12%3A00&until=2026-11-20T13%3A00" in bar.link


def test_a_word_that_rose_is_told_with_both_counts():
    quiet = [f"배송이 늦네요 {n}" for n in range(100)]
    loud = [f"필터에서 물이 새요 {n}" if n % 2 else f"배송이 늦네요 {n}" for n in range(100)]
    told = {one.word: (one.message_count, one.before) for one in risen(loud, quiet)}
    assert told["필터"] == (50, 0)
    assert "배송" not in told


def test_few_messages_are_no_trend():
    quiet = ["배송이 늦네요"] * 100
    assert risen(["필터 누수", "필터 누수", *["배송이 늦네요"] * 8], quiet) == []
    assert risen(["필터 누수"] * 9, ["배송이 늦네요"] * 5) == []


def test_surprise_is_dunnings():
    assert surprise(10, 100, 10, 100) == surprise(5, 100, 10, 100) == 0
    the_swiss = surprise(110, 110 + 2_442, 111, 111 + 29_114)  # table 1 of the paper
    assert the_swiss == pytest.approx(270.72, abs=0.01)
    assert surprise(3, 10, 0, 1_000) > SURE > surprise(3, 100, 0, 100)


def test_what_was_asked_for_is_marked_where_it_was_written():
    text = "ＨＡＮＢＩＴ 정수기에서\n물이   새요 #한빛 @hanbit"
    spans = marks(parsed('hanbit OR "물이 새" OR #한빛 OR @hanbit'), text)
    assert [text[start:end] for start, end in spans] == [
        "ＨＡＮＢＩＴ",
        "물이   새",
        "#한빛",
        "@hanbit",
    ]
    assert marks(parsed("정수기 -물이 language:ko"), text) == [(7, 10)]


@given(st.text(max_size=400), st.sampled_from(["a", "정수", "새요", '"a b"']))
def test_an_excerpt_is_a_piece_of_the_text(text, words):
    pieces = excerpt(text, marks(parsed(words), text), length=100)
    shown = "".join(piece for piece, _is_mark in pieces)
    assert shown.strip("…") in text or shown in text
