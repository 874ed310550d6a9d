"""A site's own labels: learnt from few examples, kept without pickles, silent before strangers."""

import numpy as np
import pytest

from hanjari.language.classifier import Classifier, train
from hanjari.language.optimiser import minimum

DELIVERY = [
    "배송이 언제 오나요",
    "택배가 안 와요",
    "배송 조회가 안 돼요",
    "언제 도착하나요",
    "택배 어디쯤인가요",
]
REFUND = [
    "환불해 주세요",
    "돈을 돌려받고 싶어요",
    "환불은 어떻게 하나요",
    "결제 취소하고 싶어요",
    "환불이 안 됐어요",
]
FILTER = [
    "필터를 갈고 싶어요",
    "필터 교체 주기가 궁금해요",
    "정수기 필터 가격",
    "필터가 막혔어요",
    "필터 어디서 사나요",
]
TEXTS = [*DELIVERY, *REFUND, *FILTER]
LABELS = ["delivery"] * 5 + ["refund"] * 5 + ["filter"] * 5


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return train(TEXTS, LABELS, with_meaning=False)


def test_a_new_text_gets_the_label_of_what_it_is_like(classifier):
    told = classifier.predict(
        ["택배 배송이 언제 와요?", "환불해 주세요 제발", "필터 교체해 주세요"]
    )
    assert [one.best for one in told] == ["delivery", "refund", "filter"]


def test_a_stranger_is_less_in_scope_than_any_example(classifier):
    (stranger,) = classifier.predict(["quarterly dividend policy of the holding"])
    assert stranger.scope < min(one.scope for one in classifier.predict(TEXTS))
    assert stranger.label is None


def test_probabilities_of_a_text_add_up_to_one(classifier):
    probabilities, scope = classifier.probabilities(["환불", "", "\ud800\0"])
    assert probabilities.shape == (3, 3)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)
    assert ((scope >= 0) & (scope <= 1)).all()


def test_no_texts_give_no_predictions(classifier):
    assert classifier.predict([]) == []


def test_a_kept_classifier_says_the_same(classifier, tmp_path):
    classifier.save(tmp_path / "own.npz")
    again = Classifier.load(tmp_path / "own.npz")
    assert again.labels == classifier.labels
    assert [one.label for one in again.predict(TEXTS)] == [
        one.label for one in classifier.predict(TEXTS)
    ]


def test_a_file_of_another_format_is_refused(tmp_path):
    np.savez(tmp_path / "other.npz", weights=np.zeros(3))
    with pytest.raises(ValueError, match="no classifier"):
        Classifier.load(tmp_path / "other.npz")


def test_training_twice_gives_the_same_classifier(classifier):
    again = train(TEXTS, LABELS, with_meaning=False)
    np.testing.assert_array_equal(again.weights, classifier.weights)
    assert again.threshold == classifier.threshold


def test_two_labels_of_two_examples_are_enough():
    two = train(["반품", "반품 신청", "칭찬", "칭찬해요"], ["a", "a", "b", "b"], with_meaning=False)
    assert two.predict(["반품할래요"])[0].best == "a"


@pytest.mark.parametrize(
    ("texts", "labels"),
    [([], []), (["가", "나"], ["a", "a"]), (["가", "나", "다"], ["a", "a", "b"])],
)
def test_too_few_examples_are_refused(texts, labels):
    with pytest.raises(ValueError, match="at least 2"):
        train(texts, labels, with_meaning=False)


def test_examples_of_no_label_teach_what_a_stranger_is():
    strangers = [
        "오늘 날씨 좋네요",
        "점심 뭐 먹지",
        "축구 봤어요?",
        "주말에 뭐 해요",
        "영화 재밌더라",
    ]
    taught = train([*TEXTS, *strangers], [*LABELS, *[None] * 5], with_meaning=False)
    assert taught.labels == ("delivery", "filter", "refund")
    stranger, ours = taught.predict(["오늘 점심 뭐 먹지", "택배가 안 와요"])
    assert stranger.scope < ours.scope


def test_the_smallest_value_of_a_bowl_is_found():
    bend = np.diag(np.linspace(1, 100, 20))
    there = minimum(
        lambda p: (float(0.5 * p @ bend @ p - p.sum()), bend @ p - 1), np.zeros(20), steps=100
    )
    np.testing.assert_allclose(there, 1 / np.diag(bend), atol=1e-3)
