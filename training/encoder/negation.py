"""Sentences with one edit that turns their polarity: what teaches a model that "not good" is bad.

A short review whose only verdict is a predicate of its own polarity ("배송이 빨라요", positive) is
edited at that predicate: long and short negation, an antonym, or a double negation that keeps the
polarity. Conjugation is regular Korean grammar: a predicate is its stem and its infinitive.
"""

import random
import re
from collections.abc import Iterator

GOOD = """좋 좋아/나쁘 나빠/별로이 별로여|괜찮 괜찮아/이상하 이상해|예쁘 예뻐/못생기 못생겨|이쁘 이뻐/촌스럽 촌스러워
튼튼하 튼튼해/부실하 부실해/약하 약해|편하 편해/불편하 불편해|편리하 편리해/불편하 불편해|저렴하 저렴해/비싸 비싸
싸 싸/비싸 비싸|부드럽 부드러워/거칠 거칠어/뻣뻣하 뻣뻣해|깔끔하 깔끔해/지저분하 지저분해|빠르 빨라/느리 느려
친절하 친절해/불친절하 불친절해|마음에 들 마음에 들어|맘에 들 맘에 들어|맛있 맛있어/맛없 맛없어|따뜻하 따뜻해/춥 추워
시원하 시원해/답답하 답답해|가볍 가벼워/무겁 무거워|고급스럽 고급스러워/싸구려 같 싸구려 같아|귀엽 귀여워/징그럽 징그러워
잘 맞 잘 맞아|잘 붙 잘 붙어|잘 되 잘 돼|잘 나오 잘 나와|잘 팔리 잘 팔려|유용하 유용해/쓸모없 쓸모없어|쓸만하 쓸만해
깨끗하 깨끗해/더럽 더러워|만족하 만족해/실망하 실망해|만족스럽 만족스러워/불만족스럽 불만족스러워/실망스럽 실망스러워
추천하 추천해/비추천하 비추천해|좋아하 좋아해/싫어하 싫어해|안전하 안전해/위험하 위험해|완벽하 완벽해/엉망이 엉망이어
훌륭하 훌륭해/형편없 형편없어|쉽 쉬워/어렵 어려워|간편하 간편해/번거롭 번거로워|촉촉하 촉촉해/건조하 건조해
적당하 적당해/부족하 부족해|넉넉하 넉넉해/부족하 부족해|푸짐하 푸짐해/부실하 부실해|싱싱하 싱싱해/시들 시들어
정확하 정확해/틀리 틀려|꼼꼼하 꼼꼼해/엉성하 엉성해|선명하 선명해/흐릿하 흐릿해|자연스럽 자연스러워/어색하 어색해
재밌 재밌어/재미없 재미없어/지루하 지루해|재미있 재미있어/재미없 재미없어/지루하 지루해|멋지 멋져/구리 구려
볼만하 볼만해/유치하 유치해|감동적이 감동적이어|신나 신나/지루하 지루해|행복하 행복해/우울하 우울해|즐겁 즐거워/지겹 지겨워
뛰어나 뛰어나/형편없 형편없어|믿음이 가 믿음이 가|손이 가 손이 가|도움이 되 도움이 돼|효과 있 효과 있어/효과 없 효과 없어
효과가 있 효과가 있어/효과가 없 효과가 없어|쓸모 있 쓸모 있어/쓸모 없 쓸모 없어|재구매하 재구매해|잘 어울리 잘 어울려|알차 알차/부실하 부실해"""
BAD = """나쁘 나빠/좋 좋아|이상하 이상해/괜찮 괜찮아|부실하 부실해/튼튼하 튼튼해|약하 약해/튼튼하 튼튼해|불편하 불편해/편하 편해/편리하 편리해
비싸 비싸/저렴하 저렴해/싸 싸|거칠 거칠어/부드럽 부드러워|지저분하 지저분해/깔끔하 깔끔해|느리 느려/빠르 빨라|불친절하 불친절해/친절하 친절해
맛없 맛없어/맛있 맛있어|답답하 답답해/시원하 시원해|무겁 무거워/가볍 가벼워|더럽 더러워/깨끗하 깨끗해|실망하 실망해/만족하 만족해
실망스럽 실망스러워/만족스럽 만족스러워|불만족스럽 불만족스러워/만족스럽 만족스러워|위험하 위험해/안전하 안전해|형편없 형편없어/훌륭하 훌륭해
어렵 어려워/쉽 쉬워|번거롭 번거로워/간편하 간편해|부족하 부족해/넉넉하 넉넉해/충분하 충분해|엉성하 엉성해/꼼꼼하 꼼꼼해|허접하 허접해/고급스럽 고급스러워
조잡하 조잡해/깔끔하 깔끔해|어색하 어색해/자연스럽 자연스러워|지루하 지루해/재밌 재밌어|재미없 재미없어/재밌 재밌어/재미있 재미있어|유치하 유치해/멋지 멋져
뻔하 뻔해/신선하 신선해|아깝 아까워|아쉽 아쉬워/만족스럽 만족스러워|심하 심해|허술하 허술해/튼튼하 튼튼해|싫 싫어/좋 좋아|짜증나 짜증나/신나 신나
효과 없 효과 없어/효과 있 효과 있어|효과가 없 효과가 없어/효과가 있 효과가 있어|쓸모없 쓸모없어/유용하 유용해|후회하 후회해/만족하 만족해|힘들 힘들어/편하 편해
냄새나 냄새나|뻑뻑하 뻑뻑해/부드럽 부드러워|끈적거리 끈적거려|어이없 어이없어|촌스럽 촌스러워/이쁘 이뻐/예쁘 예뻐|징그럽 징그러워/귀엽 귀여워|딱딱하 딱딱해/부드럽 부드러워"""
NOUNS = {
    "최고": "최악", "강추": "비추", "추천": "비추천", "만족": "불만족", "대박": "쪽박", "명작": "졸작", "수작": "망작", "감동": "실망", "합격": "불합격",
}  # fmt: skip
COPULAS = {
    "입니다": ("이 아닙니다", "가 아닙니다"), "이에요": ("은 아니에요", "는 아니에요"), "예요": ("은 아니에요", "는 아니에요"),
    "네요": ("은 아니네요", "는 아니네요"), "이네요": ("은 아니네요", "는 아니네요"), "이다": ("이 아니다", "가 아니다"), "다": ("이 아니다", "가 아니다"),
}  # fmt: skip
HAVING = [
    "있어요",
    "있습니다",
    "있네요",
    "있고",
    "있음",
    "있다",
    "있었어요",
    "있었습니다",
    "있었네요",
    "있어서",
    "있는데",
    "있지만",
    "있는",
    "있어",
]
_FAULT = re.compile(
    "(문제|하자|냄새|부담|단점|불편함|흠집|기스|이상|티|자극|지장|흠|불만|부작용|트러블|후회|결함|오류|소음)(은|는|이|가|도)? ?(있|없)"
)
_MERIT = re.compile(
    "(효과|도움|쓸모|재미|가치|매력|감동|쓸데|고급감|믿음|볼륨감|커버력|탄력|만족감|반응|센스|실속|내용|보람|의미|여운|긴장감|개성|품격)(은|는|이|가|도)? ?(있|없)"
)
_NEGATED = re.compile(
    "안|않|못|없|아니|별로|전혀|그닥|그다지|덜|싶|라면|으면|줄 알|려면|는데|지만|보다|다만|빼고|반전|하나도"
)
_SHORT = ("안 ", "안 ", "안", "별로 안 ", "하나도 안 ", "전혀 안 ", "그닥 안 ", "진짜 안 ")
_LONG = ("지 않 않아", "지 않 않아", "지는 않 않아", "지도 않 않아", "지 못하 못해", "지가 않 않아")
_TWICE = ("지 않을 수 없", "지 않을 수가 없")


