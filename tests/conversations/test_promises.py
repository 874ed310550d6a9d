"""Promises of a time: which answers keep them, and what members say of them by hand."""

from datetime import timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from tests.conversations.conftest import START, after

from hanjari.channels.models import Delivery
from hanjari.conversations import actions as conversations
from hanjari.conversations import promises, queries
from hanjari.conversations.actions import clocks as clock_acts
from hanjari.conversations.actions import deliveries
from hanjari.conversations.models import Clock, Conversation, PromiseEnd, Reply
from hanjari.journal.models import Entry
from hanjari.journal.telling import tell

DAY = 24 * 60
TODAY = "오늘 15시까지 답하겠습니다."
WEEKS = "12월 21일까지 새 필터를 보내드리겠습니다."
WORDS = "하늘님, 필터는 오늘 아침에 출고되어 댁으로 가고 있습니다."
HOLDING = "하늘님, 안녕하세요. 확인 중입니다."
_minutes = st.integers(-60 * DAY, 60 * DAY)


@pytest.fixture
def row(say, targets):
    with time_machine.travel(after(0), tick=False):
        yield say("q", posted_at=after(0), subject="필터")


@pytest.fixture
def answer(row, minseo):
    """Minseo answers and the network takes it, so many minutes after the question."""

    def write(text: str, minutes: float, **said: str) -> Reply:
        with time_machine.travel(after(minutes), tick=False):
            reply = conversations.write_reply(row, text, by=minseo, about_promises=said)
            return sent(reply, minutes)

    return write


def sent(reply: Reply, minutes: float) -> Reply:
    """As the outbox leaves it when the network has taken it."""
    Delivery.objects.filter(pk=reply.delivery_id).update(
        state="sent", external_id=f"sent-{reply.pk}", sent_at=after(minutes)
    )
    deliveries.note_sent([reply.delivery_id])
    return Reply.objects.get(pk=reply.pk)


def promise(number: int = 0) -> Clock:
    return Clock.objects.filter(aim="promise").order_by("pk")[number]


@given(_minutes, _minutes, st.booleans(), st.booleans())
def test_an_answer_more_than_a_day_before_its_time_leaves_a_promise_open(due, at, real, new):
    told = promises.outcome(after(due), after(at), has_substance=real, has_new_time=new)
    if at < due - DAY:
        assert told == "open"
    elif new:
        assert told == "moved"
    else:
        assert told == ("kept" if real else "open")


def test_an_ordinary_answer_weeks_before_leaves_it_running(answer, row):
    answer(WEEKS, 10)
    answer(WORDS, 3 * DAY)
    assert queries.open_promises(row) == [promise()]


def test_a_promise_for_today_is_kept_by_the_answer_itself(answer):
    answer(TODAY, 10)
    answer(WORDS, 200)
    assert promise().stopped_at == after(200)
    end = promise().ends.get()
    assert (end.way, end.by) == ("kept", None)


def test_a_holding_answer_keeps_nothing(answer):
    answer(TODAY, 10)
    answer(HOLDING, 200)
    assert promise().stopped_at is None


def test_an_answer_after_the_time_keeps_it_late(answer):
    answer(TODAY, 10)
    answer(WORDS, 400)
    assert promise().stopped_at > promise().due_at


def test_a_new_time_near_the_old_one_takes_its_place_and_the_first_stays_known(answer, row):
    answer(TODAY, 10)
    answer("내일 10시까지 답하겠습니다.", 250)
    old, new = promise(0), promise(1)
    assert (old.cancelled_at, old.stopped_at) == (after(250), None)
    assert old.ends.get().successor == new
    answer("금요일 15시까지 답하겠습니다.", 500)
    newest = queries.promises_of(row)[0]
    assert (newest.is_open, newest.first_due_at) == (True, old.due_at)


def test_a_second_promise_weeks_before_runs_beside_the_first(answer, row):
    answer(WEEKS, 10)
    answer(TODAY, 20)
    assert len(queries.open_promises(row)) == 2


@pytest.mark.parametrize("choice", ["kept", "open"])
def test_the_writers_word_counts_before_the_rule(answer, minseo, choice):
    """Kept although weeks lie before it; open although it answers on the day."""
    answer(WEEKS if choice == "kept" else TODAY, 10)
    answer(WORDS, 60, **{str(promise().pk): choice})
    assert bool(promise().stopped_at) == (choice == "kept")
    if choice == "kept":
        assert promise().ends.get().by == minseo


def test_a_writer_may_move_a_promise_that_is_far(answer, row):
    answer(WEEKS, 10)
    answer("12월 28일까지 보내드리겠습니다.", 60, **{str(promise().pk): "moved"})
    assert [clock.due_at.day for clock in queries.open_promises(row)] == [28]


def test_a_promise_does_not_move_without_a_new_time(answer, row):
    answer(WEEKS, 10)
    with pytest.raises(conversations.NoNewTimeError):
        answer(WORDS, 60, **{str(promise().pk): "moved"})


def test_an_answer_that_waits_for_a_second_look_keeps_nothing_yet(
    answer, row, minseo, jiho, hanbit
):
    answer(TODAY, 10)
    conversations.save_rule(hanbit.organisation, by=jiho, name="모든 답장")
    with time_machine.travel(after(60), tick=False):
        said = {str(promise().pk): "kept"}
        reply = conversations.write_reply(row, WORDS, by=minseo, about_promises=said)
    assert promise().stopped_at is None
    with time_machine.travel(after(90), tick=False):
        sent(conversations.approve_reply(reply, by=jiho), 90)
    assert promise().ends.get().by == minseo


