"""Which answers stop a clock."""

import pytest

from hanjari.conversations.substance import is_substantive


@pytest.mark.parametrize(
    "text",
    [
        "안녕하세요. 문의해 주셔서 감사합니다. 확인 후 답변드리겠습니다.",
        "하늘님, 안녕하세요. 한빛 민서입니다. 불편을 드려 죄송합니다. 현재 확인 중입니다.",
        "접수되었습니다. 담당 부서에 전달했습니다.",
        "네! 감사합니다.",
        "빠른 시일 내에 연락드리겠습니다.",
        "Hi River,\nThank you for reaching out. We are looking into it.\nKind regards,\nMinseo",
        "We have received your message and will get back to you.",
        "",
    ],
)
def test_a_greeting_a_receipt_or_a_holding_line_is_no_answer(text):
    assert not is_substantive(text, has_promise=False)
    assert is_substantive(text, has_promise=True)


@pytest.mark.parametrize(
    "text",
    [
        "하늘님, 필터는 오늘 아침에 출고되어 내일 오전에 도착합니다.",
        "안녕하세요. 확인해 보니 11월 요금이 두 번 빠져나갔고 오늘 29,900원을 환불했습니다.",
        "토요일 오전에도 이전 설치를 해 드립니다.",
        "미세플라스틱이 아니라 물에 녹아 있던 칼슘과 마그네슘입니다.",
        "Hi River, your filter fits the 2024 model. Turn the tap left to open it.",
    ],
)
def test_what_says_something_of_the_case_is_an_answer(text):
    assert is_substantive(text, has_promise=False)
