"""Triggers: what makes an issue by itself, and how loud, told from plain tuples."""

from datetime import UTC, datetime

import pytest

from hanjari.issues.thresholds import HOUSE
from hanjari.issues.trigger_words import named
from hanjari.issues.triggers import Said, Trigger, fired

MANY = HOUSE.of(Trigger.MANY)
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)


def said(number, text="물이 새요", intent="complaint", urgency=1, cluster="query:1", author=0):
    return Said(number, author or number, text, intent, urgency, cluster, AT)


def all_alike(texts):
    return [list(range(len(texts)))]


def none_alike(texts):
    return [[place] for place in range(len(texts))]


def told(some, alike=all_alike, loud=(), new=None):
    every = frozenset(one.id for one in some)
    found = fired(some, every if new is None else frozenset(new), alike, frozenset(loud))
    return [(one.trigger, one.level, one.message_ids) for one in found]


def test_three_people_with_the_same_complaint_are_to_be_watched():
    some = [said(1), said(2), said(3)]
    assert told(some) == [(Trigger.COMPLAINTS, 1, (1, 2, 3))]
    assert told(some[:2]) == []
    assert told(some, none_alike) == []


def test_one_person_who_writes_three_times_is_one_person():
    assert told([said(1, author=9), said(2, author=9), said(3, author=9)]) == []


def test_complaints_of_two_clusters_are_not_put_together():
    assert told([said(1), said(2), said(3, cluster="query:2")]) == []


def test_thirty_people_call_the_committee():
    some = [said(number) for number in range(1, MANY + 1)]
    assert told(some) == [(Trigger.MANY, 2, tuple(range(1, MANY + 1)))]
    assert told(some[:-1])[0][:2] == (Trigger.COMPLAINTS, 1)


def test_beside_an_alarm_thirty_people_need_not_say_the_same():
    some = [said(number) for number in range(1, MANY + 1)]
    assert told(some, none_alike, loud=["query:1"])[0][:2] == (Trigger.MANY, 2)
    assert told(some, none_alike) == []


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("정수기에서 물을 받다 화상을 입었어요", Trigger.HARM),
        ("충전 중에 불이 났습니다", Trigger.HARM),
        ("the battery exploded and my hand is burned", Trigger.HARM),
        ("제 개인정보가 유출된 것 같아요 다른 사람 정보가 보입니다", Trigger.LEAK),
        ("I can see someone else's details in my account", Trigger.LEAK),
        ("같은 부품이 리콜 대상이라던데 우리 집도 물이 셉니다", Trigger.RECALL),
        ("담당 직원이 뇌물을 받았다는 증거가 있습니다", Trigger.CRIME),
    ],
)
def test_one_grave_message_is_a_crisis_whatever_the_volume(text, trigger):
    found = told([said(1, text, intent="incident", urgency=4)])
    assert (trigger, 3, (1,)) in found


def test_a_question_with_a_grave_word_is_none():
    assert told([said(1, "혹시 리콜 대상인가요?", intent="question", urgency=3)]) == []
    assert told([said(1, "화상 통화가 안 돼요", intent="complaint", urgency=1)]) == []


def test_a_child_counts_only_where_somebody_was_hurt():
    hurt = said(1, "아이가 뜨거운 물에 화상을 입었습니다", intent="incident", urgency=4)
    assert Trigger.MINORS in [trigger for trigger, *_ in told([hurt])]
    happy = said(1, "아이가 좋아하는데 자꾸 멈춰요", intent="complaint", urgency=2)
    assert told([happy]) == []


def test_what_bursts_in_a_figure_of_speech_harms_nobody():
    told_of = said(1, "상담이 안 돼서 분노가 폭발합니다", intent="complaint", urgency=3)
    assert Trigger.HARM not in {trigger for trigger, _level, _ids in told([told_of])}
    burst = said(1, "배터리가 폭발했어요", intent="incident", urgency=4)
    assert Trigger.HARM in {trigger for trigger, _level, _ids in told([burst])}


def test_the_core_is_down_when_three_people_say_so():
    down = [said(n, "전국적으로 먹통입니다", intent="incident", urgency=3) for n in (1, 2, 3)]
    assert (Trigger.OUTAGE, 3, (1, 2, 3)) in told(down, none_alike)
    assert told(down[:2], none_alike) == []


def test_a_journalist_is_looked_at_alone_and_calls_the_committee_beside_complaints_or_an_alarm():
    asks = said(9, "기자입니다. 누수 건 입장 부탁드립니다", intent="press", urgency=3)
    assert told([asks]) == [(Trigger.PRESS, 1, (9,))]
    assert (Trigger.PRESS, 2, (9,)) in told([said(1), said(2), said(3), asks])
    assert told([asks], loud=["query:1"]) == [(Trigger.PRESS, 2, (9,))]


@pytest.mark.parametrize(
    "text",
    [
        "I haven't heard from my case officer in weeks and provided all docs.",
        "I only want regular broadcast games recorded like TiVo does.",
        "언론사에 제보할 예정입니다",
    ],
)
def test_who_only_speaks_of_the_press_is_not_the_press(text):
    assert told([said(1, text, intent="press", urgency=3)]) == []


@pytest.mark.parametrize(
    "text",
    [
        "금융감독원 민원 접수 건으로 자료 제출 요청드립니다",
        "시사 프로그램 제작진입니다. 입장을 듣고 싶습니다",
        "Hi, Channel 9 news, can someone talk to us about the recall?",
        "Writing a story on delivery delays and would like a statement by 5pm",
    ],
)
def test_the_press_and_authorities_are_known_by_how_they_ask(text):
    assert Trigger.PRESS in {
        trigger for trigger, _level, _ids in told([said(1, text, intent="press", urgency=3)])
    }


def test_an_authority_is_heard_by_its_name():
    asks = said(1, "소비자원에 신고했습니다", intent="complaint", urgency=3)
    assert told([asks]) == [(Trigger.REGULATOR, 1, (1,))]


def test_only_what_something_new_is_part_of_is_told():
    some = [said(1), said(2), said(3)]
    assert told(some, new=[7]) == []
    assert told(some, new=[3]) == [(Trigger.COMPLAINTS, 1, (1, 2, 3))]


def test_the_loudest_comes_first():
    leak = said(8, "개인정보 유출됐어요", intent="incident", urgency=3)
    levels = [level for _trigger, level, _ids in told([said(1), said(2), said(3), leak])]
    assert levels == sorted(levels, reverse=True)


def test_latin_words_are_whole_and_korean_ones_stand_anywhere():
    assert named("deadline tomorrow") == []
    assert named("my dog is dead") == ["harm"]
    assert named("어제 리콜된 제품") == ["recall"]


def test_to_remember_is_no_recall_of_a_product():
    assert named("there is a charge that I don't recall making") == []
    assert named("as far as I can recall, nobody called me") == []
    assert named("the recall of your heater came too late") == ["recall"]
    assert named("they should recall it, and we want you to recall it") == ["recall"]
    assert named("this model was recalled yesterday") == ["recall"]
