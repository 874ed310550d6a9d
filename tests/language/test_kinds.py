"""Kinds by meaning: what no listed word tells is found by its like."""

import pytest
from tests.language.lists import messages

from hanjari.language import SURE
from hanjari.language.cues import found_cues
from hanjari.language.meaning import kinds_of
from hanjari.language.meaning.kinds import RAISES
from hanjari.language.normal import normal
from hanjari.language.reading.evidence import Evidence


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The blender blade flew off and cut my hand", "incident"),
        ("커피포트 손잡이가 떨어지면서 뜨거운 물이 허벅지에 쏟아졌어요", "incident"),
        ("마트 카트가 밀려와서 아이가 부딪혔습니다", "urgency:4"),
        ("세탁 한 번 했는데 옷이 줄어들었어요", "complaint"),
    ],
)
def test_a_message_worded_as_no_list_foresees_is_known_by_its_meaning(text, kind):
    assert kinds_of([text])[0][kind] >= SURE


@pytest.mark.parametrize(
    "text", ["필터 규격이 궁금합니다", "what time do you open", "ㅋㅋㅋ 오늘 날씨 좋다"]
)
def test_everyday_talk_is_no_incident(text):
    kinds = kinds_of([text])[0]
    assert max(kinds["incident"], kinds["press"], kinds["urgency:4"]) < SURE


def test_an_empty_text_is_of_no_kind():
    assert kinds_of(["", "고장났어요"])[0] == {}
    assert kinds_of([]) == []


def test_meaning_hears_what_the_rules_miss():
    text = "세탁 한 번 했는데 옷이 줄어들었어요"
    rules = Evidence(1, {0: found_cues(normal(text))}).probability("intent:complaint")[0]
    assert rules < SURE <= kinds_of([text])[0]["complaint"]


def test_of_the_list_it_never_saw_it_hears_what_must_be_heard_at_once():
    rows = list(messages("fourth"))
    urgent = [urgency == 4 for _, urgency, _ in rows]
    raised = [kinds["urgency:4"] >= RAISES for kinds in kinds_of([text for _, _, text in rows])]
    both = sum(a and b for a, b in zip(urgent, raised, strict=True))
    assert both / sum(urgent) >= 0.85
    assert both / sum(raised) >= 0.8
