"""Answers that leave later: checked when they are written, looked at again by whatever happens until then."""

from datetime import datetime, timedelta

import pytest
import time_machine
from tests.conversations.conftest import after

from hanjari.channels import actions as channels
from hanjari.channels.models import Delivery
from hanjari.conversations import actions as conversations
from hanjari.conversations import queries
from hanjari.conversations.actions import deliveries, mending, replies, scheduling
from hanjari.conversations.models import Clock, Conversation, Draft, Reply
from hanjari.conversations.moments import MomentError
from hanjari.conversations.queries.scheduled import why_unfit
from hanjari.journal.models import Entry
from hanjari.listening import actions as listening
from hanjari.listening.models import Edition, Message
from hanjari.people.models import Call

State = Delivery.State
WORDS = "하늘님, 필터는 오늘 아침에 출고되어 내일 오전에 도착합니다."
EVENING = after(8 * 60)
"""Six in the evening in Seoul."""


@pytest.fixture
def row(say, targets):
    with time_machine.travel(after(0), tick=False):
        yield say("q", posted_at=after(0), subject="필터")


@pytest.fixture
def reply(row, minseo) -> Reply:
    return conversations.write_reply(row, WORDS, by=minseo, send_at=EVENING)


@pytest.fixture
def always_asked(hanbit, jiho):
    return conversations.save_rule(hanbit.organisation, by=jiho, name="모든 답장")


def moment(minutes: float):
    return time_machine.travel(after(minutes), tick=False)


def again(reply: Reply) -> Reply:
    return Reply.objects.select_related("delivery", "conversation").get(pk=reply.pk)


def held_for(reply: Reply) -> str:
    """Why the outbox holds it; empty where it does not."""
    delivery = again(reply).delivery
    return delivery.held_for if delivery.state == State.HELD else ""


def hear_of(reply: Reply) -> Reply:
    """As the room's ear hears what the outbox did with it."""
    delivery = Delivery.objects.get(pk=reply.delivery_id)
    if delivery.state == State.HELD:
        scheduling.note_held(delivery)
    return again(reply)


def sent(reply: Reply, at: datetime) -> None:
    Delivery.objects.filter(pk=reply.delivery_id).update(
        state=State.SENT, external_id=f"sent-{reply.pk}", sent_at=at
    )
    with time_machine.travel(at, tick=False):
        deliveries.note_sent([reply.delivery_id])


def test_it_lies_in_the_outbox_until_its_moment_and_the_clocks_run_on(row, reply) -> None:
    delivery = again(reply).delivery
    assert (delivery.state, delivery.not_before) == (State.QUEUED, EVENING)
    talk = Conversation.objects.get(pk=row.pk)
    assert (talk.sending, talk.waiting_since) == ("scheduled", after(0))
    assert Clock.objects.filter(stopped_at=None, cancelled_at=None).count() == 3
    with moment(60):
        assert channels.deliver(delivery.pk) == ""
    assert Entry.objects.get(event="reply.scheduled").facts["at"] == EVENING.isoformat()


def test_sent_it_answers_like_any_other(row, reply) -> None:
    sent(reply, EVENING)
    talk = Conversation.objects.get(pk=row.pk)
    assert (talk.status, talk.first_substantive_at, talk.sending) == (
        "waiting_person", EVENING, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("at", "code"),
    [(after(0), "past"), (after(-5), "past"), (after(0) + timedelta(days=90, minutes=1), "far")],
)
def test_a_moment_that_passed_or_is_too_far_is_refused(row, minseo, at, code) -> None:
    with pytest.raises(MomentError) as refused:
        conversations.write_reply(row, WORDS, by=minseo, send_at=at)
    assert refused.value.code == code
    assert not Reply.objects.exists()


def test_its_promise_counts_from_when_it_is_read(row, minseo) -> None:
    words = "확인 중입니다. 내일 15시까지 답하겠습니다."
    tomorrow = after(23 * 60)
    reply = conversations.write_reply(row, words, by=minseo, send_at=tomorrow)
    assert reply.promised_at == after(29 * 60) + timedelta(days=1)
    reply = conversations.reschedule(reply, EVENING, by=minseo)
    assert reply.promised_at == after(29 * 60)


