"""Fitting: Korean by substring, Latin by word, tags whole, NEAR by blanks."""

import time

import pytest
from hypothesis import given
from tests.listening.asked import nodes, posts, readings, terms

from hanjari.listening.expressions import Known, fits, parsed
from hanjari.listening.expressions.nodes import All, Any, Near, Not, Term
from hanjari.listening.matching.post import Post


@pytest.mark.parametrize(
    ("text", "said", "does_fit"),
    [
        ("환불", "환불은 언제 되나요", True),
        ("환불", "환 불", False),
        ("refund", "Refund, please!", True),
        ("refund", "refunds", False),
        ("refund*", "REFUNDED", True),
        ("refund", "환불refund은", True),
        ("refund", "refund_id", False),
        ("c++", "I write C++.", True),
        ('"late delivery"', "a late\n  delivery", True),
        ('"late delivery"', "late deliveryman", False),
        ('"late deliver"*', "late delivery", True),
        ("１２", "오늘 12 개", True),
        ("#환불", "#환불#한빛", True),
        ("#환불", "#환불은", False),
        ("#hanbit", "#HANBIT!", True),
        ("#hanbit", "#hanbitfan", False),
        ("#hanbit", "hanbit", False),
        ("@hanbit", "@hanbit에 문의", True),
        ("@hanbit", "@Hanbit.", True),
        ("@hanbit", "@hanbit.shop", False),
        ("@hanbit", "@hanbit@mastodon.social", True),
        ("@hanbit", "help@hanbit.kr", False),
        ("@한빛", "@한빛팬", False),
        ("배송 NEAR/1 늦", "배송이 너무 늦어요", False),
        ("배송 NEAR/2 늦", "배송이 너무 늦어요", True),
        ("늦 NEAR/2 배송", "배송이 너무 늦어요", True),
        ("배송 NEAR/1 지연", "배송지연", True),
        ("a NEAR/1 a", "a b", False),
        ("a NEAR/1 a", "a a", True),
        ("ㅋㅋ NEAR/1 ㅋㅋ", "ㅋㅋㅋ", False),
        ("ㅋㅋ NEAR/1 ㅋㅋ", "ㅋㅋㅋㅋ", True),
        ("한빛 (환불 OR 반품) -광고", "한빛 반품 해주세요", True),
        ("한빛 (환불 OR 반품) -광고", "한빛 반품 광고", False),
        ("domain:naver.com", "https://blog.naver.com/1 보세요", True),
        ("domain:naver.com", "https://www.naver.com", True),
        ("domain:naver.com", "https://notnaver.com", False),
        ("domain:naver.com", "http://naver.com@evil.example/", False),
        ("domain:naver.com", "naver.com", False),
    ],
)
def test_what_fits(text, said, does_fit):
    assert fits(parsed(text), Post(said)) is does_fit


def test_what_is_known_of_a_post_beside_its_words():
    post = Post("안녕", ("Haneul", "김 하늘", "42"), ("https://shop.hanbit.example/x",), "mail")
    known = Known("ko", "negative", ("complaint", "question"))
    for text in (
        "author:haneul", 'author:"김  하늘"', "author:42", "domain:hanbit.example", "channel:mail",
        "language:ko", "sentiment:negative", "intent:question", "안녕 -감정:긍정",
    ):  # fmt: skip
        assert fits(parsed(text), post, known), text
    for text in ("author:hane", "domain:hanbit", "channel:x", "언어:en", "감정:긍정", "뜻:칭찬"):
        assert not fits(parsed(text), post, known), text


@given(nodes, nodes, posts, readings)
def test_and_or_not_are_what_logic_calls_so(one, other, post, known):
    first, second = fits(one, post, known), fits(other, post, known)
    assert fits(All((one, other)), post, known) is (first and second)
    assert fits(Any((one, other)), post, known) is (first or second)
    assert fits(Not(one), post, known) is not first


@given(terms, terms, posts)
def test_near_looks_both_ways_and_farther_finds_more(left, right, post):
    found = [fits(Near(left, right, distance), post) for distance in range(1, 12)]
    assert found == [fits(Near(right, left, distance), post) for distance in range(1, 12)]
    assert found == sorted(found)
    assert not found[-1] or fits(All((left, right)), post)


def test_near_in_a_text_of_nothing_but_its_words_is_answered_fast():
    text = "a " * 30_000 + "b"
    before = time.process_time()
    assert fits(Near(Term("a"), Term("b"), 1), Post(text))
    assert not fits(Near(Term("a"), Term("환불"), 1), Post(text))
    assert time.process_time() - before < 1
