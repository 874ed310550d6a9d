"""Forming: the form and the text are the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.listening.asked import fields, nodes, posts, readings, terms

from hanjari.listening.expressions import ExpressionError, fits, parsed, printed
from hanjari.listening.expressions.forming import (
    Block,
    bag_of,
    bag_text,
    blocks_of,
    node_of,
    values_of,
    values_text,
)
from hanjari.listening.expressions.nodes import Near, Term


@given(nodes, posts, readings)
def test_text_to_form_and_back_finds_the_same_posts(node, post, known):
    blocks = blocks_of(parsed(printed(node)))
    if blocks is not None:
        again = parsed(printed(node_of(blocks)))
        assert fits(again, post, known) == fits(node, post, known)
        settled = blocks_of(again)
        assert parsed(printed(node_of(settled))) == again, "a second trip changes nothing"


@given(st.lists(terms | fields, max_size=5).map(tuple))
def test_a_row_says_what_was_typed_into_it(bag):
    assert bag_of(bag_text(bag)) == bag


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("환불 “늦은 배송”", Block(every=(Term("환불"), Term("늦은 배송", is_phrase=True)))),
        ("환불 OR 반품", Block(some=((Term("환불"), Term("반품")),))),
        ("환불 -광고 -(이벤트 OR 할인)",
         Block(every=(Term("환불"),), none=(Term("광고"), Term("이벤트"), Term("할인")))),
        ("a NEAR/3 b", Block(near=(Near(Term("a"), Term("b"), 3),))),
        ("환불 (감정:부정 OR 감정:중립) 채널:x",
         Block(every=(Term("환불"),), fields={"sentiment": ("negative", "neutral"), "channel": ("x",)})),
    ],
)  # fmt: skip
def test_a_simple_expression_is_one_block(text, block):
    assert blocks_of(parsed(text)) == (block,)


def test_alternatives_are_blocks_and_what_goes_deeper_is_text():
    assert len(blocks_of(parsed("한빛 환불 OR 나래 반품"))) == 2
    for text in ("a (b OR (c d))", "a -(b c)", "a -(b NEAR c)", "a (b OR c NEAR d)"):
        assert blocks_of(parsed(text)) is None, text
    assert blocks_of(parsed(" OR ".join(f"a{n} b" for n in range(30)))) is None


def test_nothing_typed_is_no_expression():
    assert node_of([Block(), Block()]) is None


def test_a_rows_values_may_be_phrases_and_are_checked():
    assert values_of("author", '@haneul "김 하늘" haneul') == ("haneul", "김 하늘")
    assert values_of("domain", "https://www.naver.com/1, daum.net") == ("naver.com", "daum.net")
    assert values_text(("haneul", "김 하늘")) == 'haneul "김 하늘"'
    for name, text in (("author", "#haneul"), ("domain", "///"), ("author", "(a)")):
        with pytest.raises(ExpressionError):
            values_of(name, text)


def test_groups_and_not_have_no_place_in_a_row():
    with pytest.raises(ExpressionError) as caught:
        bag_of("환불 -광고")
    assert (caught.value.flaw, caught.value.start) == ("leaves_only", 3)