def test_when_somebody_writes_again_it_is_held_and_its_writer_called(say, row, reply) -> None:
    with moment(30):
        say("r", "q", posted_at=after(30), text="취소할게요")
    assert held_for(reply) == "heard"
    hear_of(reply)
    hear_of(reply)
    assert Conversation.objects.get(pk=row.pk).sending == "held"
    call = Call.objects.get()
    assert "취소할게요" not in call.words
    assert WORDS in call.words
    assert [out.member.name for out in call.outs.all()] == ["민서"]
    with moment(8 * 60 + 1):
        assert channels.deliver(reply.delivery_id) == ""


def test_after_a_look_it_leaves_now_or_at_another_moment(say, row, reply, minseo) -> None:
    with moment(30):
        row = say("r", "q", posted_at=after(30))
        with pytest.raises(conversations.OvertakenError):
            conversations.reschedule(reply, EVENING, by=minseo, token="1-1")
        seen = queries.token_of(row)
        conversations.reschedule(reply, after(600), by=minseo, token=seen)
    assert (held_for(reply), again(reply).delivery.not_before) == ("", after(600))
    with moment(601):
        conversations.send_now(reply, by=minseo)
    kept = again(reply)
    assert (kept.send_at, kept.delivery.not_before) == (None, after(601))
    assert not kept.delivery.is_automatic


def test_the_last_look_sees_what_no_event_has_told(row, reply) -> None:
    Conversation.objects.filter(pk=row.pk).update(heard_id=row.heard_id + 1)
    with moment(8 * 60 + 1):
        assert channels.deliver(reply.delivery_id) == ""
    assert held_for(reply) == "heard"


def test_a_colleagues_answer_meanwhile_holds_it(row, reply, jiho) -> None:
    with moment(20):
        other = conversations.write_reply(row, "먼저 답합니다.", by=jiho)
    sent(other, after(21))
    assert held_for(reply) == "answered"


def test_of_two_scheduled_by_one_writer_the_first_does_not_hold_the_second(
    row, reply, minseo
) -> None:
    with moment(1):
        second = conversations.write_reply(row, "덧붙입니다.", by=minseo, send_at=after(600))
    sent(reply, EVENING)
    assert held_for(second) == ""


def test_ended_meanwhile_it_is_held(row, reply, minseo) -> None:
    with moment(5):
        conversations.change_status(row, "resolved", by=minseo)
    assert held_for(reply) == "closed"


def test_written_into_an_ended_conversation_it_leaves(row, minseo) -> None:
    conversations.change_status(row, "resolved", by=minseo)
    with moment(5):
        reply = conversations.write_reply(row, WORDS, by=minseo, send_at=EVENING)
    with moment(8 * 60 + 1):
        assert why_unfit(again(reply)) == ""


def test_merged_it_goes_along_and_is_held(say, row, reply, minseo) -> None:
    with moment(5):
        other = say("other", posted_at=after(4))
        conversations.merge(row, other, by=minseo)
    assert held_for(reply) == "regrouped"
    assert again(reply).conversation == other


def test_what_waits_in_the_target_is_held_too(say, row, reply, minseo) -> None:
    with moment(5):
        other = say("other", posted_at=after(-60), arrived_at=after(-60))
        conversations.merge(other, row, by=minseo)
    assert held_for(reply) == "regrouped"


def test_when_its_question_is_deleted_it_is_held(row, reply) -> None:
    message = Message.objects.get(external_id="q")
    listening.erase_message(message, reason="network", by=None)
    mending.message_changed(message.pk, is_erased=True)
    assert held_for(reply) == "gone"


def test_words_that_a_networks_terms_took_hold_nothing(row, reply) -> None:
    message = Message.objects.get(external_id="q")
    listening.erase_message(message, reason="terms", by=None)
    mending.messages_expired([message.pk])
    assert why_unfit(again(reply)) == ""


