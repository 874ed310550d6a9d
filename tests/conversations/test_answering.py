"""How long people waited, counted by the hour, is what the conversations themselves say."""

from datetime import timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from tests.conversations.conftest import START, after

from hanjari.conversations import actions as conversations
from hanjari.conversations import answering as steps
from hanjari.conversations.actions import answering as counting
from hanjari.conversations.models import AnswerHour, Conversation
from hanjari.conversations.queries.answering import answering
from hanjari.journal.hearing import seat_listeners, settle
from hanjari.kit.survival import curve


@given(st.integers(0, 60 * 24 * 365 * 15))
def test_a_step_ends_after_its_time_and_at_most_two_per_cent_later(minutes):
    end = steps.ends()[steps.step_of(timedelta(minutes=minutes))]
    if 1 <= minutes < steps.ends()[-1]:
        assert minutes <= end * 1.0001
        assert end <= minutes * 1.0201


@given(st.lists(st.integers(0, steps.HIGHEST), max_size=50), st.lists(st.integers(0, 9)))
def test_packing_loses_nothing(one, other):
    counts = steps.summed([steps.packed(one), steps.packed(other)])
    assert sum(counts) == len(one) + len(other)
    assert all(counts[step] == (one + other).count(step) for step in {*one, *other})


def _answer(row: Conversation, minutes: int) -> None:
    Conversation.objects.filter(pk=row.pk).update(
        first_substantive_at=row.first_message_at + timedelta(minutes=minutes)
    )
    row.refresh_from_db()
    counting.await_counting([row.pk])


def _count() -> None:
    while counting.count_stale_hours():
        pass


def test_the_figures_are_those_of_the_people(say, hanbit):
    waits = {"a": 5, "b": 12, "c": 90, "d": None, "e": 300}
    for number, (name, minutes) in enumerate(waits.items()):
        row = say(name, posted_at=after(number * 20), who=f"사람{name}")
        if minutes is not None:
            _answer(row, minutes)
        else:
            counting.await_counting([row.pk])
    with time_machine.travel(after(60 * 30), tick=False):
        _count()
        found = answering(hanbit.organisation, START - timedelta(days=1), after(60 * 40))
    exact = curve([5, 12, 90, 300, 1800], [1, 1, 1, 1, 0])
    assert found.asked_count == 5
    assert found.answered_count == 4
    assert found.waiting_count == 1
    assert found.curve.share == pytest.approx(exact.share)
    assert found.curve.median == pytest.approx(exact.median, rel=0.021)


def test_whoever_is_never_answered_stays_in_the_figure(say, hanbit):
    for name in "abcd":
        counting.await_counting([say(name, posted_at=START, who=f"사람{name}").pk])
    _count()
    with time_machine.travel(START + timedelta(days=9), tick=False):
        found = answering(hanbit.organisation, START - timedelta(hours=1), after(60))
    assert found.never_after_a_week == 1.0
    assert found.curve.median is None


def test_spam_was_no_question(say, hanbit):
    row = say("a", posted_at=START)
    Conversation.objects.filter(pk=row.pk).update(status=Conversation.Status.SPAM)
    counting.await_counting([row.pk])
    _count()
    assert answering(hanbit.organisation, START - timedelta(hours=1), after(60)).asked_count == 0


def test_an_arrival_and_an_act_mark_their_hour(say, hanbit):
    seat_listeners()
    row = say("a", posted_at=START)
    settle()
    hour = AnswerHour.objects.get()
    assert hour.hour == steps.hour_of(START)
    _count()
    hour.refresh_from_db()
    assert not hour.is_stale
    conversations.change_status(row, Conversation.Status.RESOLVED, by=hanbit.members["minseo"])
    settle()
    hour.refresh_from_db()
    assert hour.is_stale


def test_counting_twice_counts_once(say, hanbit):
    row = say("a", posted_at=START)
    _answer(row, 30)
    _count()
    counting.await_counting([row.pk])
    _count()
    assert answering(hanbit.organisation, START - timedelta(hours=1), after(60)).answered_count == 1


def test_another_companys_people_are_not_ours(say, narae, rival_mailbox, hanbit):
    row = say("a", posted_at=START, account=rival_mailbox)
    counting.await_counting([row.pk])
    _count()
    assert answering(hanbit.organisation, START - timedelta(hours=1), after(60)).asked_count == 0
    assert answering(narae.organisation, START - timedelta(hours=1), after(60)).asked_count == 1