def with_coda(syllable: str, coda: int) -> str:
    """The last syllable closed by a consonant (4 ㄴ, 16 ㅁ, 17 ㅂ, 20 ㅆ); it must be open."""
    return syllable[:-1] + chr(ord(syllable[-1]) + coda)


def _coda(stem: str) -> int:
    return (ord(stem[-1]) - 0xAC00) % 28


def forms(stem: str, infinitive: str) -> list[str]:
    """The endings a review uses, in one fixed order for every predicate."""
    coda = _coda(stem)
    bare = chr(ord(stem[-1]) - coda)
    past = with_coda(infinitive, 20) if _coda(infinitive) == 0 else infinitive + "ㅆ"
    if coda == 0:
        polite, noun, attribute = (
            with_coda(stem, 17) + "니다",
            with_coda(stem, 16),
            with_coda(stem, 4),
        )
    elif coda == 8:
        root = stem[:-1] + bare
        polite, noun, attribute = with_coda(root, 17) + "니다", stem + "음", with_coda(root, 4)
    elif coda == 17 and infinitive.endswith("워"):
        root = stem[:-1] + bare
        polite, noun, attribute = stem + "습니다", root + "움", root + "운"
    else:
        polite, noun, attribute = stem + "습니다", stem + "음", stem + "은"
    light = stem[:-1] + bare if coda == 8 else stem
    if stem[-1] in "있없":
        attribute = stem + "는"
    return [
        infinitive + "요", past + "어요", past + "습니다", polite, light + "네요", past + "네요", stem + "고",
        stem + "다", past + "다", past + "음", noun, infinitive + "서", attribute + "데", past + "는데",
        infinitive + "용", stem + "더라구요", stem + "군요", light + "ㄴ", stem + "고요", stem + "구요", stem + "죠",
        stem + "지요", past + "던", past + "지", stem + "거든요", past + "어여", infinitive + "여", past + "구요", stem + "더군요",
        past + "슴", light + "네", infinitive, past + "어", stem + "지",
    ]  # fmt: skip


