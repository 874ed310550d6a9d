"""After the second hearing a conversation stands by what was meant: labels, lists, clocks, department, history."""

import re

import pytest
from django.test import Client
from tests.conversations.conftest import make

from hanjari.conversations import queries
from hanjari.conversations.actions import arrival, routing
from hanjari.conversations.models import Clock, Conversation, Turn
from hanjari.conversations.queries import Filters
from hanjari.journal.actions import record
from hanjari.journal.hearing import seat_listeners, settle
from hanjari.journal.models import Entry, Retry
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening.models import Message
from hanjari.people.models import Department

INCIDENT = "안마의자에 손가락이 눌려서 퍼렇게 멍들었어요"


@pytest.fixture
def message(settings, mailbox, targets) -> Message:
    settings.MEANING = True
    seat_listeners()
    row = make(mailbox, "1", text=INCIDENT, language="ko", intent="chat", reading={})
    record(
        "messages.arrived", "account", mailbox.pk, organisation=mailbox.organisation_id,
        message_ids=[row.pk],
    )  # fmt: skip
    settle()
    return row


@pytest.fixture
def desk(client: Client, minseo) -> Client:
    minseo.language = "ko"
    minseo.save()
    client.force_login(minseo)
    return client


def talk_of(message: Message) -> Conversation:
    return Conversation.objects.get(turns__message=message)


def hear() -> None:
    while listening.hear_again():
        pass
    settle()


def due(message: Message):
    clock = Clock.objects.filter(conversation=talk_of(message), aim="first_human").first()
    return clock and clock.due_at


def test_urgency_lists_and_clock_follow(message, minseo):
    before, was_due = talk_of(message), due(message)
    assert (before.intent, before.urgency) == ("chat", 1)
    hear()
    after = talk_of(message)
    assert (after.intent, after.urgency, after.needs_answer) == ("incident", 4, True)
    assert due(message) is not None
    assert was_due is None or due(message) < was_due
    assert after.next_due_at is not None
    assert queries.inbox(minseo, "all", Filters(intent="incident")).rows
    assert not queries.inbox(minseo, "all", Filters(intent="chat")).rows


def test_a_second_round_changes_nothing(message):
    hear()
    once, was_due, count = talk_of(message), due(message), Entry.objects.count()
    record("message.edited", "message", message.pk, organisation=message.organisation_id)
    settle()
    hear()
    again = talk_of(message)
    assert (again.urgency, again.intent, due(message)) == (once.urgency, once.intent, was_due)
    assert Entry.objects.count() == count + 1, "only what the test itself told"


def test_it_is_routed_where_safety_reports_go(message, hanbit, minseo):
    care = Department.objects.get(organisation=hanbit.organisation, name="홍보")
    routing.save_routing_rule(
        hanbit.organisation, by=minseo, name="안전", intent="incident", department=care
    )
    hear()
    assert talk_of(message).department == care


def test_the_label_says_in_plain_words_that_no_word_told_it(message, desk, minseo):
    hear()
    talk = talk_of(message)
    shown = desk.get(f"/inbox/{talk.pk}/?view=all").content.decode()
    labels = re.search(r'<ul class="labels".*?</ul>', shown, re.DOTALL)[0]
    assert len(re.findall(r"낱말이 아니라 뜻으로 짐작했어요 \(\d\d%\)", labels)) == 3
    assert "글 전체" not in labels.split("data-unsure")[0]
    told = Entry.objects.get(event="conversation.heard_again")
    assert (told.noun_id, told.facts["what"]) == (talk.pk, ["incident", "U4"])
    assert "뜻으로 짐작해" in shown, "the history tells it"


def test_a_correction_takes_the_reason_away(message, desk):
    hear()
    desk.post(f"/inbox/messages/{message.pk}/judge/", {"judged": "urgency:1"})
    shown = desk.get(f"/inbox/{talk_of(message).pk}/?view=all").content.decode()
    assert len(re.findall("뜻으로 짐작했어요", shown)) == 2
    assert talk_of(message).urgency == 1


def test_what_lies_in_no_conversation_yet_is_told_again_later(message, mailbox):
    row = make(mailbox, "2", text=INCIDENT, language="ko", intent="chat", reading={})
    listening.await_rehearing([row.pk])
    arrival.thread_messages([row.pk])
    turn = Turn.objects.get(message=row)
    Turn.objects.filter(pk=turn.pk).delete()  # another worker has not committed it yet
    hear()
    assert talk_of(message).urgency == 1
    turn.save(force_insert=True)
    Retry.objects.update(not_before=now())
    settle()
    assert talk_of(row).urgency == talk_of(message).urgency == 4
    assert not Retry.objects.exists()


def test_what_was_only_overheard_needs_no_conversation(message, mailbox):
    row = make(mailbox, "2", text=INCIDENT, language="ko", intent="chat", reading={})
    Message.objects.filter(pk=row.pk).update(is_overheard=True)
    listening.await_rehearing([row.pk])
    hear()
    row.refresh_from_db()
    assert (row.intent, talk_of(message).intent) == ("incident", "incident")
    assert not Retry.objects.exists()
