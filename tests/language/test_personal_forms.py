"""Forms of personal data: the many ways in which people write them, and the numbers that are nobody's."""

import pytest

from hanjari.language import mask, personal_data
from hanjari.language.personal import personal_data_of

FORMS = [
    ("외국인등록번호 850505-6123456", "resident"),
    ("주민번호는 900101 - 1234567이에요", "resident"),
    ("990101–2345678", "resident"),
    ("주민등록번호: 0５０３１５-４１２３４５６", "resident"),
    ("생년월일 뒤 주민 810203.1234567", "resident"),
    ("4012 8888 8888 1881", "card"),
    ("6011111111111117 로 결제", "card"),
    ("3530111333300000", "card"),
    ("30569309025904 diners", "card"),
    ("카드 ４１１１－１１１１－１１１１－１１１１", "card"),
    ("my card is 4000056655665556", "card"),
    ("6212345678901232 유니온페이", "card"),
    ("02-123-4567로 전화 주세요", "phone"),
    ("031-777-8888", "phone"),
    ("(02) 345-6789", "phone"),
    ("070-1234-5678 연락주세요", "phone"),
    ("0505-123-4567", "phone"),
    ("공일공-일이삼사-오육칠팔", "phone"),
    ("공1공 일2삼4 오6칠8", "phone"),
    ("O1O-l234-5678", "phone"),
    ("영일영 이삼사오 육칠팔구", "phone"),
    ("010\u200b-1234\u200b-5678", "phone"),
    ("0 1 0 1 2 3 4 5 6 7 8", "phone"),
    ("010) 1234-5678", "phone"),
    ("010_1234_5678", "phone"),
    ("+82 10 1234 5678", "phone"),
    ("+82-2-123-4567", "phone"),
    ("+44 20 7946 0958", "phone"),
    ("+1 (415) 555-2671", "phone"),
    ("call 415-555-2671", "phone"),
    ("+49 30 901820", "phone"),
    ("①⑩ 010②②②②3333", "phone"),
    ("010·1234·5678", "phone"),
    ("0l0-1234-5678", "phone"),
    ("010 - 1234 - 5678", "phone"),
    ("𝟎𝟏𝟎-𝟏𝟐𝟑𝟒-𝟓𝟔𝟕𝟖", "phone"),
    ("011 9876 5432", "phone"),
    ("휴대폰 01098765432입니다", "phone"),
    ("국민 123456-01-234567 김하늘", "account"),
    ("우리은행 1002-123-456789", "account"),
    ("입금은 신한 110123456789 로 해주세요", "account"),
    ("예금주 홍길동 하나 123-910123-45607", "account"),
    ("토스뱅크 1000-1234-5678", "account"),
    ("카뱅 3333-01-1234567", "account"),
    ("계좌 : 352 1234 5678 93 (농협)", "account"),
    ("새마을금고 9002-1234-5678-9", "account"),
    ("IBAN DE89 3704 0044 0532 0130 00", "account"),
    ("GB82WEST12345698765432", "account"),
    ("NL91ABNA0417164300", "account"),
    ("My bank account 000123456789", "account"),
    ("M12345678", "passport"),
    ("passport no. 123456789", "passport"),
    ("여권번호 m12345678", "passport"),
    ("M123A4567", "passport"),
    ("11-22-333333-44", "licence"),
    ("운전면허 서울 12-345678-90", "licence"),
    ("면허번호는 13-05-123456-78", "licence"),
    ("12가3456", "plate"),
    ("123가 4567 차량", "plate"),
    ("서울 12바 3456", "plate"),
    ("34허1234 렌트카", "plate"),
    ("haneul.kim+shop@naver.com", "email"),
    ("제 메일은 haneul골뱅이naver.com", "email"),
    ("write to me: jane_doe@mail.co.uk", "email"),
    ("haneul (at) gmail (dot) com", "email"),
    ("ｈａｎｅｕｌ＠ｎａｖｅｒ．ｃｏｍ", "email"),
    ("서울특별시 강남구 테헤란로 152", "address"),
    ("경기도 성남시 분당구 판교역로 166 101동 1203호", "address"),
    ("부산 해운대구 우동 1408-2번지", "address"),
    ("마포구 월드컵북로 396, 5층", "address"),
    ("래미안아파트 105동 1502호", "address"),
    ("양화로 45길 12 301호", "address"),
    ("1600 Pennsylvania Avenue", "address"),
    ("221B Baker Street, London NW1 6XE", "address"),
    ("742 Evergreen Terrace, Springfield OR 97403", "address"),
    ("주소는 세종대로 110입니다", "address"),
    ("종로구 종로 1길 50", "address"),
    ("전남 순천시 해룡면 지봉로 432", "address"),
    ("생년월일 1990년 3월 5일", "birth"),
    ("생년월일: 900305", "birth"),
    ("DOB: 05/03/1990", "birth"),
    ("date of birth 1990-03-05", "birth"),
    ("예금주 홍길동", "name"),
    ("성함: 김하늘", "name"),
    ("받는 분 박서연입니다", "name"),
    ("이름은 이준호이고", "name"),
    ("My name is Jane Doe", "name"),
    ("고객명: 최민수", "name"),
]