def test_when_its_question_is_edited_it_is_held(row, reply) -> None:
    message = Message.objects.get(external_id="q")
    Edition.objects.create(message=message, text="전에 한 말", replaced_at=after(3))
    mending.message_changed(message.pk, is_erased=False)
    assert held_for(reply) == "edited"


def test_when_its_writer_left_the_leads_are_called(row, reply, minseo) -> None:
    minseo.is_active = False
    minseo.save()
    with moment(8 * 60 + 1):
        assert channels.deliver(reply.delivery_id) == ""
    assert held_for(reply) == "writer"
    hear_of(reply)
    assert "지호" in [out.member.name for out in Call.objects.get().outs.all()]


def test_it_waits_for_approval_and_for_its_moment(always_asked, row, reply, jiho) -> None:
    assert (reply.state, reply.delivery) == (Reply.State.WAITING, None)
    with moment(60):
        approved = conversations.approve_reply(reply, by=jiho)
    assert approved.delivery.not_before == EVENING
    assert Conversation.objects.get(pk=row.pk).sending == "scheduled"


def test_approved_after_its_moment_it_leaves_at_once(always_asked, row, reply, jiho) -> None:
    with moment(9 * 60):
        delivery = conversations.approve_reply(reply, by=jiho).delivery
    assert delivery.not_before == after(9 * 60)
    assert not delivery.is_automatic
    assert held_for(reply) == ""


def test_approved_after_somebody_wrote_again_it_is_held(always_asked, say, reply, jiho) -> None:
    with moment(30):
        say("r", "q", posted_at=after(30))
        reply = conversations.approve_reply(reply, by=jiho)
    assert held_for(reply) == "heard"


def test_before_it_is_approved_its_moment_may_be_moved(always_asked, row, reply, minseo, jiho):
    conversations.reschedule(reply, after(600), by=minseo)
    assert conversations.approve_reply(reply, by=jiho).delivery.not_before == after(600)


def test_taken_back_its_words_lie_in_the_draft(row, reply, minseo) -> None:
    replies.withdraw_into_draft(reply, by=minseo)
    assert Draft.objects.get(member=minseo).text == WORDS
    assert again(reply).delivery.state == State.CANCELLED


def test_withdrawn_at_the_brake_its_words_go_back_to_its_writer(row, reply, minseo, jiho) -> None:
    channels.cancel(again(reply).delivery, by=jiho)
    for _twice in range(2):
        scheduling.note_cancelled(again(reply).delivery, by=jiho)
    assert again(reply).state == Reply.State.WITHDRAWN
    assert Draft.objects.get(member=minseo).text == WORDS
    assert "지호" in Call.objects.get().words
    assert Conversation.objects.get(pk=row.pk).sending == ""


def test_what_has_left_is_neither_moved_nor_sent_again(row, reply, minseo) -> None:
    sent(reply, EVENING)
    with moment(500):
        for act in (
            lambda: conversations.send_now(reply, by=minseo),
            lambda: conversations.reschedule(reply, after(600), by=minseo),
        ):
            with pytest.raises(conversations.TooLateError):
                act()


def test_refused_at_its_time_its_writer_is_called_with_the_networks_words(row, reply) -> None:
    Delivery.objects.update(
        state=State.FAILED, failure={"words": "24시간이 지났습니다."}, attempts=1
    )
    for _twice in range(2):
        deliveries.note_trouble(Delivery.objects.get(), "reply.failed")
    assert Call.objects.get().words == "24시간이 지났습니다."
    assert Conversation.objects.get(pk=row.pk).sending == "failed"


def test_sent_again_after_that_it_is_an_answer_by_hand(row, reply, minseo) -> None:
    Delivery.objects.update(state=State.FAILED, failure={"words": "거절"}, can_retry=True)
    conversations.retry_reply(reply, by=minseo)
    assert (again(reply).send_at, again(reply).delivery.is_automatic) == (None, False)
    assert Conversation.objects.get(pk=row.pk).sending == "queued"
