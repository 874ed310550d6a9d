"""Promises in statements: what somebody could hold us to, and what is only courtesy."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.language.promises.statements import promises_in

NOON = datetime(2026, 3, 3, 3, 0, tzinfo=UTC)
ZONE = "Asia/Seoul"


def found(text: str) -> list[tuple[str, str]]:
    return [
        (promise.words, promise.due_at.date().isoformat() if promise.due_at else "")
        for promise in promises_in(text, NOON, ZONE)
    ]


def test_two_deeds_in_one_sentence_are_two_promises():
    assert found(
        "해당 고객께 4월 요금에서 3일분을 빼 드리고, 5월 31일까지 그 결과를 공개하겠습니다."
    ) == [
        ("해당 고객께 4월 요금에서 3일분을 빼 드리고", ""),
        ("5월 31일까지 그 결과를 공개하겠습니다.", "2026-05-31"),
    ]
    assert found(
        "We will refund every order by 31 May, and we will publish the audit by Friday."
    ) == [
        ("We will refund every order by 31 May", "2026-05-31"),
        ("we will publish the audit by Friday.", "2026-03-06"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "사과의 말씀을 드리겠습니다.",
        "비판을 달게 받겠습니다.",
        "저희 책임입니다. 사과드립니다.",
        "원인을 찾아 고쳤습니다.",
        "환불해 드리겠습니까?",
        "We will say this plainly.",
        "We have fixed it.",
        "Will we refund you?",
        "",
    ],
)
def test_courtesies_the_past_and_questions_are_no_promises(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "다시는 이런 일이 없도록 하겠습니다.",
        "전량 회수할 예정입니다.",
        "외부 감사를 받기로 했습니다.",
        "재발 방지를 약속드립니다.",
        "We are going to replace every unit.",
        "Every order will be refunded.",
        "We promise to publish it.",
    ],
)
def test_a_promise_without_a_date_is_one_too(text):
    assert found(text) == [(text, "")]


def test_the_next_update_is_marked():
    promises = promises_in(
        "16시 30분에 다시 알리겠습니다. 3월 10일까지 전액 환불하겠습니다.", NOON, ZONE
    )
    assert [promise.is_update for promise in promises] == [True, False]


def test_what_was_done_before_the_promise_is_none():
    assert found("원인을 조사했고, 3월 10일까지 공개하겠습니다.") == [
        ("3월 10일까지 공개하겠습니다.", "2026-03-10")
    ]


@given(st.text())
def test_no_text_upsets_the_finder(text):
    for promise in promises_in(text, NOON, ZONE):
        assert text[promise.start : promise.end] == promise.words
