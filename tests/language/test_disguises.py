"""Disguises: insults are seen through signs, spaces, figures, initials and jamo; normal words are left alone."""

import pytest

from hanjari.language.cues import found_cues
from hanjari.language.normal import mapped, original_span

DISGUISED = [
    "ㅅ1발", "ㅅ1발 뭐하냐", "시1발", "씨1발", "시@발", "시@발 환불", "씨*발", "시.발", "시~발", "시-발놈아", "시 발", "씨 발 진짜", "아 시 발",
    "씨  발", "시_발", "시!발", "시12발", "ㅅ발", "ㅅㅂ", "ㅆㅂ", "ㅅ.ㅂ", "ㅅ ㅂ", "ㅆ1ㅂ", "ㅅ.ㅂ.", "씨발아", "씨발아 전화 받아",
    "씨팔", "시발새끼야", "아시발", "시발 진짜", "개시발놈", "ㅅㅣㅂㅏㄹ", "ㅆㅣㅂㅏㄹ", "ㅅ ㅣ ㅂ ㅏ ㄹ", "시ㅂㅏㄹ", "ㅅㅣ발",
    "병신", "병1신", "병@신", "병 신", "병.신", "병 신들아", "ㅂㅅ", "ㅂ ㅅ", "ㅂ.ㅅ", "ㅄ", "ㅄ들아", "븅신", "ㅂㅕㅇㅅㅣㄴ",
    "개새끼", "개 새끼", "개1새끼", "개새1끼", "개-새-끼", "개.새.끼들", "개 새 끼", "개색기", "ㄱㅐㅅㅐㄲㅣ", "개쉐이", "개세끼",
    "지1랄", "지 랄", "지.랄하네", "ㅈㄹ", "ㅈㄹ하네", "ㅈ같네", "좃같은", "ㅈ 같은 회사", "18새끼", "18놈아", "씨8", "ㅅ8",
    "미친놈", "꺼져라", "닥쳐", "느금마", "ㅗㅗ",
    "fuck you", "f*ck you", "f**k you", "fu*k off", "f u c k you", "phuck you", "fck you", "b1tch", "b*tch", "a$$hole", "a**hole",
    "@sshole", "d1ckhead", "c*nt", "s1bal", "sibal", "ssibal", "m0ron", "id1ot", "stfu", "asshole",
    "fuuuuck you", "씨발발", "ＦＵＣＫ ｙｏｕ", "시\u200b발", "씨\u2060발", "ｓ１ｂａｌ",
]  # fmt: skip

INNOCENT = [
    "시 발표", "시 발생", "시 발급", "시 발행", "시 발송", "시 발전", "시 발이 아파요", "10시 발 열차", "10 시 발 열차", "3시 발송", "오후 2시 발표",
    "다시 발송해 주세요", "다시발송", "즉시 발급", "즉시발송 되나요", "수시 발급", "임시발급", "도시 발전", "동시 발생", "혹시 발급되나요", "역시 발군",
    "몇 시 발 비행기예요?", "두 시 발 기차", "한 시 발 버스", "일곱 시 발 KTX", "서울시 발주", "부산시 발", "시발점", "시발점에서 만나요", "시발역", "시발택시",
    "18번", "18번 버스", "제 18번은 이 노래", "18년 전", "2018년", "2018년 새해", "18시 발표", "18세 이용가", "1,800원", "18개월", "1588-1234", "18 새해",
    "씨 발라 먹는 생선", "씨앗 발아율", "씨 발아가 안 돼요", "씨 발아율", "김씨 발언", "이 씨 발표", "씨바스리갈", "시바견", "시바 이누", "시바스", "다시바꿔주세요",
    "병 신고", "질병 신청", "질병신고", "병신청", "병 신규", "유리병 신상", "병 신상품", "화병 신제품", "징병신체검사",
    "개 새로 샀어요", "개새로", "두 개 새 상품", "한 개 새것으로", "개 세 마리", "개 새장", "날개 새 깃털", "개 세트", "무지개 색", "베개 색상", "개색상", "3개 색기본",
    "새끼손가락", "고양이 새끼", "강아지 새끼", "새끼줄", "새끼고양이 사료", "쥐새끼들 귀여워",
    "화면이 꺼져요", "자꾸 꺼져요", "전원이 꺼져 있어요", "뒤져봐도 없어요", "가방을 뒤져 보니",
    "지 랜덤", "휴지", "ㅅㅅㅅ", "ㅂㅂ", "ㅂㅇ", "ㅅㄱ", "수고 ㅅㄱ", "ㅇㅈ", "ㅇㅅㅇ", "오오오",
    "class", "Scunthorpe", "assess", "cocktail", "shiitake", "duck", "pass it", "Dick Smith", "assassin",
    "f#", "C# developer", "a* algorithm", "s3 bucket", "b2b", "call me @ 5", "$100", "great!!!", "wow!nice", "1st", "M1 chip", "A1 paper", "grade A*",
    "email me", "시베리아", "시발레", "시바타", "발렌타인", "개최", "개 시즌", "병원 신관", "지난 랠리",
    "좋", "니들", "엿 먹었어요", "호로록", "양치",
]  # fmt: skip


def insults(text):
    form, offsets = mapped(text)
    return [
        text[slice(*original_span(offsets, start, end))]
        for start, end, meaning in found_cues(form)
        if meaning.family == "abuse" and meaning.weight >= 0.5
    ]


@pytest.mark.parametrize("text", DISGUISED)
def test_an_insult_is_seen_through_its_disguise(text):
    assert insults(text)


@pytest.mark.parametrize("text", INNOCENT)
def test_a_word_that_only_looks_like_one_is_none(text):
    assert insults(text) == []
