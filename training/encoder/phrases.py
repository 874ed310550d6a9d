"""Short verdicts on goods, made by grammar: what is a fault and what a merit, there or not there.

Film reviews say nothing of leaking lids and lasting scents, and the shopping set is small; each event
here is told as it is, negated, and negated twice, so that its word and its negation are learnt apart.
"""

import random

from training.encoder.negation import forms

BAD_EVENTS = """냄새가 나 나|물이 새 새|색이 바래 바래|보풀이 일어나 일어나|실밥이 풀리 풀려|천이 찢어지 찢어져|손잡이가 부러지 부러져|바닥에서 미끄러지 미끄러져
화면이 끊기 끊겨|뾰루지가 나 나|피부가 뒤집어지 뒤집어져|눈이 시리 시려|목이 조이 조여|발이 아프 아파|손이 베이 베여|조각이 떨어지 떨어져|기름이 튀 튀어|녹이 슬 슬어|때가 타 타
물때가 끼 껴|얼룩이 지 져|이염이 되 돼|줄이 꼬이 꼬여|뚜껑이 헐겁 헐거워|모서리가 깨지 깨져|상자가 찌그러지 찌그러져|배송이 지연되 지연돼|전원이 꺼지 꺼져|발열이 심하 심해|고장이 나 나
화장이 번지 번져|마스카라가 뭉치 뭉쳐|화장이 들뜨 들떠|입술이 갈라지 갈라져|목이 늘어나 늘어나|옷이 비치 비쳐|옷이 구겨지 구겨져|바지가 흘러내리 흘러내려|칠이 벗겨지 벗겨져|선반이 무너지 무너져
의자가 흔들리 흔들려|판이 휘 휘어|봉지가 터지 터져|과자가 눅눅하 눅눅해|고기가 질기 질겨|생선이 비리 비려|국물이 짜 짜|소스가 느끼하 느끼해|모터가 시끄럽 시끄러워|사용법이 복잡하 복잡해
버튼이 헷갈리 헷갈려|피부가 따갑 따가워|두피가 가렵 가려워|허리가 아프 아파|세척이 귀찮 귀찮아|통풍이 답답하 답답해|돈이 아깝 아까워|털이 빠지 빠져|가루가 날리 날려|손에 묻어나 묻어나|먼지가 달라붙 달라붙어
건전지가 닳 닳아|색이 빠지 빠져|귀가 아프 아파|접착이 떨어지 떨어져|목이 칼칼하 칼칼해|촉감이 까끌거리 까끌거려|크기가 작 작아|두께가 얇 얇아|값이 비싸 비싸|양이 적 적어|배송이 늦 늦어|포장이 허술하 허술해
품질이 떨어지 떨어져|재질이 싸구려 같 같아|속은 기분이 들 들어|맛이 이상하 이상해|설치가 어렵 어려워|무게가 무겁 무거워|소리가 크 커|핏이 어색하 어색해|끝이 날카롭 날카로워|한쪽으로 쏠리 쏠려"""
GOOD_EVENTS = """뚜껑이 잘 열리 열려|버튼이 잘 눌리 눌려|소리가 잘 들리 들려|화면이 잘 보이 보여|불이 잘 들어오 들어와|물이 잘 빠지 빠져|때가 잘 지 져|얼룩이 잘 지워지 지워져|흡수가 잘 되 돼
세척이 쉽 쉬워|인식이 잘 되 돼|연결이 잘 되 돼|고정이 잘 되 돼|아기가 잘 먹 먹어|고양이가 잘 놀 놀아|부모님이 좋아하시 좋아하셔|사진과 똑같 똑같아|색이 화면과 같 같아|몸에 맞 맞아|색이 곱 고와
두께가 알맞 알맞아|크기가 알맞 알맞아|값을 하 해|제 역할을 하 해|향이 오래가 오래가|배터리가 오래가 오래가|손이 자주 가 가|믿을 만하 만해|쓸 만하 만해|살 만하 만해|권하고 싶 싶어|또 사고 싶 싶어
도움이 되 돼|배송이 빨리 오 와|제때 도착하 도착해|뚜껑이 잘 닫히 닫혀|지퍼가 잘 올라가 올라가|바닥에 잘 붙 붙어|피부에 잘 맞 맞아|머리가 잘 마르 말라|발이 편하 편해|효과가 보이 보여
포장이 꼼꼼하 꼼꼼해|마감이 깔끔하 깔끔해|식감이 좋 좋아|국물이 시원하 시원해|과일이 달 달아|채소가 신선하 신선해|옷감이 탄탄하 탄탄해|촉감이 포근하 포근해|양이 많 많아|가격이 착하 착해|설명이 자세하 자세해
답변이 친절하 친절해|조립이 간단하 간단해|기능이 다양하 다양해|사용감이 산뜻하 산뜻해|발색이 예쁘 예뻐|지속력이 길 길어|수납이 넉넉하 넉넉해|선물하기 좋 좋아|입기 편하 편해|들고 다니기 가볍 가벼워"""
FAULTS = [
    "흠집",
    "하자",
    "문제",
    "소음",
    "냄새",
    "잔상",
    "부담",
    "자극",
    "단점",
    "불량",
    "이물질",
    "얼룩",
    "찌꺼기",
    "오차",
    "정전기",
    "부작용",
    "끈적임",
    "백탁",
    "잔고장",
    "걱정",
    "후회",
    "불편함",
    "트러블",
    "지장",
    "이상",
    "끊김",
    "알레르기",
    "불만",
    "결점",
    "잡음",
]
SLIGHT = [
    "흠잡을 데",
    "나무랄 데",
    "버릴 게",
    "아쉬운 점",
    "나쁜 점",
    "불편한 점",
    "거슬리는 점",
    "부족한 점",
    "빠지는 게",
    "모자란 게",
    "탓할 게",
]
MERITS = [
    "효과",
    "장점",
    "쿠션감",
    "신축성",
    "탄력",
    "보온성",
    "윤기",
    "볼륨",
    "커버력",
    "지속력",
    "흡수력",
    "접착력",
    "성의",
    "정성",
    "믿음",
    "가치",
    "쓸모",
    "실용성",
    "센스",
    "매력",
    "고급감",
    "내구성",
    "포인트",
    "만족감",
    "재미",
    "보람",
]
WISHED = [
    "재구매 의사",
    "살 이유",
    "좋은 점",
    "마음에 드는 점",
    "쓸 데",
    "추천할 이유",
    "볼 만한 게",
    "칭찬할 게",
]
MUCH = ("너무 ", "정말 ", "자꾸 ", "많이 ", "", "", "", "금방 ", "진짜 ", "생각보다 ", "좀 ")
NONE = ("전혀 ", "하나도 ", "", "", "", "별로 ", "생각보다 ")
OPENINGS = (
    "",
    "",
    "",
    "",
    "한 달 써봤는데 ",
    "며칠 썼는데 ",
    "이 제품은 ",
    "역시 ",
    "아직까지 ",
    "받자마자 써봤는데 ",
    "지금까지 ",
    "써보니 ",
)
CLOSINGS = ("", "", "", ".", "~", "!", "~~", "!!", "..")
_ORDINARY = (0, 0, 0, 1, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 12, 13, 15, 16, 19, 20, 21, 24, 31, 32)
_LONG = (
    ("지 않", "않", "않아"),
    ("지 않", "않", "않아"),
    ("지도 않", "않", "않아"),
    ("지가 않", "않", "않아"),
    ("지는 않", "않", "않아"),
)
_ADVERBS = frozenset({"잘", "자주", "빨리", "제때", "또"})
_LONG_ONLY = frozenset({"만하", "싶", "좋아하시"})
_DOING = frozenset({"하", "보", "오", "먹", "가", "도착하", "놀", "쓰", "붙", "맞"})