def _pairs(listing: str) -> Iterator[tuple[tuple[str, str], list[tuple[str, str]]]]:
    for entry in listing.replace("\n", "|").split("|"):
        first, *others = [tuple(part.rsplit(" ", 1)) for part in entry.split("/")]
        yield _whole(*first), [_whole(*other) for other in others]


def _whole(stem: str, infinitive: str) -> tuple[str, str]:
    """A predicate of several words is written out twice: "잘 맞 잘 맞아"."""
    words = infinitive.count(" ")
    if words == 0 and " " in stem:
        half = stem.split(" ")
        middle = (len(half) + 1) // 2
        return " ".join(half[:middle]), " ".join([*half[middle:], infinitive])
    return stem, infinitive


def _table() -> dict[str, tuple[int, int, tuple[str, str], list[tuple[str, str]]]]:
    table = {}
    for label, listing in ((1, GOOD), (0, BAD)):
        for predicate, opposites in _pairs(listing):
            for place, form in enumerate(forms(*predicate)):
                table.setdefault(form, (label, place, predicate, opposites))
    return table


TABLE = _table()
_PREDICATE = re.compile(
    "(?<![가-힣])("
    + "|".join(sorted(map(re.escape, TABLE), key=len, reverse=True))
    + ")(?![가-힣])"
)
_NOUN = re.compile(
    "("
    + "|".join(NOUNS)
    + ")("
    + "|".join(sorted(COPULAS, key=len, reverse=True))
    + ")?(?![가-힣])"
)


def edited(text: str, label: int, draw: random.Random) -> list[tuple[str, int]]:
    """Edited copies of a short review with their labels; none where its polarity is not that plain."""
    return [*_predicates(text, label, draw), *_existence(text, label), *_copulas(text, label, draw)]


def _predicates(text: str, label: int, draw: random.Random) -> Iterator[tuple[str, int]]:
    found = list(_PREDICATE.finditer(text))
    if not found or _NEGATED.search(_PREDICATE.sub("", text)):
        return
    if any(TABLE[match[1]][0] != label for match in found):
        return
    last = found[-1]
    _label, place, (stem, infinitive), opposites = TABLE[last[1]]
    before, after = text[: last.start()], text[last.end() :]
    if len(found) > 1 and len(found[0][1]) > 1:
        before = before[found[-2].end() :].lstrip(" ,.!~")
    long = draw.choice(_LONG).split(" ")
    ending = forms(long[1], long[2])[place]
    head, _space, _last = infinitive.rpartition(" ")
    short = draw.choice(_SHORT)
    yield f"{before}{stem}{long[0]} {ending}{after}", 1 - label
    if not stem.endswith(("있", "없")) and (label or draw.random() < 0.3):
        yield (
            f"{before}{head}{' ' * bool(head)}{short}{forms(stem, infinitive)[place][len(head) + bool(head) :]}{after}",
            1 - label,
        )
    if opposites:
        stem2, infinitive2 = draw.choice(opposites)
        yield f"{before}{forms(stem2, infinitive2)[place]}{after}", 1 - label
        if draw.random() < 0.6:
            yield f"{before}{stem2}{long[0]} {ending}{after}", label
    if draw.random() < 0.3:
        twice = draw.choice(_TWICE)
        yield f"{before}{stem}{twice.removesuffix('없')}{forms('없', '없어')[place]}{after}", label
    elif draw.random() < 0.2 and not stem.endswith(("있", "없")):
        yield f"{before}안 {stem}{long[0]} {ending}{after}", label


def _existence(text: str, label: int) -> Iterator[tuple[str, int]]:
    for pattern, good in ((_FAULT, "없"), (_MERIT, "있")):
        found = list(pattern.finditer(text))
        if len(found) == 1 and label == (found[0][3] == good):
            place = found[0].start(3)
            yield (
                f"{text[:place]}{'있' if found[0][3] == '없' else '없'}{text[place + 1 :]}",
                1 - label,
            )


def _copulas(text: str, label: int, draw: random.Random) -> Iterator[tuple[str, int]]:
    found = list(_NOUN.finditer(text))
    if label != 1 or len(found) != 1 or _PREDICATE.search(text) or _NEGATED.search(text):
        return
    noun, copula = found[0].groups()
    before, after = text[: found[0].start()], text[found[0].end() :]
    if draw.random() < 0.5 or not copula:
        yield f"{before}{NOUNS[noun]}{copula or ''}{after}", 0
    else:
        yield f"{before}{noun}{COPULAS[copula][_coda(noun) == 0]}{after}", 0
