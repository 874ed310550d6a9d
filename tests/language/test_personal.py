"""Personal data: what is masked, what is only flagged, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.language import MASKED_KINDS, mask, personal_data
from hanjari.language.personal import SHORTEST

MASKED = [
    ("주민번호 900101-1234567 입니다", "주민번호 ******-******* 입니다", "resident"),
    ("9001011234567로 조회해주세요", "*************로 조회해주세요", "resident"),
    ("201231–3000000", "******–*******", "resident"),
    ("외국인 850505 5123456", "외국인 ****** *******", "resident"),
    ("주문번호 900101-1234567", "주문번호 ******-*******", "resident"),
    ("９００１０１－１２３４５６７", "******－*******", "resident"),
    ("카드 4111-1111-1111-1111 결제", "카드 ****-****-****-1111 결제", "card"),
    ("4111111111111111", "************1111", "card"),
    ("5500 0000 0000 0004 카드요", "**** **** **** 0004 카드요", "card"),
    ("아멕스 3782-822463-10005", "아멕스 ****-******-*0005", "card"),
    ("제 번호 010-1234-5678 입니다", "제 번호 010-****-5678 입니다", "phone"),
    ("01012345678로 전화", "010****5678로 전화", "phone"),
    ("010 1234 5678", "010 **** 5678", "phone"),
    ("010.1234.5678", "010.****.5678", "phone"),
    ("011-234-5678", "011-***-5678", "phone"),
    ("０１０－１２３４－５６７８", "０１０－****－５６７８", "phone"),
    ("공일공 일이삼사 오육칠팔", "공일공 **** 오육칠팔", "phone"),
    ("공1공-1234-5678", "공1공-****-5678", "phone"),
    ("O1O-1234-5678 문자주세요", "O1O-****-5678 문자주세요", "phone"),
    ("ol0 1234 5678", "ol0 **** 5678", "phone"),
    ("+82 10-1234-5678", "+82 1*-****-5678", "phone"),
    ("010\u200b1234\u200b5678", "010\u200b****\u200b5678", "phone"),
    ("Call me at (555) 123-4567", "Call me at (555) ***-4567", "phone"),
    ("연락처는 02-123-4567 입니다", "연락처는 02-1**-4567 입니다", "phone"),
    ("국민은행 123-45-678901 홍길동", "국민은행 ***-**-****01 홍길동", "account"),
    ("계좌번호: 110-123-456789", "계좌번호: ***-***-****89", "account"),
    ("환불은 카카오뱅크 3333012345678 로", "환불은 카카오뱅크 ***********78 로", "account"),
    ("농협 302-1234-5678-91 입금해주세요", "농협 ***-****-****-91 입금해주세요", "account"),
    ("110-123-456789 신한은행이요", "***-***-****89 신한은행이요", "account"),
    ("여권 M12345678", "여권 M********", "passport"),
    ("새 여권번호는 M123A4567", "새 여권번호는 M********", "passport"),
    ("면허 11-22-333333-44", "면허 11-**-******-**", "licence"),
    ("운전면허번호 112233333344", "운전면허번호 11**********", "licence"),
]

LEFT_ALONE = [
    "주문번호 20231115123456",
    "주문번호는 9001011234567 입니다",
    "주문번호 2023111512345678 확인 부탁드려요",
    "송장번호 123456789012",
    "운송장 6012-3456-7890",
    "가격은 1,290,000원입니다",
    "입금 10000000원 했습니다",
    "2023-11-15 10:30에 입금했어요",
    "2023.11.15 ~ 2023.12.31",
    "2023년 11월 15일 14시 30분",
    "모델명 WP-1000A2",
    "시리얼 S12345678",
    "바코드 8801062628476",
    "고객센터 1588-1234",
    "1-800-123-4567",
    "https://shop.example/orders/4111111111111111",
    "Order number 12345678901",
    "tracking number 1Z999AA10123456784",
    "카드 4111-1111-1111-1112",
    "1234567890123456",
    "0000000000000000",
    "버전 3.10.11, 포트 8000",
    "10개 중 3개가 불량",
    "공일공이라고 읽어요",
    "비율은 010 대 1234 정도",
    "우리 주문 20231101-123456",
    "조회수 12345678901회",
    "",
    "안녕하세요",
]


@pytest.mark.parametrize(("text", "masked", "kind"), MASKED)
def test_a_number_that_identifies_somebody_is_masked_in_its_shape(text, masked, kind):
    found = mask(text)
    assert found.text == masked
    assert [span.kind for span in found.spans] == [kind]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_other_numbers_are_left_alone(text):
    assert mask(text).text == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("haneul@mail.example 로 주세요", "email"),
        ("차량번호 12가 3456 입니다", "plate"),
        ("서울시 마포구 양화로 45 301호", "address"),
    ],
)
def test_mail_plate_and_address_are_flagged_and_stay_readable(text, kind):
    assert kind in {span.kind for span in personal_data(text)}
    assert kind not in MASKED_KINDS
    assert mask(text).text == text


def test_a_wrong_checksum_does_not_save_a_resident_number():
    """Six digits of numbers issued since October 2020 are random."""
    assert mask("201231-4999999").text == "******-*******"


def test_several_in_one_text_are_all_masked():
    text = "900101-1234567, 010-1234-5678, 4111-1111-1111-1111"
    assert mask(text).text == "******-*******, 010-****-5678, ****-****-****-1111"


def test_a_megabyte_of_digits_takes_bounded_time():
    assert len(mask("1" * 1_000_000).text) == 1_000_000
    assert len(mask("010-1234-5678 " * 2_000).spans) == 2_000


fragments = st.sampled_from(
    [text for text, _, _ in MASKED] + LEFT_ALONE + [" ", "-", "0", "계좌 ", "\u200b", "공", "만"]
)


@given(st.lists(fragments, max_size=6).map(" ".join))
def test_masking_again_changes_nothing(text):
    once = mask(text).text
    assert mask(once).text == once
    assert len(once) == len(text)


@given(st.text(alphabet="0123456789-. 공일이oO１０은행계좌MS@a", max_size=80))
def test_spans_are_places_in_the_original(text):
    found = mask(text)
    assert len(found.text) == len(text)
    for span in found.spans:
        assert 0 <= span.start < span.end <= len(text)
    covered = {place for span in found.spans for place in range(span.start, span.end)}
    assert all(
        before == after
        for place, (before, after) in enumerate(zip(text, found.text, strict=True))
        if place not in covered
    )


@given(
    st.integers(0, 99), st.integers(1, 12), st.integers(1, 28), st.integers(0, 9_999_999),
    st.sampled_from(["-", "", " ", "–"]),
)  # fmt: skip
def test_every_resident_number_is_masked(year, month, day, rest, sign):
    number = f"{year:02}{month:02}{day:02}{sign}{rest:07}"
    assert not any(char.isdigit() for char in mask(f"번호 {number} 요").text)


@given(st.text())
def test_any_text_can_be_masked(text):
    assert len(mask(text).text) == len(text)


@given(st.text("0123456789OIl공일이삼-.~_)/ ㅇM가@", max_size=SHORTEST - 1))
def test_what_is_too_short_to_be_masked_holds_nothing_to_mask(text):
    assert not {span.kind for span in personal_data(text)} & MASKED_KINDS
