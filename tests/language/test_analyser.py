"""The analyser of search: bigrams, words, and highlights in the original."""

from hypothesis import given
from hypothesis import strategies as st

from hanjari.language import highlight, tokens
from hanjari.language.analyser import tokens_of


def test_korean_becomes_overlapping_bigrams_and_a_lone_syllable_stays():
    assert tokens("정수기 물 LG전자 Filter-2") == [
        "정수",
        "수기",
        "물",
        "lg",
        "전자",
        "filter",
        "2",
    ]


def test_width_case_and_invisible_characters_make_no_difference():
    assert tokens("ＡＢＣ １２\u200b3 정\u200b수기") == tokens("abc 123 정수기")


def test_single_jamo_stay_as_typed():
    assert tokens("ㅋㅋㅋ ㅠㅠ") == ["ㅋㅋ", "ㅋㅋ", "ㅠㅠ"]


def test_highlights_come_back_in_original_offsets():
    text = "Ｆilter 정\u200b수기 필터, filtering"
    assert [text[a:b] for a, b in highlight(text, ["filter", "수기 필"])] == [
        "Ｆilter",
        "수기 필",
    ]


def test_a_latin_term_matches_only_whole_words_and_korean_inside_them():
    assert highlight("art smart 전자제품", ["art", "자제"]) == [(0, 3), (11, 13)]


@given(st.text(), st.text(max_size=12))
def test_any_text_is_analysed_and_highlighted_within_its_bounds(text, term):
    assert all(tokens(text))
    spans = highlight(text, [term])
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(alphabet="정수기 필터aB9ㅋ漢ｶﾞ\u0301é", min_size=1, max_size=30))
def test_a_text_finds_itself(text):
    if tokens(text):
        assert highlight(text, [text])


def test_letters_beyond_ascii_become_bigrams_in_every_script():
    assert tokens("Привет café 人々") == ["пр", "ри", "ив", "ве", "ет", "caf", "é", "人々", "fé"]


def test_a_text_without_letters_beyond_ascii_and_cjk_has_the_same_tokens_either_way():
    form = "정수기 물 lg전자 filter_2 日本語"
    assert tokens_of(form) == (tokens(form), [])
