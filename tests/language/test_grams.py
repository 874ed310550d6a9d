"""The kernel of all tables: cutting a batch into hashed n-grams, and summing weights over them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.language.grams import READ, Batch, Table
from hanjari.language.grams.batch import BITS, LONGEST

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=40)
LABELS = ("one", "two", "three", "four")


@pytest.fixture(scope="module")
def table() -> Table:
    chance = np.random.default_rng(2011)
    size = 1 << 16
    slots = np.arange(1, size, dtype=np.uint32)
    weights = chance.integers(-127, 128, (size - 1, len(LABELS))).astype(np.int8)
    return Table(
        LABELS,
        16,
        slots,
        weights,
        np.array([0.5, 1, 0.25, 0.125], dtype=np.float32),
        np.array([0, 1, -1, 0], dtype=np.float32),
    )


def _one_by_one(table: Table, form: str) -> list[float]:
    """The same sum without lanes: every gram looked up by itself."""
    batch = Batch([form])
    sums = np.zeros(len(LABELS), dtype=np.int64)
    for slots in batch.slots:
        for slot in slots >> (BITS - table.bits):
            place = np.searchsorted(table.slots, slot)
            if place < len(table.slots) and table.slots[place] == slot:
                sums += table.weights[place].astype(np.int64)
    return list(sums * table.scales + table.biases)


@given(st.lists(ANYTHING, max_size=6))
def test_a_batch_scores_each_text_as_if_it_came_alone(table: Table, forms: list[str]) -> None:
    together = table.scores(Batch(forms))
    assert together.shape == (len(forms), len(LABELS))
    for form, scores in zip(forms, together, strict=True):
        assert scores.tolist() == table.scores(Batch([form]))[0].tolist()


@given(ANYTHING)
def test_packed_lanes_sum_like_plain_numbers(table: Table, form: str) -> None:
    assert table.scores(Batch([form]))[0].tolist() == pytest.approx(_one_by_one(table, form))


def test_a_rooted_table_divides_by_the_root_of_the_length(table: Table) -> None:
    rooted = replace(table, rooted=True, biases=table.biases * 0)
    batch = Batch(["abc", "환불"])
    plain = replace(table, biases=table.biases * 0).scores(batch)
    assert rooted.scores(batch)[:, 0].tolist() == pytest.approx(
        [plain[0, 0] / 2, plain[1, 0] / 3**0.5]
    )


def test_the_longest_text_does_not_overflow_a_lane() -> None:
    slots = np.arange(1, 1 << 16, dtype=np.uint32)
    ones = np.ones(3, dtype=np.float32)
    most = Table(
        LABELS[:3], 16, slots, np.full((len(slots), 3), -127, dtype=np.int8), ones, ones * 0
    )
    text = "가나다" * READ
    grams = sum(int((slot >> 4 != 0).sum()) for slot in Batch([text]).slots)
    assert grams > LONGEST * READ * 0.99
    assert most.scores(Batch([text, "가"]))[0].tolist() == [-127.0 * grams] * 3


def test_longer_runs_of_a_character_read_like_two() -> None:
    assert [s.tolist() for s in Batch(["ㅋㅋㅋㅋㅋ 네!!!!"]).slots] == [
        s.tolist() for s in Batch(["ㅋㅋ 네!!"]).slots
    ]


def test_korean_reads_the_same_however_it_is_spaced() -> None:
    spaced, close = Batch(["배송 이 늦어요 ok go"]), Batch(["배송이 늦어요ok go"])
    assert [s.tolist() for s in spaced.slots] == [s.tolist() for s in close.slots]
    assert len(Batch(["ok go"]).codes) == len(" ok go ")


def test_a_table_comes_back_from_its_file(table: Table, tmp_path) -> None:
    path = tmp_path / "table.npz"
    table.save(path)
    forms = ["배송이 너무 늦어요", "thank you"]
    assert Table.load(path).scores(Batch(forms)).tolist() == table.scores(Batch(forms)).tolist()


def test_tables_joined_score_as_they_did_alone(table: Table) -> None:
    chance = np.random.default_rng(5)
    other = Table(
        ("five",),
        16,
        np.arange(3, 3000, 7, dtype=np.uint32),
        chance.integers(-127, 128, (429, 1)).astype(np.int8),
        np.ones(1, dtype=np.float32),
        np.ones(1, dtype=np.float32),
    )
    batch = Batch(["환불 언제 되나요", "", "ㅋㅋㅋㅋ"])
    both = Table.joined([other, table])
    assert both.labels == ("five", *LABELS)
    assert (
        both.scores(batch).tolist()
        == np.hstack([other.scores(batch), table.scores(batch)]).tolist()
    )


def test_a_table_of_some_labels_scores_them_as_the_whole_does(table: Table) -> None:
    batch = Batch(["환불 언제 되나요", "ok"])
    some = table.only(("four", "two"))
    assert some.scores(batch).tolist() == table.scores(batch)[:, [3, 1]].tolist()


@given(st.lists(ANYTHING, min_size=1, max_size=4))
def test_the_pulls_of_all_characters_add_up_to_all_scores(table: Table, forms: list[str]) -> None:
    batch = Batch(forms)
    scores = table.scores(batch)[:, 2].sum() - len(forms) * table.biases[2]
    assert table.pulls(batch, "three").sum() == pytest.approx(scores, abs=0.01)


def test_every_code_knows_its_place_in_its_text() -> None:
    forms = ["ㅋㅋㅋㅋ가", "", "나 다!!!!"]
    batch = Batch(forms)
    for text, (start, end) in enumerate(zip(batch.edges, batch.edges[1:], strict=False)):
        for code, place in zip(
            batch.codes[start + 1 : end], batch.places[start + 1 : end], strict=True
        ):
            assert forms[text][place] == chr(code)
