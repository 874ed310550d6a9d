"""What sentences ask, demand and tell, on messages of our own as a desk gets them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.language.grams import READ, Batch
from hanjari.language.heads import ABUSE, ACTS, ASKS, HEARD, acts, scores
from hanjari.language.heads.sentences import ENDING, Endings, Sentences
from hanjari.language.normal import normal

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)

QUESTIONS = (
    "배송 언제 오나요",
    "혹시 재입고 일정 알 수 있을까요",
    "영업시간이 몇 시까지예요?",
    "포인트는 어디서 확인하나요",
    "교환도 되나요??",
    "안녕하세요. 주문한 상품 오늘 출발하나요? 감사합니다.",
)
REQUESTS = (
    "주소 변경해주세요",
    "주문 취소해 주세요",
    "확인 부탁드려요. 오늘 안에 답 주세요",
    "제 개인정보 삭제해 주세요.",
)
STATEMENTS = (
    "어제 매장에 다녀왔습니다",
    "색상이 사진하고 조금 다르네요",
    "저는 이 브랜드를 십 년째 쓰고 있어요.",
)
COMPLAINTS = (
    "아니 도대체 몇 번째 고장입니까 진짜 짜증나네요",
    "고객센터는 전화도 안 받고 돈만 받아 먹는 회사네요 어이가 없어서",
    "환불 받는데 한 달 걸림 다시는 안 산다",
)
THANKS = ("친절하게 도와주셔서 정말 감사합니다", "빠른 답변 고맙습니다 덕분에 잘 해결했어요")
INSULTS = ("미친놈들 꺼져라 쓰레기 같은 것들", "이 병신같은 새끼들 진짜 죽여버리고 싶다")


def batch(*texts: str) -> Batch:
    return Batch([normal(text) for text in texts])


def highest(text: str) -> str:
    return ACTS[int(acts(batch(text), whole=True)[0].argmax())]


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_heard_with_and_without_its_mark(text: str) -> None:
    assert scores(batch(text), "ko")["question"][0] > 0.5
    assert scores(batch(text.replace("?", "")), "ko")["question"][0] > 0.5


def test_what_only_the_voice_tells_is_a_question_where_it_is_written_as_one() -> None:
    told, asked = scores(batch("이 제품 방수 돼요", "이 제품 방수 돼요?"), "ko")["question"]
    assert told < 0.5 < asked


@pytest.mark.parametrize("text", REQUESTS)
def test_a_request_is_heard(text: str) -> None:
    assert scores(batch(text), "ko")["request"][0] > 0.5


@pytest.mark.parametrize("text", STATEMENTS)
def test_a_statement_neither_asks_nor_demands(text: str) -> None:
    assert highest(text) == "statement"


@pytest.mark.parametrize(("head", "texts"), [("complaint", COMPLAINTS), ("thanks", THANKS)])
def test_a_complaint_and_a_thank_you_are_told_apart(head: str, texts: tuple[str, ...]) -> None:
    found = scores(batch(*texts), "ko")
    other = "thanks" if head == "complaint" else "complaint"
    assert (found[head] > 0.5).all()
    assert (found[other] < 0.5).all()


def test_an_insult_is_offensive_before_any_question_or_thanks() -> None:
    found = scores(batch(*INSULTS, *QUESTIONS, *THANKS), "ko")["offensive"]
    assert (found[: len(INSULTS)] > 0.8).all()
    assert (found[len(INSULTS) :] < 0.8).all()


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("question", "How do I change the address of my order"),
        ("question", "My parcel came today. Can I return one of the shirts?"),
        ("request", "Please cancel my order"),
        ("trouble", "I was charged twice for the same order"),
        ("spam", "CHECK OUT MY CHANNEL AND SUBSCRIBE http://example.com/abc free gift cards"),
    ],
)
def test_english_asking_demanding_trouble_and_spam_are_heard(head: str, text: str) -> None:
    assert scores(batch(text), "en")[head][0] > 0.5


def test_a_customer_who_asks_is_no_spam() -> None:
    texts = ("Where is my order?", "The app keeps crashing on my phone since the update")
    assert (scores(batch(*texts), "en")["spam"] < 0.5).all()


@given(st.lists(ANYTHING, max_size=6), st.sampled_from(["ko", "en", "ja"]))
def test_anything_gets_one_probability_a_text_and_head(texts: list[str], language: str) -> None:
    found = scores(batch(*texts), language)
    heads = {"ko": {*ACTS, "request", *HEARD, *ABUSE}, "en": {*ASKS, "spam"}, "ja": set()}
    assert set(found) == heads[language]
    for values in found.values():
        assert values.shape == (len(texts),)
        assert ((values >= 0) & (values <= 1)).all()


@given(st.lists(ANYTHING, min_size=1, max_size=6))
def test_a_text_reads_the_same_in_company_as_alone(texts: list[str]) -> None:
    together = scores(batch(*texts), "ko")
    alone = scores(batch(texts[-1]), "ko")
    for head, values in together.items():
        assert np.isclose(values[-1], alone[head][0], atol=1e-5)


@given(st.lists(ANYTHING, min_size=1, max_size=6))
def test_every_code_belongs_to_one_sentence_and_every_sentence_to_one_text(
    texts: list[str],
) -> None:
    found = Sentences(batch(*texts))
    assert found.lengths.sum() == found.edges[-1]
    assert (found.lengths >= 1).all()
    assert (found.starts[found.firsts] == found.edges[:-1]).all()


def test_marks_end_a_sentence_but_not_a_number_or_a_domain() -> None:
    assert len(Sentences(batch("안녕하세요. 언제 오나요?? 네"))) == 3
    assert len(Sentences(batch("3.5점 a.com 에서 봤어요"))) == 1
    assert len(Sentences(batch("하나.둘", "셋"), whole=True)) == 2


def test_marks_and_laughter_do_not_hide_how_a_sentence_ends() -> None:
    plain, marked, laughing = (
        Endings(Sentences(batch(text), whole=True)).slots[0]
        for text in ("언제 오나요", "언제 오나요??", "언제 오나요ㅠㅠ")
    )
    assert len(plain) == ENDING
    assert (plain == marked).all()
    assert (plain == laughing).all()


def test_a_very_long_text_is_read_as_far_as_tables_read() -> None:
    found = scores(batch("배송 언제 오나요? " * READ), "ko")
    assert found["question"][0] > 0.5
