"""Expressions: text and tree are the same thing, and a mistake is shown where it stands."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.listening.asked import nodes

from hanjari.channels.registry import kinds
from hanjari.listening.expressions import ExpressionError, parsed, printed
from hanjari.listening.expressions.flaws import DEEPEST, LONGEST
from hanjari.listening.expressions.names import CHANNELS, CHOICES, field_named, value_named
from hanjari.listening.expressions.nodes import All, Any, Field, Hashtag, Mention, Near, Not, Term

_SIGNS = '()"“”|-*#@: \n,AND OR NOT NEAR/5 환불 a author: 감정:부정 x\0\u200b（）：＃'


@given(nodes)
def test_a_tree_printed_and_read_again_is_the_same_tree(node):
    canonical = parsed(printed(node))
    assert parsed(printed(canonical)) == canonical
    assert printed(canonical) == printed(node)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(_SIGNS.split(" ") + list(_SIGNS)), max_size=25).map("".join)
    | st.lists(st.sampled_from(_SIGNS.split(" ")), max_size=25).map(" ".join)
)
def test_any_text_is_read_or_refused_at_a_place_within_it(text):
    node, error = _read(text)
    if error:
        assert 0 <= error.start <= error.end <= len(text)
        assert "%(" not in error.words
    else:
        assert parsed(printed(node)) == node


def _read(text):
    try:
        return parsed(text), None
    except ExpressionError as error:
        return None, error


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("환불 지연", All((Term("환불"), Term("지연")))),
        ("환불 AND 지연", All((Term("환불"), Term("지연")))),
        ("환불 | 지연 | 반품", Any((Term("환불"), Term("지연"), Term("반품")))),
        ("a b OR c", Any((All((Term("a"), Term("b"))), Term("c")))),
        ("a (b OR c)", All((Term("a"), Any((Term("b"), Term("c")))))),
        ("a -b", All((Term("a"), Not(Term("b"))))),
        ("a - b", All((Term("a"), Not(Term("b"))))),
        ("a NOT (b c)", All((Term("a"), Not(All((Term("b"), Term("c"))))))),
        ("“늦은  배송”", Term("늦은 배송", is_phrase=True)),
        ("refund*", Term("refund", is_prefix=True)),
        ("환불 NEAR 지연", Near(Term("환불"), Term("지연"), 5)),
        ('"late delivery" NEAR/12 refund*',
         Near(Term("late delivery", is_phrase=True), Term("refund", is_prefix=True), 12)),
        ("#한빛 @hanbit.shop", All((Hashtag("한빛"), Mention("hanbit.shop")))),
        ("감정:부정 뜻:불만", All((Field("sentiment", "negative"), Field("intent", "complaint")))),
        ('글쓴이:"김 하늘" author:@haneul',
         All((Field("author", "김 하늘"), Field("author", "haneul")))),
        ("domain:https://www.naver.com/blog", Field("domain", "naver.com")),
        ("채널:인스타 언어:영어 language:tl",
         All((Field("channel", "instagram"), Field("language", "en"), Field("language", "tl")))),
        ("((a))", Term("a")),
        ("NOT NOT a", Term("a")),
        ("a (b (c d))", All((Term("a"), Term("b"), Term("c"), Term("d")))),
        ("환불, 지연", All((Term("환불"), Term("지연")))),
        ("near and or not", All((Term("near"), Term("and"), Term("or"), Term("not")))),
        ("https://hanbit.example 12:30", All((Term("https://hanbit.example"), Term("12:30")))),
        ("（환불|a）", Any((Term("환불"), Term("a")))),
    ],
)  # fmt: skip
def test_what_is_written_is_what_is_meant(text, node):
    assert parsed(text) == node
    assert parsed(printed(node)) == node


@pytest.mark.parametrize(
    ("text", "flaw", "place"),
    [
        ("", "empty", ""),
        ("  ", "empty", "  "),
        ('환불 "늦은 배송', "quote_open", '"'),
        ('author:"김', "quote_open", '"'),
        ('a ""', "phrase_empty", '""'),
        ("a (b (c)", "group_open", "("),
        ("a) b", "group_close", ")"),
        ("a ( ) b", "group_empty", "( )"),
        ("NOT 환불", "not_alone", "NOT 환불"),
        ("-a -b", "not_alone", "-a -b"),
        ("a OR -b", "not_beside_or", "-b"),
        ("a OR", "nothing_behind", "OR"),
        ("a AND OR b", "nothing_behind", "AND"),
        ("OR a", "nothing_before", "OR"),
        ("(AND a)", "nothing_before", "AND"),
        ("a NOT", "nothing_behind", "NOT"),
        ("a NEAR/5", "near_neighbours", "NEAR/5"),
        ("NEAR/5 a", "near_neighbours", "NEAR/5"),
        ("a NEAR (b c)", "near_neighbours", "NEAR"),
        ("#a NEAR b", "near_neighbours", "NEAR"),
        ("a NEAR b NEAR c", "near_neighbours", "NEAR"),
        ("a NEAR/0 b", "near_distance", "NEAR/0"),
        ("a NEAR/² b", "near_distance", "NEAR/²"),
        ("환불 지역:서울", "field_unknown", "지역"),
        ("감정:그냥", "value_unknown", "그냥"),
        ("channel:myspace", "value_unknown", "myspace"),
        ("domain:-:/", "value_unknown", "-:/"),
        ("intent:", "value_missing", "intent:"),
        ("*", "star", "*"),
        ("re*fund", "star", "re*fund"),
        ("#한빛!", "tag", "#한빛!"),
        ("@?", "mention", "@?"),
        ("a \u200b", "unseen", "\u200b"),
    ],
)  # fmt: skip
def test_a_mistake_is_shown_where_it_stands(text, flaw, place):
    with pytest.raises(ExpressionError) as caught:
        parsed(text)
    assert (caught.value.flaw, text[caught.value.start : caught.value.end]) == (flaw, place)


@pytest.mark.parametrize("join", [" ", " OR ", " AND "])
def test_ten_thousand_words_are_one_expression(join):
    text = join.join(f"낱말{number}" for number in range(10_000))
    node = parsed(text)
    assert len(node.parts) == 10_000
    assert parsed(printed(node)) == node


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("(" * 100_000 + "a" + ")" * 100_000, "too_deep"),
        ("-(" * 60 + "a" + ")" * 60, "too_deep"),
        ("(a OR " * 60_000, "too_deep"),
        ("NOT " * 99_000 + "a", "too_many"),
        (")" + "(" * 99_000, "too_deep"),
        ("a " * 100_000, "too_many"),
        ("a" * (LONGEST + 1), "too_long"),
        ('"' * 99_999, "phrase_empty"),
        ("a:" * 100_000, "field_unknown"),
    ],
)
def test_what_is_built_to_exhaust_is_answered_fast(text, flaw):
    before = time.process_time()
    with pytest.raises(ExpressionError) as caught:
        parsed(text)
    assert caught.value.flaw == flaw
    assert time.process_time() - before < 2


def test_as_many_groups_as_are_allowed_may_stand_within_each_other():
    text = "a"
    for number in range(DEEPEST):
        text = f"(b{number} {'OR' if number % 2 else 'AND'} {text})"
    node = parsed(text)
    assert parsed(printed(node)) == node
    assert parsed("-" * 10_001 + "a b").parts[0] == Not(Term("a"))


def test_every_channel_that_is_installed_can_be_asked_for():
    assert set(kinds()) - set(CHANNELS) <= {"spoken"}, "a kind that only the tests have"
    assert set(CHANNELS) <= set(kinds())


def test_every_name_of_a_value_leads_to_a_value_that_is_offered():
    for field, values in CHOICES.items():
        assert field_named(field) == field
        for value in values:
            assert value_named(field, value) == value
