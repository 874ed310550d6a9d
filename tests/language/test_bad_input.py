"""Bad input: whatever a text is made of, every function of the room answers, and a megabyte is no trap."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanjari.language import highlight, mask, personal_data, read, tokens
from hanjari.language.cues import found_cues, found_cues_of
from hanjari.language.intensity import intensity
from hanjari.language.normal import mapped, mapped_of
from hanjari.language.personal import personal_data_of

pieces = st.sampled_from(
    ["", "🎉🎉", "👩‍👩‍👧", "\ud800", "\udfff", "\x00", "\u202e고장\u202c", "\u0378", "\U000e0fff", "شكرا", "שלום", "漢字かな", "ｶﾞ", "ㅅ1발",
     "010-1234-5678", "900101-1234567", "고장", "불이 났어요", "\n", "\r\n", "\t", "a" * 40, "ㅋ" * 40, "İ", "ß", "ﷺ", "\u0301" * 5, "1" * 20,
     "@", "주소", "감사합니다", "http://x.example/?q=", "<b>", "\u3164", "ㅄ", "fuck", "!" * 9]
)  # fmt: skip
wild = st.lists(pieces | st.text(max_size=6), max_size=10).map("".join)


@given(wild, st.text(max_size=6))
def test_every_function_answers_any_text(text, term):
    (reading,) = read([text])
    assert all(text[why.start : why.end] == why.words for why in reading.why)
    assert all(tokens(text))
    assert len(mask(text).text) == len(text)
    assert all(0 <= start < end <= len(text) for start, end in highlight(text, [term]))
    assert all(0 <= span.start < span.end <= len(text) for span in personal_data(text))
    assert min(intensity(text)) >= 0
    assert reading.intensity == intensity(text)


@given(st.lists(wild, max_size=6))
@settings(max_examples=60)
def test_a_batch_is_read_as_its_texts_are_alone(texts):
    forms = mapped_of(texts)
    alone = {number: found_cues(mapped(text)[0]) for number, text in enumerate(texts)}
    assert found_cues_of(forms) == {number: cues for number, cues in alone.items() if cues}
    assert personal_data_of(texts) == {
        number: spans for number, text in enumerate(texts) if (spans := personal_data(text))
    }


LENGTH = 40_000
"""Ten times a long message: what takes the square of the length would run for minutes."""

TRAPS = [
    "1", "1 ", "1-", "12-", "010-", "01012345678 ", "900101-1234567 ", "4111-1111-1111-1111,", "계좌", "계좌 1", "국민 1-1", "@", "a@", "a@a.", "a.", "가", "가로 1",
    "서울시 ", "서울시 강남구 ", "1동 ", "(02) ", "+82 ", "+1-", "공일", "공 일 ", "O1", "ㅅ", "ㅅ ", "ㅅ1", "시 ", "시1", "ㅅㅣ", "ㄱㅏ ", "개 ", "*", "f*", "ㅋ", "aaa ", "아",
    "불만 ", "불이 났", "?", "성함", "이름은 ", "my name is ", "A1 ", "GB82 WEST ", "1 Aa Bb ", "여권", "면허 ", "\u0301\u0323", "\u200b", "🎉", "\ud800", "\x00", "İ", "ﷺ",
    "\n", " ", "\u1100", "ｶﾞ", "<", "http://", "안 ", "[광고]", "12가 ", "생년월일 ", "sort code ", "ssn ",
]  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_a_long_text_made_to_stall_is_finished(trap):
    text = (trap * LENGTH)[:LENGTH]
    assert len(mask(text).text) == LENGTH
    assert len(read([text])) == 1
    tokens(text)
    highlight(text, [trap, "불만 1 a"])
    intensity(text)


def test_a_megabyte_is_read_and_masked():
    text = ("불만입니다 010-1234-5678 😀\n" * 50_000)[:1_000_000]
    assert read([text])[0].language == "ko"
    assert len(mask(text).text) == 1_000_000
