"""Words of a batch as hashes: the same word anywhere is the same number."""

from hypothesis import given
from hypothesis import strategies as st

from hanjari.language.grams.wording import COLUMNS, wording
from hanjari.language.grams.words import Words


def test_a_word_has_one_hash_wherever_it_stands():
    words = Words(["late again", "again late!", "don’t", "don't"])
    late, again, same_again, same_late, sign, curly, straight = words.hashes.tolist()
    assert (late, again) == (same_late, same_again)
    assert curly == straight
    assert sign not in (late, again)


def test_words_know_their_text_also_beside_empty_ones():
    words = Words(["", "one two", "", "three"])
    assert words.edges.tolist() == [0, 0, 2, 2, 3]
    assert words.texts.tolist() == [1, 1, 3]


def test_a_pair_does_not_reach_into_the_text_before():
    joined, apart = Words(["bad day"]), Words(["bad", "day"])
    assert joined.pairs[1] != apart.pairs[1]
    assert apart.pairs[1] == Words(["day"]).pairs[0]


def test_a_long_drawn_word_reads_like_a_drawn_one():
    assert Words(["soooooo"]).hashes.tolist() == Words(["soo"]).hashes.tolist()


@given(st.lists(st.text(), max_size=8))
def test_any_text_is_cut_alike_alone_and_in_a_batch(texts):
    together = Words(texts)
    alone = [Words([text]).hashes.tolist() for text in texts]
    cuts = [
        together.hashes[start:end].tolist()
        for start, end in zip(together.edges, together.edges[1:], strict=False)
    ]
    assert cuts == alone


@given(st.lists(st.text(alphabet=st.characters(), max_size=40), max_size=5))
def test_wording_has_length_one_or_nothing_to_say(texts):
    rows = wording(texts)
    assert rows.shape == (len(texts), COLUMNS)
    lengths = (rows**2).sum(axis=1)
    assert all(abs(length - 1) < 1e-3 or length == 0 for length in lengths)
