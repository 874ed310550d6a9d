"""The second hearing: what no listed word tells is raised by its meaning, nothing is lowered, a member's word stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.listening.spoken import said

from hanjari.journal.hearing import seat_listeners, settle
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.language import INTENTS, SURE
from hanjari.listening import actions as listening
from hanjari.listening.actions import rehearing
from hanjari.listening.judging import Read
from hanjari.listening.models import HourCount, Message, Rehearing
from hanjari.listening.raising import LEVELS, raised

INCIDENT = "안마의자에 손가락이 눌려서 퍼렇게 멍들었어요"
"""The words tell nothing of it, the meaning does (.89, and .86 for at once)."""
CALM = "아이랑 손잡고 산책했어요"


@pytest.fixture(autouse=True)
def _on(settings, db) -> None:
    settings.MEANING = True
    seat_listeners()


def arrive(account, name: str, text: str, **fields) -> Message:
    fields.setdefault("posted_at", now())
    kept = listening.keep(account, [said(account, name, text, **fields)])
    settle()
    return Message.objects.get(pk=(kept.new + kept.edited)[0])


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def hear_all() -> None:
    while listening.hear_again():
        pass
    settle()


def state(message: Message) -> tuple:
    row = fresh(message)
    return row.intent, row.urgency, row.sentiment, row.reading


def told() -> list[list[int]]:
    entries = Entry.objects.filter(event="messages.heard_again").order_by("pk")
    return [entry.facts["message_ids"] for entry in entries]


@pytest.mark.parametrize(
    "text", [INCIDENT, "My toddler got his head stuck between the bars of your crib"]
)
def test_an_incident_that_no_word_tells_is_raised(square, text):
    message = arrive(square, "1", text)
    assert message.urgency < 4, "the rules leave it low"
    assert message.intent != "incident"
    hear_all()
    row = fresh(message)
    assert (row.intent, row.urgency) == ("incident", 4)
    assert row.reading["needs_answer"] is True
    assert row.reading["intents"]["incident"] == row.reading["heard"]["incident"] >= 0.7
    assert told() == [[message.pk]]
    assert HourCount.objects.get(intent="incident").message_count == 1
    assert not Rehearing.objects.exists()


def test_a_grave_level_without_an_intent_asks_for_an_answer(square):
    message = arrive(square, "1", "숨 쉬는 것도 힘들고 살아야 할 이유를 모르겠어요")
    hear_all()
    row = fresh(message)
    assert (row.urgency, row.reading["needs_answer"]) == (4, True)


def test_what_says_nothing_grave_stays_as_it_was(square):
    message = arrive(square, "1", CALM)
    before = state(message)
    hear_all()
    assert state(message) == before
    assert not told()


def test_heard_twice_it_is_raised_once(square):
    message = arrive(square, "1", INCIDENT)
    hear_all()
    once = state(message)
    rehearing.await_rehearing([message.pk])
    rehearing.await_rehearing([message.pk])
    hear_all()
    assert state(message) == once
    assert len(told()) == 1


def test_who_dies_while_hearing_hears_it_again(square, monkeypatch):
    message = arrive(square, "1", INCIDENT)
    before = state(message)

    def die(*_args, **_facts):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(rehearing, "record", die)
        with pytest.raises(KeyboardInterrupt):
            listening.hear_again()
    assert state(message) == before, "all or nothing"
    hear_all()
    assert fresh(message).urgency == 4
    assert len(told()) == 1


def test_a_members_word_stands_and_the_rest_is_raised(square, minseo):
    message = arrive(square, "1", INCIDENT)
    correction = listening.judge(message, "intents", ["praise"], by=minseo)
    hear_all()
    row = fresh(message)
    assert (row.intent, row.urgency) == ("praise", 4)
    listening.undo_judgement(correction, by=minseo)
    assert fresh(message).intent == "incident", "without it, what was heard counts"


def test_what_a_member_agreed_to_stands(square, minseo):
    message = arrive(square, "1", INCIDENT)
    before = fresh(message).urgency
    listening.judge(message, "urgency", before, by=minseo)
    hear_all()
    assert (fresh(message).intent, fresh(message).urgency) == ("incident", before)


def test_a_correction_of_what_was_heard_is_never_heard_over(square, minseo):
    message = arrive(square, "1", INCIDENT)
    hear_all()
    listening.judge(message, "intents", [], by=minseo)
    listening.judge(message, "urgency", 1, by=minseo)
    before = state(message)
    rehearing.await_rehearing([message.pk])
    hear_all()
    assert state(message) == before


def test_edited_words_are_heard_anew(square):
    message = arrive(square, "1", CALM)
    hear_all()
    arrive(square, "1", INCIDENT, edits=True)
    hear_all()
    assert fresh(message).urgency == 4
    arrive(square, "1", "산책했어요", edits=True)
    hear_all()
    assert (fresh(message).urgency, "heard" in fresh(message).reading) == (1, False)


def test_words_that_change_while_they_are_heard_wait_for_their_own_turn(square, monkeypatch):
    message = arrive(square, "1", INCIDENT)
    real = rehearing._said

    def edited_meanwhile(ids):
        found = real(ids)
        arrive(square, "1", CALM, edits=True)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(rehearing, "_said", edited_meanwhile)
        listening.hear_again()
    assert fresh(message).urgency == 1
    assert Rehearing.objects.count() == 1


def test_ours_history_erased_and_other_languages_are_left(square, minseo):
    arrive(square, "1", INCIDENT, is_ours=True)
    arrive(square, "2", INCIDENT, is_automatic=True)
    arrive(square, "3", INCIDENT, posted_at=now() - rehearing.FRESH * 2)
    arrive(square, "4", "製品が突然爆発して手を怪我しました")
    assert not Rehearing.objects.exists()
    message = arrive(square, "5", INCIDENT)
    listening.erase_message(message, by=minseo, reason="asked")
    hear_all()
    assert not Rehearing.objects.exists()
    assert not told()


def test_what_came_last_is_heard_first_a_batch_at_a_time(square, monkeypatch):
    monkeypatch.setattr(rehearing, "BATCH", 1)
    first = arrive(square, "1", INCIDENT)
    second = arrive(square, "2", INCIDENT)
    listening.hear_again()
    assert (fresh(first).urgency, fresh(second).urgency) == (first.urgency, 4)


def test_switched_off_nothing_waits_and_nothing_is_heard(square, settings):
    waits = arrive(square, "1", INCIDENT)
    settings.MEANING = False
    message = arrive(square, "2", INCIDENT)
    assert not listening.hear_again()
    assert [row.message_id for row in Rehearing.objects.all()] == [waits.pk]
    assert fresh(message).urgency < 4


probability = st.floats(0, 1)
READS = st.builds(
    Read,
    intent=st.sampled_from(INTENTS),
    urgency=st.integers(1, 4),
    sentiment=st.sampled_from([-1, 0, 1, None]),
    reading=st.fixed_dictionaries(
        {"intents": st.dictionaries(st.sampled_from(INTENTS[:-1]), probability)},
        optional={"needs_answer": st.booleans()},
    ),
)
KINDS = st.dictionaries(st.sampled_from([*INTENTS, *LEVELS]), st.floats(0.7, 1))


@given(READS, KINDS, st.sets(st.sampled_from(["intents", "urgency", "needs_answer"])))
def test_nothing_is_ever_lowered_and_what_was_agreed_to_stays(read, kinds, left):
    now_ = raised(read, kinds, left)
    before, after = read.reading["intents"], now_.reading["intents"]
    assert now_.urgency >= read.urgency
    assert now_.sentiment == read.sentiment
    assert bool(now_.reading.get("needs_answer")) >= bool(read.reading.get("needs_answer"))
    assert all(after[name] >= min(p, SURE) for name, p in before.items())
    assert {name for name, p in before.items() if p >= SURE} <= {
        name for name, p in after.items() if p >= SURE
    }
    assert "intents" not in left or after == before
    assert "urgency" not in left or now_.urgency == read.urgency
    assert raised(now_, kinds, left) == now_, "a second time changes nothing"
