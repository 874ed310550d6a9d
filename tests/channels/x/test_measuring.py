"""Length as X counts it; the examples are those of docs.x.com (Counting characters) and twitter-text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.channels.contract import Outgoing
from hanjari.channels.kinds.x import KIND
from hanjari.channels.kinds.x.measuring import has_url, measure


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Hello", 5),
        ("안녕하세요", 10),
        ("cafe\u0301", 4),
        ("日本語", 6),
        ("👾", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("🙋🏽", 2),
        ("🇰🇷", 2),
        ("1️⃣", 2),
        ("❤️", 2),
        ("https://hanbit.kr/filter?id=1&x=2", 23),
        ("보세요 https://hanbit.kr/길", 6 + 1 + 23 + 2),
        ("https://hanbit.kr에서", 23 + 4),
        ("hanbit.com", 23),
        ("hanbit.com/a, hanbit.kr", 23 + 2 + 23),
        ("me@hanbit.com", 13),
        ("끝.다음", 7),
        ("3.14", 4),
        ("…", 2),
        ("“따옴표”", 8),
    ],
)
def test_each_text_weighs_what_x_says(text, length):
    assert measure(text) == length


def test_a_post_of_140_hangul_letters_just_fits():
    assert measure("가" * 140) == KIND.capabilities.text_limit
    assert measure("가" * 141) > KIND.capabilities.text_limit


@given(st.text())
def test_no_text_breaks_the_count(text):
    assert 0 <= measure(text) <= 2 * len(text) + 23 * (len(text) // 4 + 1)


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("네, 확인했습니다.", 1_500_000),
        ("https://hanbit.kr 을 보세요", 20_000_000),
        ("hanbit.com", 20_000_000),
    ],
)
def test_a_link_makes_a_post_dear(text, price):
    assert KIND.cost(Outgoing("k", text)) == price
    assert has_url(text) == (price > 1_500_000)


def test_words_to_a_picture_are_billed_too():
    media = [{"alt": "필터 사진"}, {"alt": ""}]
    assert KIND.cost(Outgoing("k", "사진입니다", extra={"media": media})) == 1_500_000 + 500_000
