"""The apology checker: what the field's own pairs score, Korean and English, and that nothing upsets it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.language.apologies import WEIGHTS, Check, Element, Fault, examine

GOOD_KO = (
    "3월 2일 14시 점검 중 저희가 설정을 잘못 바꿔 4만 2천 명의 통화가 53분 끊겼습니다. 저희 책임입니다. 사과드립니다. "
    "해당 고객께 4월 요금에서 3일분을 빼 드리고, 5월 31일까지 이중 점검 절차를 마쳐 그 결과를 공개하겠습니다. 대표이사 {name}"
)
GOOD_EN = (
    "On 2 March at 14:00 we changed a setting by mistake and 42,000 customers lost their calls for 53 minutes. This was our fault. "
    "We apologise. We will credit 3 days of the April bill to every customer, and by 31 May we will publish the result of a second check on every change. {name}"
)

KOREAN = [
    ("불편을 느끼셨다면 사과드립니다.", "불편을 드려 죄송합니다.", "conditional"),
    ("기분이 상하셨다면 죄송합니다.", "고객께 함부로 말해 죄송합니다.", "conditional"),
    ("혹시라도 피해를 입었다면 송구합니다.", "피해를 입으셨다면 1588-0000으로 알려 주십시오.", "conditional"),
    ("제때 점검했다면 죄송합니다.", "제때 점검했다면 막을 수 있었기에 더욱 죄송합니다.", "conditional"),
    ("협력업체의 과실로 벌어진 일입니다.", "협력업체의 과실이 아니라 저희 잘못입니다.", "scapegoat"),
    ("직원의 일탈입니다.", "직원의 일탈로 돌리지 않겠습니다.", "scapegoat"),
    ("일부 점주의 잘못입니다.", "점주가 아니라 본사의 잘못입니다.", "scapegoat"),
    ("본의 아니게 늦었습니다.", "저희가 늦었습니다.", "unintended"),
    ("의도치 않게 누락되었습니다.", "저희가 빠뜨렸습니다.", "unintended"),
    ("그럴 뜻은 없었습니다.", "뜻과 상관없이 저희 잘못입니다.", "unintended"),
    ("오해가 있었습니다.", "오해가 아닙니다.", "misunderstood"),
    ("오해를 불러일으켰습니다.", "오해라는 말로 변명하지 않겠습니다.", "misunderstood"),
    ("오해가 있었지만 저희는 피하지 않겠습니다.", "고객께서 오해하신 것이 아닙니다.", "misunderstood"),
    ("오해가 아니라고 할 수 없습니다.", "오해가 아니라 사실입니다.", "misunderstood"),
    ("저희도 억울합니다.", "억울하신 고객이 없도록 하겠습니다.", "wronged"),
    ("저희만 잘못한 것이 아닙니다.", "저희가 잘못했습니다.", "others_too"),
    ("다른 회사들도 마찬가지입니다.", "다른 회사를 핑계로 삼지 않겠습니다.", "others_too"),
    ("앞으로는 신중하게 행동하겠습니다.", "4월 1일부터 두 사람이 확인합니다.", "careful"),
    ("유감입니다.", "유감이라는 말로 끝내지 않겠습니다.", "regrettable"),
    ("물의를 빚었습니다.", "고객의 번호를 잘못 보냈습니다.", "stir"),
    ("심려를 끼쳐 드려 죄송합니다.", "고객 300명께 심려를 끼쳐 죄송합니다.", "concern"),
    ("일부 고객의 불편이 있었습니다.", "일부 고객의 문제가 아닙니다.", "some"),
    ("업계 관행이었습니다.", "관행을 없애겠습니다.", "custom"),
    ("관행에 따랐습니다.", "관행이라는 말 뒤에 숨지 않겠습니다.", "custom"),
    ("법적 책임은 없으나 위로를 드립니다.", "책임은 저희에게 있습니다.", "legal"),
    ("악의적인 주장입니다.", "정당한 지적입니다.", "malice"),
    ("이번 일은 해프닝입니다.", "이번 일은 사고입니다.", "noise"),
    ("업계 최고의 품질을 지켜 왔습니다.", "최고의 품질이라고 말할 수 없습니다.", "praise"),
    ("죄송하지만 규정이 그렇습니다.", "죄송합니다. 규정을 고칩니다.", "but"),
    ("대표이사 ○○○", "대표이사 한지호", "slot"),
    ("사과하고 싶습니다.", "사과드립니다.", "not_yet"),
    ("유출이 발생하였습니다.", "저희가 유출했습니다.", "passive"),
]  # fmt: skip
ENGLISH = [
    ("We are sorry if anyone was offended.", "We are sorry that we insulted our guests.", "conditional"),
    ("We apologise for any inconvenience this may have caused.", "We apologise for losing your parcel.", "conditional"),
    ("Sorry to those who may have been hurt.", "If you were charged twice, call 080 123 4567.", "conditional"),
    ("A rogue employee did it.", "We did it.", "scapegoat"),
    ("It was our supplier's mistake.", "Our supplier is not to blame.", "scapegoat"),
    ("It was never our intention to mislead.", "We misled you.", "unintended"),
    ("There was a misunderstanding.", "You understood us rightly.", "misunderstood"),
    ("The remark was taken out of context.", "The remark was wrong.", "misunderstood"),
    ("We were unfairly attacked.", "The criticism is fair.", "wronged"),
    ("We are not the only ones.", "We did this.", "others_too"),
    ("We will be more careful in the future.", "From 1 May two people check each change.", "careful"),
    ("This is regrettable.", "This is our fault.", "regrettable"),
    ("This was an isolated incident.", "This happened 14 times.", "some"),
    ("This is standard practice.", "Standard practice is no excuse.", "custom"),
    ("We act without admitting liability.", "We are liable.", "legal"),
    ("These are malicious rumours.", "The report is true.", "malice"),
    ("It was blown out of proportion.", "It was serious.", "noise"),
    ("We pride ourselves on our world-class service.", "Our service failed.", "praise"),
    ("We are sorry, but rules are rules.", "We are sorry. We change the rule.", "but"),
    ("We would like to apologise.", "We apologise.", "not_yet"),
    ("Signed, [name of the chief executive]", "Signed, Jane Kim, Chief Executive", "slot"),
]  # fmt: skip


def faults(text: str) -> set[str]:
    return {flaw.fault for flaw in examine(text).flaws}


@pytest.mark.parametrize(("bad", "good", "fault"), KOREAN + ENGLISH)
def test_words_that_take_an_apology_back_are_found_and_their_plain_form_is_not(bad, good, fault):
    assert fault in faults(bad)
    assert fault not in faults(good)


@pytest.mark.parametrize("text", [GOOD_KO, GOOD_EN])
def test_a_whole_apology_scores_all_but_forgiveness(text):
    name = "한지호" if text is GOOD_KO else "Jane Kim, Chief Executive"
    apology = examine(text.format(name=name))
    assert apology.score == pytest.approx(0.95)
    assert apology.degree(Element.FORGIVENESS) == 0
    assert not apology.flaws
    assert [check for check, is_met in apology.checks.items() if not is_met] == [Check.CONTACT]


def test_a_blank_left_in_a_whole_apology_blocks_it_and_is_no_signature():
    apology = examine(GOOD_KO.format(name="○○○"))
    assert apology.score == pytest.approx(0.95)
    assert [flaw.fault for flaw in apology.blocked] == [Fault.SLOT]
    assert not apology.checks[Check.SIGNER]


def test_a_conditional_apology_for_concern_is_worth_next_to_nothing():
    apology = examine("본의 아니게 심려를 끼쳐 드렸다면 사과드립니다")
    assert apology.score <= 0.1
    assert {"conditional", "unintended", "concern"} == {flaw.fault for flaw in apology.blocked}
    assert not apology.checks[Check.VICTIMS]
    assert not apology.checks[Check.SPECIFIC]


def test_blame_on_an_employee_is_capped():
    apology = examine("일부 직원의 개인적 일탈로 물의를 빚어 유감입니다")
    assert apology.is_capped
    assert apology.score <= 0.4
    assert {"scapegoat", "stir", "regrettable"} == {flaw.fault for flaw in apology.flaws}


def test_care_from_now_on_alone_names_neither_day_nor_owner():
    apology = examine("앞으로 더욱 신중하겠습니다")
    assert apology.score <= 0.1
    assert not apology.checks[Check.DATE]
    assert not apology.checks[Check.SIGNER]


@pytest.mark.parametrize(
    "added", [" 협력업체의 과실도 있었습니다.", " 불편을 느끼셨다면 죄송합니다."]
)
def test_a_scapegoat_or_a_condition_caps_even_a_whole_apology(added):
    assert examine(GOOD_KO.format(name="한지호") + added).score == 0.4


def test_half_an_element_counts_half():
    assert examine("보상하겠습니다. 고객님.").degree(Element.REPAIR) == 0.5
    assert examine("고객께 3만 원을 보상하겠습니다.").degree(Element.REPAIR) == 1
    assert examine("보상을 검토하겠습니다.").degree(Element.REPAIR) == 0
    assert examine("We will refund you.").degree(Element.REPAIR) == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "저희 책임이 아닙니다.",
        "책임은 없습니다.",
        "It was not our fault.",
        "We accept no responsibility.",
    ],
)
def test_denied_responsibility_is_none(text):
    assert examine(text).degree(Element.RESPONSIBILITY) == 0


def test_places_are_offsets_into_the_text():
    text = "안녕하십니까.\n본의 아니게 오해가 있었다면 사과드립니다. 저희 책임입니다."
    apology = examine(text)
    places = [flaw.place for flaw in apology.flaws]
    places += [place for found in apology.elements for place in found.places]
    assert places
    assert all(text[place.start : place.end] == place.words for place in places)


def test_the_weights_are_one_whole():
    assert sum(WEIGHTS.values()) == pytest.approx(1)


WORDS = ["사과드립니다", "저희", "오해", "다면", "책임", "3월 2일", "고객", "아닙니다", "보상", "겠습니다", ".", ",", "\n", "sorry", "if you were", "we", "1.5", "[", "○", "  "]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)))
def test_no_text_upsets_the_checker(text):
    apology = examine(text)
    assert 0 <= apology.score <= 1
    assert all(
        text[flaw.place.start : flaw.place.end] == flaw.place.words for flaw in apology.flaws
    )


@pytest.mark.parametrize(
    "seed", ["가", "저희가 ", "했다면 ", "환불", "1", "we will ", "if you ", "A", "a@", "사과하고 "]
)
def test_the_longest_text_of_one_sentence_is_read_to_its_end(seed):
    """A pattern that runs away would meet the suite's own time limit here."""
    blank = "[이름]"
    text = seed * ((20_000 - len(blank)) // len(seed)) + blank
    assert examine(text).flaws[-1].place.words == blank