def test_hearing_of_a_receipt_twice_promises_once(answer):
    reply = answer(TODAY, 10)
    Reply.objects.filter(pk=reply.pk).update(message=None)
    deliveries.note_sent([reply.delivery_id])
    assert Clock.objects.filter(aim="promise").count() == 1


def test_a_promise_is_kept_by_hand_once(answer, minseo, jiho):
    answer(WEEKS, 10)
    conversations.keep_promise(promise(), by=jiho)
    with pytest.raises(conversations.PromiseRefusedError):
        conversations.keep_promise(promise(), by=minseo)
    assert promise().ends.get().by == jiho


def test_taking_a_promise_back_needs_a_reason(answer, minseo):
    answer(WEEKS, 10)
    with pytest.raises(conversations.PromiseRefusedError):
        conversations.withdraw_promise(promise(), "  ", by=minseo)
    conversations.withdraw_promise(promise(), "단종된 부품", by=minseo)
    assert promise().cancelled_at
    assert PromiseEnd.objects.get().reason == "단종된 부품"


def test_what_was_called_kept_by_mistake_runs_again(answer, row, minseo):
    answer(TODAY, 10)
    answer(WORDS, 200)
    conversations.reopen_promise(promise(), by=minseo)
    assert queries.open_promises(row) == [promise()]
    assert Conversation.objects.get().next_due_at == promise().due_at
    with pytest.raises(conversations.PromiseRefusedError):
        conversations.reopen_promise(promise(), by=minseo)
    conversations.keep_promise(promise(), by=minseo)
    assert promise().ends.count() == 2


def test_a_moved_promise_is_not_opened_again(answer, minseo):
    answer(TODAY, 10)
    answer("내일 10시까지 답하겠습니다.", 250)
    with pytest.raises(conversations.PromiseRefusedError):
        conversations.reopen_promise(promise(), by=minseo)


def test_every_step_of_a_promise_is_told_in_the_readers_time(answer, minseo):
    answer(TODAY, 10)
    answer("내일 10시까지 답하겠습니다.", 250)
    conversations.keep_promise(promise(1), by=minseo)
    conversations.reopen_promise(promise(1), by=minseo)
    conversations.withdraw_promise(promise(1), "잘못 적음", by=minseo)
    entries = Entry.objects.filter(event__startswith="promise.").order_by("pk")
    assert [entry.event.partition(".")[2] for entry in entries] == [
        "made", "made", "moved", "kept", "reopened", "withdrawn",
    ]  # fmt: skip
    assert "15:00" in tell(entries[0])
    assert "T" not in tell(entries[2])


def test_words_from_outside_the_desk_promise_and_keep_too(say, targets):
    row = say("q", posted_at=after(0))
    say("out", "q", is_ours=True, posted_at=after(5), text=TODAY)
    assert promise().due_at == after(300)
    say("out2", "q", is_ours=True, posted_at=after(100), text=WORDS)
    assert promise().stopped_at == after(100)
    assert promise().ends.get().reply is None
    assert not queries.open_promises(row)


def test_an_echo_leaves_a_promise_to_its_receipt_and_the_writers_word(answer, row, minseo, say):
    answer(TODAY, 10)
    with time_machine.travel(after(60), tick=False):
        said = {str(promise().pk): "open"}
        reply = conversations.write_reply(row, WORDS, by=minseo, about_promises=said)
    Delivery.objects.filter(pk=reply.delivery_id).update(state="sending")
    say("echo", "q", is_ours=True, posted_at=after(60), text=WORDS)
    assert promise().stopped_at is None


def test_an_old_mail_of_ours_promises_nothing_now(say):
    say("old", posted_at=START - timedelta(days=30), arrived_at=after(0))
    say(
        "ours",
        "old",
        is_ours=True,
        posted_at=START - timedelta(days=29),
        arrived_at=after(0),
        text=TODAY,
    )
    assert not Clock.objects.filter(aim="promise").exists()


def test_a_promise_goes_with_its_answer_when_a_thread_is_split_and_comes_back(answer, row, minseo):
    answer(WEEKS, 10)
    reply = Reply.objects.get()
    other = conversations.split(row, [reply.message_id], by=minseo)
    assert queries.open_promises(other) == [promise()]
    conversations.undo_regrouping(row.regroupings_from.get(), by=minseo)
    assert queries.open_promises(row) == [promise()]


def test_merging_takes_kept_promises_along_and_leaves_no_clock_behind(answer, row, say, minseo):
    answer(TODAY, 10)
    answer(WORDS, 60)
    target = say("other", posted_at=after(70))
    say("more", "q", posted_at=after(75))
    conversations.merge(row, target, by=minseo)
    assert [one.end.way for one in queries.promises_of(target)] == ["kept"]
    assert not clock_acts.running_of([row.pk]).exists()


def test_a_promise_in_a_resolved_conversation_is_still_at_risk(answer, row, minseo, jiho):
    answer(TODAY, 10)
    conversations.change_status(row, "resolved", by=minseo)
    with time_machine.travel(after(290), tick=False):
        assert [line.id for line in queries.inbox(jiho, "at_risk").rows] == [row.pk]
        clock_acts.watch()
    assert minseo.pk in Entry.objects.get(event="clock.soon").facts["tell"]
