"""Differences between versions, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from hanjari.issues.wording import Piece, differences


def test_korean_differs_by_eojeol():
    assert differences("한 곳에서 물이 샜습니다.", "두 곳에서 물이 샜습니다.") == [
        Piece("gone", "한"),
        Piece("new", "두"),
        Piece("same", "곳에서 물이 샜습니다."),
    ]


def test_a_line_that_was_added_is_new():
    assert [piece.what for piece in differences("하나", "하나\n둘")] == ["same", "new"]


TEXTS = st.lists(st.sampled_from(["저희", "책임", "물이", "\n", "샜습니다."]), max_size=30).map(
    " ".join
)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back_from_their_difference(before, after):
    pieces = differences(before, after)
    for gone, text in (("new", before), ("gone", after)):
        kept = [word for piece in pieces if piece.what != gone for word in piece.words.split()]
        assert kept == text.split()
