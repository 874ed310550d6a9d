"""Answering: checked, approved, handed to the outbox, and joined when it is out."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from tests.conversations.conftest import after, make

from hanjari.channels.models import Delivery
from hanjari.channels.registry import kinds
from hanjari.conversations import actions as conversations
from hanjari.conversations import queries
from hanjari.conversations.actions import deliveries
from hanjari.conversations.models import Clock, Conversation, Reply
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.listening.models import Message

Status = Conversation.Status
WORDS = "하늘님, 필터는 오늘 아침에 출고되어 내일 오전에 도착합니다."


@pytest.fixture
def row(say, targets):
    with time_machine.travel(after(0), tick=False):
        yield say("q", posted_at=after(0), subject="필터")


@pytest.fixture
def public_mail(monkeypatch):
    """As if the network showed everything to everybody."""
    kind = kinds()["mail"]
    monkeypatch.setattr(
        type(kind), "capabilities", replace(kind.capabilities, is_public=True, text_limit=100)
    )


@pytest.fixture
def always_asked(hanbit, jiho):
    return conversations.save_rule(hanbit.organisation, by=jiho, name="모든 답장")


def again(row: Conversation) -> Conversation:
    return Conversation.objects.get(pk=row.pk)


def sent(reply: Reply, minutes: float = 10, external_id: str = "") -> Reply:
    """As the outbox leaves it when the network has taken it."""
    Delivery.objects.filter(pk=reply.delivery_id).update(
        state=Delivery.State.SENT,
        external_id=external_id or f"sent-{reply.pk}",
        sent_at=after(minutes),
    )
    with time_machine.travel(after(max(minutes, 10)), tick=False):
        deliveries.note_sent([reply.delivery_id])
    return Reply.objects.get(pk=reply.pk)


def test_an_answer_goes_to_the_outbox_with_its_thread(row, minseo):
    reply = conversations.write_reply(row, WORDS, by=minseo)
    outgoing = reply.delivery.outgoing
    assert reply.delivery.key == f"reply-{reply.pk}"
    assert (outgoing["parent_id"], outgoing["root_id"], *outgoing["to"]) == ("q", "q", "하늘")
    assert outgoing["subject"] == "Re: 필터"
    assert (again(row).status, again(row).sending) == (Status.ANSWERING, "queued")
    assert again(row).waiting_since == after(0)


def test_an_answer_goes_where_the_writer_asked_for_it(row, minseo, mailbox):
    mailbox.own_ids = ["desk@hanbit.example"]
    mailbox.save()
    asked = {"reply_to": ["desk@hanbit.example", "sky@x.example"]}
    Message.objects.filter(external_id="q").update(extra=asked)
    reply = conversations.write_reply(row, WORDS, by=minseo)
    assert reply.delivery.outgoing["to"] == ("sky@x.example",)


def test_nothing_stops_before_the_network_has_taken_it(row, minseo):
    conversations.write_reply(row, WORDS, by=minseo)
    assert Clock.objects.filter(stopped_at=None, cancelled_at=None).count() == 3


def test_a_sent_answer_lies_in_the_thread_and_stops_the_clocks(row, minseo):
    reply = sent(conversations.write_reply(row, WORDS, by=minseo))
    kept = again(row)
    assert (kept.status, kept.waiting_since, kept.sending) == (Status.WAITING_PERSON, None, "")
    assert (kept.first_human_at, kept.first_substantive_at) == (after(10), after(10))
    assert reply.message.is_ours
    assert reply.message.turn.conversation == row
    stopped = Clock.objects.filter(stopped_at=after(10)).values_list("aim", flat=True)
    assert set(stopped) == {"first_human", "first_substantive"}
    items = queries.thread(minseo, row.pk).items
    assert [(item.kind, bool(item.reply)) for item in items if item.kind == "message"] == [
        ("message", False),
        ("message", True),
    ]


def test_hearing_of_the_same_receipt_twice_changes_nothing(row, minseo):
    reply = sent(conversations.write_reply(row, WORDS, by=minseo))
    before = list(Conversation.objects.values())
    deliveries.note_sent([reply.delivery_id])
    assert list(Conversation.objects.values()) == before
    assert Message.objects.filter(is_ours=True).count() == 1


def test_two_answers_that_left_together_stand_in_their_order(row, minseo):
    first = conversations.write_reply(row, "담당 부서에 확인해서 알려 드리겠습니다.", by=minseo)
    second = conversations.write_reply(row, WORDS, by=minseo)
    for minutes, reply in ((10, first), (12, second)):
        Delivery.objects.filter(pk=reply.delivery_id).update(
            state="sent", external_id=f"sent-{reply.pk}", sent_at=after(minutes)
        )
    with time_machine.travel(after(15), tick=False):
        deliveries.note_sent([second.delivery_id, first.delivery_id])
    kept = again(row)
    assert (kept.status, kept.waiting_since, kept.sending) == (Status.WAITING_PERSON, None, "")
    assert (kept.first_human_at, kept.first_substantive_at) == (after(10), after(12))
    mine = Message.objects.filter(is_ours=True).order_by("posted_at")
    assert [message.turn.conversation_id for message in mine] == [row.pk, row.pk]
    assert [message.text for message in mine] == [first.text, second.text]


def test_an_echo_that_came_first_is_joined_not_doubled(row, minseo, mailbox, say):
    reply = conversations.write_reply(row, WORDS, by=minseo)
    say("echo", "q", is_ours=True, posted_at=after(9), text=WORDS)
    reply = sent(reply, external_id="echo")
    assert Message.objects.filter(is_ours=True).count() == 1
    assert reply.message.external_id == "echo"
    assert again(row).message_count == 2


def test_a_holding_answer_without_a_time_is_no_answer(row, minseo):
    sent(conversations.write_reply(row, "하늘님, 안녕하세요. 확인 후 답변드리겠습니다.", by=minseo))
    running = Clock.objects.filter(stopped_at=None, cancelled_at=None)
    assert set(running.values_list("aim", flat=True)) == {"first_substantive", "resolution"}
    assert again(row).first_substantive_at is None


def test_a_holding_answer_with_a_time_counts_and_becomes_a_promise(row, minseo):
    with time_machine.travel(after(10), tick=False):
        reply = conversations.write_reply(
            row, "확인 중입니다. 오늘 15시까지 답하겠습니다.", by=minseo
        )
        sent(reply)
    promise = Clock.objects.get(aim="promise")
    assert promise.due_at == after(300)
    assert promise.promised_by == minseo
    assert again(row).next_due_at == after(300)
    assert again(row).first_substantive_at == after(10)


def test_a_failed_answer_is_shown_and_the_clocks_run_on(row, minseo):
    reply = conversations.write_reply(row, WORDS, by=minseo)
    Delivery.objects.update(state=Delivery.State.FAILED, failure={"words": "거절"})
    deliveries.note_trouble(Delivery.objects.get(), "reply.failed")
    assert again(row).sending == "failed"
    assert again(row).waiting_since == after(0)
    assert Clock.objects.filter(stopped_at=None, cancelled_at=None).count() == 3
    conversations.retry_reply(reply, by=minseo)
    assert again(row).sending == "queued"


def test_a_withdrawn_answer_never_leaves(row, minseo):
    reply = conversations.write_reply(row, WORDS, by=minseo)
    conversations.withdraw_reply(reply, by=minseo)
    assert Delivery.objects.get().state == Delivery.State.CANCELLED
    assert again(row).sending == ""
    with pytest.raises(conversations.TooLateError):
        conversations.withdraw_reply(reply, by=minseo)


def test_an_answer_that_is_leaving_can_not_be_withdrawn(row, minseo):
    reply = conversations.write_reply(row, WORDS, by=minseo)
    Delivery.objects.update(state=Delivery.State.SENDING)
    with pytest.raises(conversations.TooLateError):
        conversations.withdraw_reply(reply, by=minseo)


def test_a_second_person_signs_and_never_the_author(row, minseo, jiho, always_asked):
    reply = conversations.write_reply(row, WORDS, by=jiho)
    assert (reply.state, reply.delivery) == (Reply.State.WAITING, None)
    assert again(row).sending == "waiting"
    for member in (jiho, minseo):
        with pytest.raises(conversations.ApprovalRefusedError):
            conversations.approve_reply(reply, by=member)
    reply = conversations.write_reply(row, WORDS, by=minseo)
    assert [asked.reply for asked in queries.replies_to_approve(jiho)] == [reply]
    reply = conversations.approve_reply(reply, by=jiho)
    assert reply.state == Reply.State.QUEUED
    assert reply.approvals.get().decided_by == jiho
    with pytest.raises(conversations.ApprovalRefusedError):
        conversations.approve_reply(reply, by=jiho)
    assert Delivery.objects.count() == 1


def test_an_answer_sent_back_is_mended_and_looked_at_again(row, minseo, jiho, always_asked):
    reply = conversations.write_reply(row, WORDS, by=minseo)
    with pytest.raises(conversations.ApprovalRefusedError):
        conversations.send_back_reply(reply, " ", by=jiho)
    reply = conversations.send_back_reply(reply, "날짜를 확인해 주세요", by=jiho)
    assert reply.state == Reply.State.RETURNED
    reply = conversations.edit_reply(reply, WORDS + " 고맙습니다.", by=minseo)
    assert reply.state == Reply.State.WAITING
    assert reply.approvals.filter(decided_at=None).count() == 1
    assert reply.approvals.count() == 2


def test_editing_voids_the_look_that_was_asked_for(row, minseo, always_asked):
    reply = conversations.write_reply(row, WORDS, by=minseo)
    conversations.edit_reply(reply, WORDS + " 고맙습니다.", by=minseo)
    assert reply.approvals.filter(decided_at=None).count() == 1


@pytest.mark.parametrize(
    ("fields", "is_asked"),
    [
        ({"kind": "feed"}, False),
        ({"kind": "mail"}, True),
        ({"is_public_only": True}, False),
        ({"with_promise_only": True}, False),
        ({"min_urgency": 3}, False),
        ({"words": ["환불"]}, False),
        ({"words": ["환불", "필터"]}, True),
        ({"is_active": False}, False),
    ],
)
def test_a_rule_asks_when_all_it_names_is_so(row, hanbit, jiho, minseo, fields, is_asked):
    conversations.save_rule(hanbit.organisation, by=jiho, name="규칙", **fields)
    assert bool(queries.check_reply(row, WORDS, by=minseo).rules) == is_asked


def test_a_rule_for_a_role_asks_its_members_alone(row, hanbit, jiho, minseo):
    conversations.save_rule(
        hanbit.organisation, by=jiho, name="새 사람", written_by_role=hanbit.roles["agent"]
    )
    assert queries.check_reply(row, WORDS, by=minseo).rules == ("새 사람",)
    assert queries.check_reply(row, WORDS, by=jiho).rules == ()


def test_what_may_not_be_said_in_public_is_held_back(row, minseo, jiho, public_mail):
    words = "주문번호 A-20231123 건은 환불했습니다."
    with pytest.raises(conversations.ReplyRefusedError) as refusal:
        conversations.write_reply(row, words, by=minseo)
    assert [stop.kind for stop in refusal.value.check.stops] == ["order"]
    with pytest.raises(conversations.ReplyRefusedError):
        conversations.write_reply(row, words, by=minseo, overruled="괜찮습니다")
    reply = conversations.write_reply(row, words, by=jiho, overruled="본인이 먼저 밝힘")
    assert reply.overruled == "본인이 먼저 밝힘"
    assert reply.findings[0]["kind"] == "order"


def test_the_same_words_may_be_said_in_private(row, minseo):
    assert conversations.write_reply(row, "주문번호 A-20231123 건은 환불했습니다.", by=minseo)


def test_too_long_is_said_with_by_how_much(row, minseo, public_mail):
    check = queries.check_reply(row, "가" * 112, by=minseo)
    assert (check.problems, check.over) == (("too_long",), 12)


def test_an_automatic_message_is_never_answered(say, minseo):
    row = say("auto", posted_at=after(0), is_automatic=True)
    with pytest.raises(conversations.ReplyRefusedError) as refusal:
        conversations.write_reply(row, WORDS, by=minseo)
    assert refusal.value.check.problems == ("automatic",)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_is_not_sent(row, minseo, text):
    with pytest.raises(conversations.ReplyRefusedError):
        conversations.write_reply(row, text, by=minseo)


def test_who_answers_second_is_warned_and_may_confirm(row, minseo, jiho):
    token = queries.thread(jiho, row.pk).token
    conversations.write_reply(row, WORDS, by=minseo)
    with pytest.raises(conversations.OvertakenError):
        conversations.write_reply(row, WORDS, by=jiho, token=token)
    assert conversations.write_reply(row, WORDS, by=jiho, token=token, is_confirmed=True)


def test_a_new_message_overtakes_the_writer_too(row, minseo, say):
    token = queries.thread(minseo, row.pk).token
    say("r", "q", posted_at=after(1))
    with pytest.raises(conversations.OvertakenError):
        conversations.write_reply(row, WORDS, by=minseo, token=token)


def test_a_proposed_resolution_is_resolved_by_silence(row, minseo):
    reply = conversations.write_reply(row, WORDS, by=minseo, is_proposed_resolution=True)
    sent(reply)
    assert again(row).proposed_resolution_at == after(10)


def test_the_person_who_writes_again_gets_a_next_reply_clock(row, minseo, say):
    sent(conversations.write_reply(row, WORDS, by=minseo))
    kept = say("r", "q", posted_at=after(20))
    assert kept.status == Status.NEW
    assert kept.waiting_since == after(20)
    assert kept.next_due_kind in {"next_reply", "resolution"}
    assert Clock.objects.filter(aim="next_reply", stopped_at=None).count() == 1


def test_every_step_is_in_the_journal(row, minseo, jiho, always_asked):
    reply = conversations.write_reply(row, WORDS, by=minseo)
    sent(conversations.approve_reply(reply, by=jiho))
    entries = Entry.objects.filter(event__startswith="reply.").order_by("id")
    told = list(entries.values_list("event", flat=True))
    assert told == ["reply.written", "reply.approval_asked", "reply.approved", "reply.sent"]


def test_a_colleagues_answer_from_elsewhere_stops_the_clocks(row, say):
    kept = say("out", "q", is_ours=True, posted_at=after(7), text=WORDS)
    assert (kept.status, kept.waiting_since) == (Status.WAITING_PERSON, None)
    assert Clock.objects.filter(stopped_at=after(7)).count() == 2


def test_an_automatic_answer_of_ours_stops_nothing(row, say):
    kept = say("auto", "q", is_ours=True, is_automatic=True, posted_at=after(1), text=WORDS)
    assert kept.waiting_since == after(0)
    assert kept.first_ack_at == after(1)
    assert Clock.objects.filter(stopped_at=None, cancelled_at=None).count() == 3


def test_an_old_mail_that_nobody_answers_now_is_not_made_of_new_words(mailbox, minseo):
    message = make(mailbox, "old", posted_at=now() - timedelta(days=30), arrived_at=now())
    [pk] = conversations.thread_messages([message.pk])
    assert not Clock.objects.filter(conversation=pk).exists()


def test_an_answer_never_sits_before_what_it_answers(row, minseo):
    reply = sent(conversations.write_reply(row, WORDS, by=minseo), minutes=-3)
    assert reply.message.pk > reply.to_message_id
    assert again(row).waiting_since is None
