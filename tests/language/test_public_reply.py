"""The lint of public replies: what it holds back, what it lets go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.language.public_reply import public_reply_findings

HELD = [
    ("하늘님 주문번호 20261101-0012345 건은 환불되었습니다.", "order"),
    ("운송장 번호는 123456789012 입니다.", "order"),
    ("회원번호 8812345로 확인했습니다.", "account"),
    ("가입하신 아이디 haneul99 계정이 맞으신가요?", "account"),
    ("010-1234-5678로 연락드리겠습니다.", "phone"),
    ("국민은행 123-45-678901 계좌로 입금했습니다.", "account"),
    ("서울시 강남구 테헤란로 152 로 발송했습니다.", "address"),
    ("보내주신 진단서를 확인했습니다.", "health"),
    ("임신 중이시라 걱정이 크셨겠습니다.", "health"),
    ("댁은 마포구 합정동 이시지요?", "location"),
    ("지난번에도 환불을 요청하신 이력이 있습니다. 이전에도 불만을 제기하셨습니다.", "past"),
    ("세 번째 민원을 주셨습니다.", "past"),
    ("계속 글을 올리시면 법적 조치를 취하겠습니다.", "threat"),
    ("허위 사실 유포로 고소할 수 있습니다.", "threat"),
    ("Your order #AB-1234567 has been refunded.", "order"),
    ("Your account number is 99887766.", "account"),
    ("You have complained before about this.", "past"),
    ("We will take legal action.", "threat"),
    ("We are sorry about your surgery.", "health"),
]

CLEAN = [
    "불편을 드려 죄송합니다. 오늘 18시까지 답변드리겠습니다.",
    "고객센터 1588-1234 또는 DM으로 연락 주시면 바로 돕겠습니다.",
    "주문번호를 DM으로 보내주시면 확인하겠습니다.",
    "11월 25일까지 조치하고 결과를 이 글에 적겠습니다.",
    "이번 제품 가격은 1,290,000원입니다.",
    "We are sorry. Please send us your order number by DM.",
    "We will answer by 3 pm today.",
    "",
]


@pytest.mark.parametrize(("reply", "kind"), HELD)
def test_a_detail_of_the_person_is_held_back(reply, kind):
    held = [finding for finding in public_reply_findings(reply) if finding.weight == "stop"]
    assert kind in {finding.kind for finding in held}


@pytest.mark.parametrize("reply", CLEAN)
def test_a_clean_reply_goes_out(reply):
    assert public_reply_findings(reply) == ()


def test_mild_words_of_health_only_ask_to_look_again():
    (finding,) = public_reply_findings("혹시 다치신 곳은 없으신지 걱정됩니다.")
    assert (finding.kind, finding.weight, finding.words) == ("health", "care", "다치신")


def test_what_we_know_of_the_person_is_found_in_any_spelling():
    (finding,) = public_reply_findings("김 하늘님, 확인했습니다.", known={"김하늘": "name"})
    assert (finding.kind, finding.words) == ("name", "김 하늘")


def test_our_own_address_may_be_named():
    reply = "help@hanbit.example 로 보내주세요."
    assert public_reply_findings(reply)
    assert public_reply_findings(reply, ours=["help@hanbit.example"]) == ()


@given(st.text())
def test_findings_lie_inside_the_reply_in_order(text):
    found = public_reply_findings(text)
    assert list(found) == sorted(found)
    assert all(text[one.start : one.end] == one.words for one in found)
