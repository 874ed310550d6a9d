"""The language of a batch: the same rules, and a table for Latin languages."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.language.languages import languages_of
from hanjari.language.latin import LATIN, Features, LatinTable
from hanjari.language.latin.features import BITS, LETTERS, folded
from hanjari.language.latin.table import REACH
from hanjari.language.scripts import READ, language_of

FOUR = ("ko", "en", "ja", "zh")
MESSAGES = {
    path.stem: path.read_text(encoding="utf-8").splitlines()
    for path in sorted((Path(__file__).parent / "customer_messages").glob("*.txt"))
}
PIECES = st.sampled_from(
    [
        *" aZ@:/.é가ㅋあア東駅们字яї9😀\ud800\x00\n\u200b\u202eＡ",
        "http://",
        "the ",
        "is ",
        "삼성",
        "は",
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=40)


@pytest.mark.parametrize("language", MESSAGES)
def test_customers_are_understood_in_their_language(language: str) -> None:
    told = languages_of(MESSAGES[language])
    wrong = [pair for pair in zip(told, MESSAGES[language], strict=True) if pair[0] != language]
    allowed = {"id": 3}  # Malay writes the same words
    assert len(wrong) <= allowed.get(language, 0), wrong


@given(st.lists(TEXTS | ANYTHING, max_size=8))
def test_a_batch_follows_the_rule_of_one_text(texts: list[str]) -> None:
    assert languages_of(texts, FOUR) == [language_of(text) for text in texts]


@given(st.lists(TEXTS | ANYTHING, max_size=8))
def test_a_text_has_the_same_language_alone_and_in_a_batch(texts: list[str]) -> None:
    assert languages_of(texts) == [languages_of([text])[0] for text in texts]


def test_no_texts_have_no_languages() -> None:
    assert languages_of([]) == []


def test_a_lone_word_is_english_unless_another_language_is_clear() -> None:
    words = ["refund", "colorado", "gracias", "ok", "menu", "thanks!", "Größe", "ưu đãi"]
    assert languages_of(words) == ["en", "en", "en", "en", "en", "en", "de", "vi"]


def test_a_site_says_in_which_languages_it_listens() -> None:
    assert languages_of(["gracias", "danke"], ("ko", "en", "es", "de")) == ["es", "de"]
    assert languages_of(["Ich warte seit zwei Wochen"], FOUR) == ["en"]
    assert languages_of(["東京", "漢字です"], ("ko", "ja")) == ["ja", "ja"]
    assert languages_of(["東京駅", "привет"], ("ko", "zh")) == ["zh", "ru"]


@pytest.mark.parametrize("filler", ["a", "é ", "@a ", "가", "漢", "я", "\U0010ffff", "\ud800"])
def test_a_megabyte_is_read_as_far_as_its_first_pages(filler: str) -> None:
    long = filler * (1_000_000 // len(filler))
    assert languages_of([long, "안녕하세요"]) == [languages_of([long[:READ]])[0], "ko"]


def _grams_one_by_one(text: str) -> set[str]:
    """Grams of each word with its ends, as the docstring of the module says."""
    found = set()
    letters = "".join(
        chr(code) if code else " " for code in folded().take([ord(c) for c in text], mode="clip")
    )
    for word in letters.split():
        marked = f" {word} "
        for n in (2, 3, 4):
            found |= {marked[i : i + n] for i in range(len(marked) - n + 1)}
    return found


@given(st.lists(st.text(st.sampled_from("aéZ ß-'"), max_size=20), max_size=5))
def test_grams_stay_inside_words(texts: list[str]) -> None:
    joined = f" {' '.join(texts)} "
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
    edges = np.concatenate(([0], np.cumsum([len(text) + 1 for text in texts]))).astype(np.int64)
    features = Features(codes, edges, np.arange(len(texts)))
    for row, text in enumerate(texts):
        start, length = features.starts[row], features.lengths[row]
        grams = {
            (n, int(slots[place]))
            for n, slots in zip((2, 3, 4), features.slots, strict=True)
            for place in range(start, start + length)
            if slots[place]
        }
        assert len(grams) == len(_grams_one_by_one(text))


def test_the_longest_text_does_not_overflow_a_lane() -> None:
    dimensions = 5
    weights = np.full((dimensions, 1 << BITS), -REACH, dtype=np.int8)
    weights[::2] = REACH
    table = LatinTable(
        weights, np.eye(dimensions, dtype=np.float32), np.zeros(dimensions, np.float32)
    )
    text = "ab " * LETTERS
    codes = np.frombuffer(f" {text} ".encode("utf-32-le"), dtype=np.uint32)
    features = Features(codes, np.array([0, len(codes) - 1]), np.array([0]))
    [scores] = table.scores(features)
    assert np.sign(scores).tolist() == [1, -1, 1, -1, 1]
    assert np.ptp(np.abs(scores)) < 1e-4


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    chance = np.random.default_rng(4)
    weights = chance.integers(-REACH, REACH + 1, (15, 1 << BITS)).astype(np.int8)
    directions = chance.normal(size=(15, len(LATIN))).astype(np.float32)
    LatinTable(weights, directions, directions[0]).save(tmp_path / "table.npz")
    found = LatinTable.load(tmp_path / "table.npz")
    assert (found.weights == weights).all()
    assert (found.directions == directions).all()
    assert (found.biases == directions[0]).all()