NOBODYS = [
    "주문번호 2023110112345678", "주문 20231101-0012345", "송장번호: 6892-1234-5678", "운송장번호 123456789012 조회", "CJ대한통운 649123456789", "order #1234567890123",
    "tracking 9400110200881234567890", "1588-1234로 전화했어요", "1544-9999", "080-123-4567 무료", "15,000원 결제", "₩1,234,567", "2023-11-01 10:20:30",
    "2023.11.01~2023.11.30", "20231101", "2023년 11월 1일", "오후 3시 30분~5시", "10:30-12:00", "v1.2.3.4", "192.168.0.1", "버전 2.10.11.12",
    "iPhone 15 Pro Max 256GB", "갤럭시 S23", "A4용지 500매", "1234 5678", "12개월 할부 30만 5000원", "100일 2000원", "24시간 3000명", "3교대 2000번", "2호선 3번 출구",
    "강남역 10번 출구", "바로 3번", "앞으로 10년", "무료로 3회", "서로 2명", "별로 3점", "새로 2개", "별점 5점 만점에 1점", "다시 바로 1588", "상품코드 AB123456", "모델 SM-G998N",
    "시리얼넘버 R3CN90ABCDE", "쿠폰번호 1234-5678-9012", "인증번호 123456", "우편번호 04524", "사업자등록번호 123-45-67890", "통신판매업 2023-서울강남-01234",
    "ISBN 979-11-5839-123-4", "바코드 8809123456789", "GPS 37.5665, 126.9780", "1+1 행사", "2:1 상담", "7-8월", "0.5ml", "1/3", "50% 할인", "이름이 이상해요",
    "이름이 뭐예요?", "이름만 들어도", "생일 축하해요", "생일 쿠폰", "성함이 어떻게 되세요", "예금주가 달라요", "주소 변경하고 싶어요", "길 찾기 3분", "도로 2차선", "종로 3가", "을지로 3가역", "하루로 10번",
    "혹시 서울로 7017 가는 길", "the name is wrong", "2 Minutes Left", "10 Downing", "5 Star Service", "100 Best Places", "World Cup 2022", "May 5 2023",
    "Flight KE123 at 10:45", "Room 1203", "room 101 on floor 5", "invoice 2023-000123", "case 12345678", "ref: 1234567890", "phone model 12345678901",
    "IMEI 356938035643809", "USD 1,234.56", "$1234567890", "1,234,567,890", "조회수 1234567890", "팔로워 12345명", "시청자 010만", "2010-1234-5678 모델",
    "99999999999", "12345678901234567890", "비트코인 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "https://youtu.be/dQw4w9WgXcQ?t=1234567",
    "http://shop.kr/item/01012345678", "#01012345678", "@haneul_kim 오늘 봤어", "email@", "a@b", "@user thanks", "무게 123-456g", "전화번호가 뭐예요", "계좌이체 했어요",
    "은행 10시에 열어요", "은행에 3000만원", "카카오페이 10,000원", "입금 2023-11-15", "10-20-30-40", "1-2-3-4-5-6-7-8-9", "11시 22분 33초", "전화 119", "112 신고",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), FORMS)
def test_personal_data_is_found_in_the_form_people_write_it(text, kind):
    assert kind in {span.kind for span in personal_data(text)}


@pytest.mark.parametrize("text", NOBODYS)
def test_a_number_that_is_nobodys_is_left_alone(text):
    assert personal_data(text) == ()
    assert mask(text).text == text


def test_a_batch_finds_what_each_text_finds_alone():
    texts = [text for text, _ in FORMS] + NOBODYS
    alone = {number: spans for number, text in enumerate(texts) if (spans := personal_data(text))}
    assert personal_data_of(texts) == alone
    assert personal_data_of([]) == {}


def test_a_span_covers_the_number_and_no_word_beside_it():
    text = "제 번호는 공일공-1234-5678이고 메일은 haneul@mail.example 입니다"
    found = {span.kind: text[span.start : span.end] for span in personal_data(text)}
    assert found == {"phone": "공일공-1234-5678", "email": "haneul@mail.example"}
