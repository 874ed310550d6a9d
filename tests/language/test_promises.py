"""Promises of a time: what binds us, what does not, and when it is due."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.language.promises import promised_time

SEOUL = ZoneInfo("Asia/Seoul")
WEDNESDAY = datetime(2026, 11, 18, 10, 30, tzinfo=SEOUL)

KEPT = [
    ("확인 중입니다, 15시까지 답하겠습니다.", "11-18 15:00"),
    ("오후 3시까지 답변드리겠습니다", "11-18 15:00"),
    ("3시까지 연락드릴게요", "11-18 15:00"),
    ("11시까지 알려드리겠습니다.", "11-18 11:00"),
    ("9시까지 알려드리겠습니다.", "11-18 21:00"),
    ("15:30까지 회신드리겠습니다.", "11-18 15:30"),
    ("오늘 안에 답변드리겠습니다.", "11-18 23:59"),
    ("금일 중으로 처리해 드리겠습니다.", "11-18 23:59"),
    ("오늘 퇴근 전까지 말씀드리겠습니다.", "11-18 18:00"),
    ("내일 오전 중 연락드리겠습니다.", "11-19 12:00"),
    ("내일 오전 10시 반까지 전화드리겠습니다.", "11-19 10:30"),
    ("내일 3시에 방문하겠습니다.", "11-19 15:00"),
    ("내일까지 확인해서 알려드릴게요.", "11-19 23:59"),
    ("모레까지 교환품을 보내드리겠습니다.", "11-20 23:59"),
    ("이번 주 금요일까지 답변드리겠습니다.", "11-20 23:59"),
    ("금요일 오후 2시까지 조치하겠습니다.", "11-20 14:00"),
    ("이번 주 안에 해결하겠습니다.", "11-20 23:59"),
    ("다음 주 월요일까지 안내드릴 예정입니다.", "11-23 23:59"),
    ("다음주 중으로 다시 안내드리겠습니다.", "11-27 23:59"),
    ("이번 달 말까지 개선하겠습니다.", "11-30 23:59"),
    ("11월 25일까지 환불해 드리겠습니다.", "11-25 23:59"),
    ("25일 오후 5시까지 말씀드리겠습니다.", "11-25 17:00"),
    ("11/25(수)까지 답변드리겠습니다.", "11-25 23:59"),
    ("2시간 이내에 답변드리겠습니다.", "11-18 12:30"),
    ("두 시간 안에 연락드리겠습니다.", "11-18 12:30"),
    ("30분 내로 다시 말씀드릴게요.", "11-18 11:00"),
    ("한 시간 반 안에 답하겠습니다.", "11-18 12:00"),
    ("24시간 이내 회신드리겠습니다.", "11-19 10:30"),
    ("2~3일 이내에 처리해 드리겠습니다.", "11-21 10:30"),
    ("영업일 기준 3일 이내에 환불됩니다.", "11-23 23:59"),
    ("2영업일 이내 처리될 예정입니다.", "11-20 23:59"),
    ("이틀 안에 결과를 말씀드리겠습니다.", "11-20 10:30"),
    ("일주일 안에 교환해 드리겠습니다.", "11-25 10:30"),
    ("불편을 드려 죄송합니다. 저희가 오늘 18시까지 원인을 찾아 말씀드리겠습니다!", "11-18 18:00"),
    ("내일 오전까지 기다려 주시면 답변드리겠습니다.", "11-19 12:00"),
    ("답변드리겠습니다, 오늘 17시까지요.", "11-18 17:00"),
    ("정오까지 알려드리겠습니다", "11-18 12:00"),
    ("자정까지 복구하겠습니다", "11-18 23:59"),
    ("We will reply within 2 hours.", "11-18 12:30"),
    ("I'll get back to you by 3 pm.", "11-18 15:00"),
    ("I’ll call you by 3:30 p.m. today.", "11-18 15:30"),
    ("We will reply by 15:00.", "11-18 15:00"),
    ("You will hear from us by tomorrow morning.", "11-19 12:00"),
    ("We'll have this fixed by the end of the day.", "11-18 18:00"),
    ("We'll send it by Friday.", "11-20 23:59"),
    ("Our team will call you on Friday at 2 pm.", "11-20 14:00"),
    ("We will answer by next Monday", "11-23 23:59"),
    ("I will update you in half an hour.", "11-18 11:00"),
    ("Your refund will arrive within 3-5 business days.", "11-25 23:59"),
    ("We aim to resolve this within 24 hours.", "11-19 10:30"),
    ("We will write to you by November 25.", "11-25 23:59"),
    ("We promise an answer by noon tomorrow.", "11-19 12:00"),
    ("I'll be back to you within the next hour.", "11-18 11:30"),
]

NOT_KEPT = [
    "어제 15시까지 답변드렸습니다.",
    "지난 금요일까지 처리해 드렸습니다.",
    "15시까지 답변드렸습니다.",
    "몇 시까지 답변드리면 될까요?",
    "내일 오전에 연락드려도 될까요?",
    "15시까지 사진을 보내주세요.",
    "내일까지 주문 번호를 알려주시면 확인하겠습니다.",
    "금요일까지 회신 부탁드립니다.",
    "상담은 평일 09:00부터 18:00까지 운영됩니다.",
    "고객센터는 오후 6시까지 영업합니다.",
    "최대한 빨리 답변드리겠습니다.",
    "곧 연락드리겠습니다.",
    "감사합니다.",
    "어제 3시에 전화드리겠다고 말씀드렸습니다.",
    "오늘 주문하신 상품을 확인했습니다.",
    "We replied within 2 hours.",
    "Will you be at home by 3 pm?",
    "Please reply by Friday.",
    "If you write to us by Friday we can help.",
    "We are open until 6 pm and will be closed on Monday.",
    "We won't be able to do this by Friday.",
    "We will get back to you soon.",
    "Thanks for writing yesterday at 3 pm.",
    "",
]


@pytest.mark.parametrize(("words", "due"), KEPT)
def test_a_promise_is_due_when_it_says(words, due):
    promise = promised_time(words, WEDNESDAY, SEOUL)
    assert promise is not None
    assert promise.due_at == datetime.strptime(f"2026-{due}", "%Y-%m-%d %H:%M").replace(
        tzinfo=SEOUL
    )
    assert words[promise.start : promise.end] == promise.words


@pytest.mark.parametrize("words", NOT_KEPT)
def test_no_promise_is_read_into_other_words(words):
    assert promised_time(words, WEDNESDAY, SEOUL) is None


def test_an_hour_that_is_over_means_tomorrow():
    late = WEDNESDAY.replace(hour=22)
    promise = promised_time("9시까지 답변드리겠습니다", late, "Asia/Seoul")
    assert promise is not None
    assert promise.due_at == datetime(2026, 11, 19, 9, tzinfo=SEOUL)


def test_an_hour_of_today_that_is_over_is_no_promise():
    assert promised_time("오늘 오전 중 답변드리겠습니다", WEDNESDAY.replace(hour=14), SEOUL) is None


def test_the_zone_of_the_writer_decides():
    promise = promised_time(
        "15시까지 답하겠습니다", datetime(2026, 11, 18, 1, 30, tzinfo=UTC), SEOUL
    )
    assert promise is not None
    assert promise.due_at == datetime(2026, 11, 18, 6, tzinfo=UTC)


@given(st.integers(1, 59), st.sampled_from(["분 안에 답변드리겠습니다", "분 이내에 연락드릴게요"]))
def test_minutes_are_counted_from_now(minutes, words):
    promise = promised_time(f"{minutes}{words}", WEDNESDAY, SEOUL)
    assert promise is not None
    assert promise.due_at - WEDNESDAY == timedelta(minutes=minutes)


@given(
    st.text(alphabet="오늘내일까지답하겠습니다시15:3 월요일.?!ab by will within hours", max_size=60)
)
def test_a_promise_lies_ahead_and_inside_the_text(text):
    promise = promised_time(text, WEDNESDAY, SEOUL)
    if promise:
        assert promise.due_at > WEDNESDAY
        assert text[promise.start : promise.end] == promise.words


@given(st.text())
def test_any_text_can_be_asked(text):
    promised_time(text, WEDNESDAY, SEOUL)
