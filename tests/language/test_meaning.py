"""Meaning: copies, the same question in other words, similar cases, topics; and any input at all."""

import numpy as np
import pytest

from hanjari.language.meaning import (
    assigned,
    copy_keys,
    embed,
    near_duplicates,
    same_question,
    similar,
    topics,
)
from hanjari.language.meaning.questions import linked
from hanjari.language.meaning.terms import named, words

ODD = ["", "   ", "\0", "\ud800", "🙂🙂", "가" * 20_000, "\u202eabc", "\u0378"]


def test_vectors_have_length_one_and_nothing_for_an_empty_text():
    lengths = np.linalg.norm(embed([*ODD, "환불해 주세요"]), axis=1)
    assert lengths[[0, 1, 2, 3]].tolist() == [0, 0, 0, 0]
    np.testing.assert_allclose(lengths[4:], 1, atol=1e-3)


def test_a_forwarded_text_is_a_copy_and_another_is_not():
    texts = [
        "정수기에서 물이 새요. 기사님을 보내 주세요.",
        "환불은 언제 되나요?",
        "정수기에서 물이 새요!! 기사님을 보내 주세요",
        "",
        "",
    ]
    assert near_duplicates(texts) == [[0, 2]]


def test_copies_are_found_across_the_batches_of_a_long_list():
    texts = [f"{n}번째 손님의 이야기는 {n * 7919}입니다" for n in range(1_200)]
    texts[1_150] = texts[3]
    assert [3, 1_150] in near_duplicates(texts, least=0.99)


def test_with_owners_only_texts_of_one_meet():
    text = "정수기에서 물이 새요. 기사님을 보내 주세요."
    assert near_duplicates([text] * 5, owners=[0, 1, 0, 1, 2]) == [[0, 2], [1, 3]]


def test_a_copy_has_a_key_in_common_with_its_first_and_a_stranger_has_none():
    first, copy, other, *odd = copy_keys(
        [
            "한빛전자가 오늘 정수기 필터 12만 개를 스스로 거두어들인다고 밝혔다.",
            "[속보] 한빛전자가 오늘 정수기 필터 12만 개를 스스로 거두어들인다고 밝혔다!",
            "환불은 언제 되나요? 두 번 물었는데 아무도 답하지 않습니다.",
            *ODD,
        ]
    )
    assert len(first) == len(set(first)) == 10
    assert all(0 <= key < 2**63 for key in first)
    assert set(first) & set(copy)
    assert not set(first) & set(other)
    assert odd[0] == odd[1] == []
    assert not set(first) & set(copy_keys(["한빛전자가 오늘 정수기 필터"], salt=2)[0])


def test_the_same_question_in_other_words_is_one_group():
    texts = [
        "배송이 언제 도착하나요?",
        "주말에 매장 문 여나요?",
        "제 택배는 언제 오나요?",
        "언제쯤 배송 받을 수 있나요?",
        "토요일에도 매장 영업하나요?",
        "",
    ]
    groups = same_question(texts, least=0.4)
    assert sorted(groups[0]) == [0, 2, 3]
    assert all(5 not in group for group in groups)


def test_average_linkage_joins_the_nearest_and_stops_at_the_least():
    likeness = np.array(
        [[1, 0.9, 0.1, 0], [0.9, 1, 0.3, 0], [0.1, 0.3, 1, 0.8], [0, 0, 0.8, 1]], np.float32
    )
    assert sorted(map(sorted, linked(likeness, 0.5))) == [[0, 1], [2, 3]]
    assert sorted(map(sorted, linked(likeness, 0.05))) == [[0, 1, 2, 3]]


def test_the_past_case_about_the_same_comes_first():
    past = ["필터 교체 방법 안내", "환불 절차를 알려 드립니다", "매장 위치 안내"]
    found = similar("환불 어떻게 받아요?", past, least=0)
    assert found[0].place == 1
    assert similar("환불 어떻게 받아요?", past, limit=1, least=0) == found[:1]


@pytest.mark.parametrize("query", ["", "환불"])
def test_without_a_past_or_a_question_nothing_is_similar(query):
    assert similar(query, []) == []
    assert similar("", ["환불"]) == []


def test_a_stream_falls_into_named_topics_that_new_texts_join():
    texts = [
        *(f"배송이 {n}일째 안 와요" for n in range(2, 8)),
        *(f"정수기 필터를 {n}개 주문하고 싶어요" for n in range(2, 8)),
        "",
    ]
    found = topics(texts, count=2)
    assert {topic.terms[0] for topic in found} <= {"배송", "정수기", "필터", "주문"}
    assert sorted(sorted(topic.members) for topic in found) == [[*range(6)], [*range(6, 12)]]
    assert assigned(["배송이 9일째 안 와요"], found)[0] == next(
        place for place, topic in enumerate(found) if 0 in topic.members
    )


def test_no_text_and_odd_texts_have_topics_without_a_fault():
    assert topics([]) == []
    assert topics(["", ""]) == []
    members = sorted(place for topic in topics(ODD) for place in topic.members)
    assert members == [4, 5, 6, 7]


def test_particles_are_cut_off_and_common_words_left_out():
    assert words("정수기에서 필터를 그리고 the filter") == ["정수기", "필터", "filter"]


def test_a_term_of_every_group_names_none_before_its_own():
    first, second = named([["배송 지연 문의", "배송 지연"], ["환불 문의", "환불 지연 문의"]])
    assert first[0] == "배송"
    assert second[0] == "환불"
