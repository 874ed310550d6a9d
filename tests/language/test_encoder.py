"""The second reader of Korean: its shapes, its bounds, and that "not good" is bad."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanjari.language.encoder import ACTS, HATE, HEADS, KINDS, encode
from hanjari.language.encoder.grams import FIRST, LAST, buffer, prepared

TEXTS = [
    "배송이 너무 늦어요",
    "정말 좋아요! 또 살게요",
    "",
    "언제 오나요",
    "ㅋㅋㅋㅋㅋㅋㅋㅋ",
    "ok",
    "🙂",
]
PAIRS = [
    line.split("\t")
    for line in Path(__file__).with_name("negation_pairs.tsv").read_text("utf-8").splitlines()
]
"""A sentence, 1 where it is positive, the sentence with one edit, 1 where that is positive."""


def test_every_head_answers_every_text_with_finite_numbers() -> None:
    widths = {
        "sentiment": (),
        "polarity": (3,),
        "act": (len(ACTS),),
        "emotion": (44,),
        "hate": (len(HATE),),
        "kind": (len(KINDS),),
    }
    found = encode(TEXTS)
    assert tuple(found) == HEADS
    for name, width in widths.items():
        assert found[name].shape == (len(TEXTS), *width)
        assert np.isfinite(found[name]).all()


def test_probabilities_of_one_choice_add_up_to_one() -> None:
    found = encode(TEXTS, ("polarity", "act", "hate"))
    for name in found:
        np.testing.assert_allclose(found[name].sum(1), 1, atol=1e-5)


def test_no_texts_give_empty_answers() -> None:
    found = encode([])
    assert {name: len(rows) for name, rows in found.items()} == dict.fromkeys(HEADS, 0)


@pytest.mark.parametrize("name", HEADS)
def test_a_text_reads_the_same_alone_and_in_any_batch(name: str) -> None:
    together = encode([*TEXTS, *["가나다 라마바 " * 20] * 70], (name,))[name][: len(TEXTS)]
    alone = np.concatenate([encode([text], (name,))[name] for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_praise_and_blame_fall_on_their_sides() -> None:
    praise, blame = encode(
        ["정말 최고예요 감동받았습니다", "최악이에요 돈 아까워요"], ("sentiment",)
    )["sentiment"]
    assert praise > 1
    assert blame < -1


def test_edits_that_turn_a_sentence_are_followed() -> None:
    answers = encode([pair[2] for pair in PAIRS], ("sentiment",))["sentiment"]
    right = (answers > 0) == np.array([pair[3] == "1" for pair in PAIRS])
    assert right.mean() >= 0.82


def test_sentences_before_the_edit_are_right_too() -> None:
    answers = encode([pair[0] for pair in PAIRS], ("sentiment",))["sentiment"]
    right = (answers > 0) == np.array([pair[1] == "1" for pair in PAIRS])
    assert right.mean() >= 0.85


def test_a_question_is_told_from_a_command_without_punctuation() -> None:
    found = encode(["내일 몇 시에 문 여나요", "지금 바로 환불해 주세요"], ("act",))["act"].argmax(1)
    assert [ACTS[act] for act in found] == ["question", "command"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\0\0\0",
        "\ud800",
        "가\udfff나",
        "가" * 1_000_000,
        "\U0010ffff\u0378",
        "\u202e가나\u202c",
        "\n" * 500,
    ],
)
def test_hostile_texts_are_read_and_leave_their_neighbours_alone(text: str) -> None:
    found = encode(["정말 좋아요", text, "정말 싫어요"], ("sentiment",))["sentiment"]
    assert np.isfinite(found).all()
    np.testing.assert_allclose(
        found[[0, 2]],
        encode(["정말 좋아요", "정말 싫어요"], ("sentiment",))["sentiment"],
        atol=1e-4,
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=40), max_size=6))
def test_any_batch_gets_a_row_a_text(texts: list[str]) -> None:
    found = encode(texts, ("sentiment", "act"))
    assert len(found["sentiment"]) == len(found["act"]) == len(texts)
    assert np.isfinite(found["act"]).all()


@given(st.text(st.sampled_from("가나ㅋ! \n"), max_size=600))
def test_the_buffer_has_one_break_more_than_texts_and_a_bounded_length(text: str) -> None:
    codes, breaks = buffer([text, text])
    assert len(breaks) == 3
    assert len(codes) <= 3 + 2 * (FIRST + LAST + 1)


def test_a_long_text_is_read_at_its_opening_and_its_close() -> None:
    text = "처음" + "가" * 5000 + "끝"
    assert prepared(text).startswith("처음")
    assert prepared(text).endswith("끝")
    assert len(prepared(text)) == FIRST + LAST + 1