def phrases(size: int, draw: random.Random) -> list[tuple[str, int]]:
    """`size` different verdicts with their polarity (1 positive)."""
    found: dict[str, int] = {}
    while len(found) < size:
        text, label = _event(draw) if draw.random() < 0.7 else _having(draw)
        closing = draw.choice(CLOSINGS) + (
            draw.choice(("", "", "ㅎㅎ", "ㅠㅠ", "^^", "ㅋㅋ")) if draw.random() < 0.2 else ""
        )
        found[draw.choice(OPENINGS) + text + closing] = label
    return list(found.items())


def _event(draw: random.Random) -> tuple[str, int]:
    label = draw.randrange(2)
    entry = draw.choice((GOOD_EVENTS if label else BAD_EVENTS).replace("\n", "|").split("|"))
    *subject, stem, infinitive = entry.split(" ")
    adverb = f"{subject.pop()} " if subject[-1] in _ADVERBS else ""
    head = "".join([f"{word} " for word in subject])
    place = draw.choice(_ORDINARY)
    plain = forms(stem, infinitive)[place]
    way = draw.random()
    if way < 0.3:
        return f"{head}{'' if label else draw.choice(MUCH)}{adverb}{plain}", label
    none = draw.choice(NONE)
    if way < 0.6 and stem not in _LONG_ONLY:
        no = (
            "못 "
            if label and stem in _DOING and draw.random() < 0.5
            else draw.choice(("안 ", "안 ", "안"))
        )
        return f"{head}{none}{adverb}{no}{plain}", 1 - label
    tail, *no = draw.choice(_LONG)
    text = f"{head}{none}{adverb}{stem}{tail.split(' ')[0]} {forms(no[0], no[1])[place]}"
    return text, 1 - label


def _having(draw: random.Random) -> tuple[str, int]:
    good = draw.randrange(2)
    nouns = draw.choice((MERITS, MERITS, WISHED) if good else (FAULTS, FAULTS, SLIGHT))
    noun = draw.choice(nouns)
    coda = (ord(noun[-1]) - 0xAC00) % 28
    particle = (
        ""
        if noun.endswith("게")
        else draw.choice(("이" if coda else "가", "도", "은" if coda else "는", ""))
    )
    stem, infinitive, there = draw.choice(
        (
            ("있", "있어", 1),
            ("많", "많아", 1),
            ("없", "없어", 0),
            ("없", "없어", 0),
            ("적", "적어", 0),
        )
    )
    if noun in SLIGHT or noun in WISHED:
        stem, infinitive, there = draw.choice((("많", "많아", 1), ("없", "없어", 0)))
    much = draw.choice(
        ("", "너무 ", "꽤 ", "정말 ")
        if there
        else ("", "전혀 ", "하나도 ", "아무 ")
        if stem == "없"
        else ("", "아주 ")
    )
    text = f"{noun}{particle} {much}{forms(stem, infinitive)[draw.choice(_ORDINARY)]}"
    if much == "아무 ":
        text = f"아무 {noun}{particle} {forms(stem, infinitive)[draw.choice(_ORDINARY)]}"
    return text, int(good == there)
