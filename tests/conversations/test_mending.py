"""Messages that change after they came: edited, erased, taken back; and what can be asked of the past."""

import pytest
from django.http import Http404
from tests.conversations.conftest import after, author, make

from hanjari.channels.envelope import Envelope, Sender
from hanjari.conversations import actions as conversations
from hanjari.conversations import queries
from hanjari.conversations.actions import mending
from hanjari.conversations.models import Clock, Conversation
from hanjari.journal.actions import record
from hanjari.journal.hearing import seat_listeners, settle
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening.models import Author, Message, Person

Status = Conversation.Status


def again(row: Conversation) -> Conversation:
    return Conversation.objects.get(pk=row.pk)


def test_an_edited_message_is_told_as_it_reads_now(say):
    row = say("q", posted_at=after(0), text="필터가 안 왔어요")
    Message.objects.filter(external_id="q").update(text="필터가 왔어요")
    mending.message_changed(Message.objects.get().pk, is_erased=False)
    assert again(row).text == "필터가 왔어요"


def test_whose_name_the_network_tells_later_is_named_in_the_list(say, mailbox):
    somebody = author(mailbox, "did:plc:haneul")
    Author.objects.filter(pk=somebody.pk).update(name="")
    row, other = say("q", who="did:plc:haneul"), say("r", who="바람")
    assert row.speaker == ""
    Author.objects.filter(pk=somebody.pk).update(name="하늘")
    seat_listeners()
    about = {"organisation": mailbox.organisation_id, "author_ids": [somebody.pk]}
    record("authors.named", "account", mailbox.pk, **about)
    settle()
    assert (again(row).speaker, again(other).speaker) == ("하늘", "바람")


def test_when_every_word_is_taken_back_nobody_waits_and_no_clock_runs(say, targets, jiho):
    row = say("q", posted_at=after(0))
    seat_listeners()
    listening.erase_message(Message.objects.get(), reason="network", by=jiho)
    settle()
    kept = again(row)
    assert (kept.status, kept.text, kept.waiting_since) == (Status.PLATFORM_DELETED, "", None)
    assert not Clock.objects.filter(stopped_at=None, cancelled_at=None).exists()


def test_one_erased_message_of_two_leaves_the_other_waiting(say, jiho):
    say("q", posted_at=after(0))
    row = say("r", "q", posted_at=after(5))
    seat_listeners()
    listening.erase_message(Message.objects.get(external_id="q"), reason="network", by=jiho)
    settle()
    assert (again(row).status, again(row).waiting_since) == (Status.NEW, after(5))
    assert again(row).message_count == 2


def test_what_arrives_is_threaded_by_the_journal_once(mailbox, minseo):
    seat_listeners()
    message = make(mailbox, "q")
    for _ in range(2):
        record(
            "messages.arrived", "account", mailbox.pk, organisation=mailbox.organisation_id,
            message_ids=[message.pk],
        )  # fmt: skip
    settle()
    assert Conversation.objects.get().message_count == 1


def test_a_person_is_known_over_their_conversations(say, minseo, taeyang):
    first = say("q", posted_at=after(0))
    second = say("z", posted_at=after(60))
    person = Person.objects.get(name="하늘")
    card = queries.person_card(minseo, queries.person_for(minseo, person.pk))
    assert (card.message_count, card.conversation_count, card.open_count) == (2, 2, 2)
    assert (card.first_at, card.last_at) == (after(0), after(60))
    past = queries.person_history(minseo, person)
    assert [row.pk for row in past.conversations] == [second.pk, first.pk]
    with pytest.raises(Http404):
        queries.person_for(taeyang, person.pk)


def test_the_timeline_tells_every_act_and_those_of_what_was_merged(say, minseo):
    one, other = say("a", posted_at=after(0)), say("b", posted_at=after(1))
    conversations.label(other, "배송", by=minseo)
    conversations.merge(other, one, by=minseo)
    told = [entry.event for entry in queries.timeline(minseo, one.pk).entries]
    assert told == ["conversation.merged", "conversation.labelled"]


def test_words_are_found_where_they_were_said_and_by_nobody_else(mailbox, minseo, taeyang):
    seat_listeners()
    _keep(mailbox, "m1", "정수 필터가 아직 안 왔어요")
    _keep(mailbox, "m2", "요금이 두 번 나갔어요")
    settle()
    finds = queries.find(minseo, "필터").finds
    assert [found.message.external_id for found in finds] == ["m1"]
    assert queries.find(taeyang, "필터").finds == []
    rows = queries.inbox(minseo, filters=queries.Filters(text="필터")).rows
    assert [row.id for row in rows] == [finds[0].conversation.pk]
    assert queries.inbox(minseo, filters=queries.Filters(text="없는말")).rows == []


def _keep(mailbox, name: str, text: str) -> None:
    envelope = Envelope(mailbox.pk, name, now(), Sender("haneul@mail.example", name="하늘"), text)
    listening.keep(mailbox, [envelope])
