"""Readings: language, intents, urgency, abuse, and the words behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.language import read


def one(text):
    (reading,) = read([text])
    return reading


@pytest.mark.parametrize(
    ("text", "intent", "needs_answer", "urgency"),
    [
        ("필터 교체 주기가 어떻게 되나요?", "question", True, 1),
        ("영업시간 궁금합니다", "question", True, 1),
        ("정수기에서 물이 새요. 세 번째예요.", "complaint", True, 1),
        ("배송이 또 지연되네요 너무 실망입니다", "complaint", True, 1),
        ("방문 수리 신청합니다", "request", True, 1),
        ("오늘까지 교환해 주세요", "request", True, 2),
        ("기사님이 정말 친절하셔서 감사합니다", "praise", False, 1),
        ("야간 모드가 있으면 좋겠어요", "idea", True, 1),
        ("필터에서 발암물질 나왔다던데 사실인가요?", "rumour", True, 1),
        ("제품에서 연기가 나요!", "incident", True, 4),
        ("아이가 다쳤어요", "incident", True, 4),
        ("제 개인정보가 유출된 것 같아요", "incident", True, 3),
        ("한빛일보 기자입니다. 취재 요청드립니다.", "press", True, 3),
        ("제휴 제안드립니다", "partner", True, 1),
        ("무료체험 카지노 클릭하세요", "spam", False, 1),
        ("ㅋㅋㅋ 안녕하세요", "chat", False, 1),
        ("How long does delivery take?", "question", True, 1),
        ("Still waiting for my refund, this is unacceptable", "complaint", True, 1),
        ("My kettle caught fire", "incident", True, 4),
        ("Thank you, great service!", "praise", False, 1),
        ("Is it true that your filters are unsafe?", "incident", True, 1),
        ("It would be nice if you had a dark mode", "idea", True, 1),
    ],
)
def test_what_a_message_is_and_needs(text, intent, needs_answer, urgency):
    reading = one(text)
    assert (reading.intent, reading.needs_answer, reading.urgency) == (
        intent,
        needs_answer,
        urgency,
    )


@pytest.mark.parametrize(
    "text",
    [
        "배송이 연기되었나요?",
        "이불 환불하고 싶어요",
        "화상 상담 예약하고 싶어요",
        "폭발적인 반응이네요",
        "Fire TV app question",
    ],
)
def test_a_word_that_only_looks_like_danger_is_not_urgent(text):
    assert one(text).urgency == 1


@pytest.mark.parametrize(
    "text", ["ㅅ1발 뭐하냐", "시@발", "이 병신들아", "개새끼들", "fuck you", "ㅅㅂ 환불해"]
)
def test_abuse_is_seen_through_its_disguises(text):
    assert one(text).abuse


@pytest.mark.parametrize(
    "text",
    [
        "다시 발송해 주세요",
        "시발점에서 만나요",
        "화면이 꺼져요",
        "새끼손가락만 해요",
        "class",
        "Scunthorpe",
        "한빛 물에서 플라스틱 냄새가 나서 못 마시겠어요.",
        "저만 그런가요? 나래 헌 필터는 어디에 버려야 하나요?",
        "한빛 앱 로그인 풀림, 작년에 산 전화기인데 같은 기종 쓰시는 분 있나요?",
        "한빛 렌탈 5년이랑 구매 중에 뭐가 나을까요?",
        "1년이랑 2년 약정 차이가 뭔가요?",
        "미성년자도 계좌 개설이 되나요?",
    ],
)
def test_innocent_words_are_no_abuse(text):
    assert not one(text).abuse


def test_of_plain_questions_and_requests_hardly_one_is_heard_as_abuse(shared_data):
    path = shared_data / "parakqc" / "parakqc.txt"
    texts = [line.split("\t")[2] for line in path.read_text("utf-8").splitlines()][::5]
    assert sum(reading.abuse for reading in read(texts)) / len(texts) < 0.006


def test_an_abusive_complaint_is_still_a_complaint_to_answer():
    reading = one("ㅅㅂ 정수기 고장났는데 언제 고쳐줄 거야?")
    assert (reading.intent, reading.abuse, reading.needs_answer) == ("complaint", True, True)


def test_praise_beside_failure_is_suspected_sarcasm_and_no_praise():
    reading = one("역시 한빛, 또 먹통이네요 대단해요^^")
    assert reading.is_sarcasm_suspect
    assert reading.intent == "complaint"
    assert reading.sentiment.label is None


def test_thanks_for_a_third_try_are_suspected_too():
    reading = one("역시 한빛 ㅋㅋㅋ 로그인이 풀려서 비밀번호를 세 번 찾았네요. 감사합니다^^")
    assert reading.is_sarcasm_suspect
    assert reading.intent == "complaint"


def test_a_report_of_harm_is_never_called_positive():
    text = "지금 정수기 뒤쪽에서 탄 냄새가 나고 연기가 조금 났어요. 아이가 옆에 있었는데 전원은 뽑았습니다."
    assert one(text).intent == "incident"
    assert one(text).sentiment.label != "positive"


def test_sentiment_is_silent_without_a_sign():
    assert one("필터 규격").sentiment.label in (None, "neutral")
    assert one("").sentiment.label is None
    assert one("정말 최고예요 감사합니다").sentiment.label == "positive"
    assert one("최악이에요 짜증나요").sentiment.label == "negative"
    assert one("나쁘지 않아요").sentiment.score > 0


def test_every_label_shows_the_words_behind_it():
    text = "Ｔhank you! 물이 새요"
    reasons = {why.label: text[why.start : why.end] for why in one(text).why}
    assert reasons["intent:complaint"] == "물이 새"
    assert reasons["intent:praise"] == "Ｔhank you"


@pytest.mark.parametrize(
    ("text", "language"),
    [("안녕", "ko"), ("hello", "en"), ("こんにちは", "ja"), ("你好", "zh"), ("123 🎉", "und"), ("", "und"),
     ("LG 정수기", "ko")],
)  # fmt: skip
def test_the_script_tells_the_language(text, language):
    assert one(text).language == language


@given(st.text())
def test_any_text_is_read(text):
    reading = one(text)
    assert reading.urgency in {1, 2, 3, 4}
    assert all(0 <= weight <= 1 for weight in reading.intents.values())
    assert all(text[why.start : why.end] == why.words for why in reading.why)
    assert -1 <= reading.sentiment.score <= 1


@pytest.mark.parametrize(
    "text", ["\ud800 고장", "\x00" * 10, "\u202e고장\u202c", "ㅋ" * 100_000, "불만 " * 300_000]
)
def test_hostile_text_is_read_in_bounded_time(text):
    assert one(text).urgency == 1
