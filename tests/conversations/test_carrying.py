"""What goes along with an answer: what the network said beside the message that it answers."""

import json

from tests.conversations.conftest import make

from hanjari.channels.envelope import Envelope, Sender
from hanjari.conversations import actions as conversations
from hanjari.conversations.actions.carrying import MOST, carried
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening.models import Message

WORDS = "하늘님, 오늘 확인해 드리겠습니다."


def test_an_answer_takes_along_what_the_network_said_beside_the_message(say, minseo):
    first = {"uri": "at://first", "cid": "one"}
    say("root", extra=first)
    row = say("q", "root", root_id="root", extra={"uri": "at://q", "cid": "two"})
    outgoing = conversations.write_reply(row, WORDS, by=minseo).delivery.outgoing
    assert outgoing["extra"] == {"uri": "at://q", "cid": "two", "root": first}


def test_the_first_message_of_a_thread_is_its_own_root(mailbox):
    assert carried(make(mailbox, "q", extra={"cid": "one"})) == {
        "cid": "one", "root": {"cid": "one"},
    }  # fmt: skip


def test_another_accounts_message_of_the_same_number_is_no_root(mailbox, rival_mailbox):
    make(rival_mailbox, "root", extra={"cid": "theirs"})
    assert carried(make(mailbox, "q", "root", root_id="root", extra={"cid": "ours"})) == {
        "cid": "ours"
    }


def test_an_answer_to_what_was_not_said_in_public_is_private(say, minseo):
    row = say("q", is_public=False)
    reply = conversations.write_reply(row, WORDS, by=minseo)
    assert reply.delivery.outgoing["extra"] == {"is_private": True}


def test_a_public_answer_says_nothing_of_privacy(say, minseo):
    assert conversations.write_reply(say("q"), WORDS, by=minseo).delivery.outgoing["extra"] == {}


def test_files_keys_and_addresses_of_the_message_are_not_those_of_the_answer(mailbox):
    extra = {"media": [{"body": "…"}], "key": "reply-1", "to": ["a@x.example"]}
    assert carried(make(mailbox, "q", extra=extra)) == {}


def test_what_has_no_room_stays_behind_and_the_rest_goes(mailbox):
    facts = carried(make(mailbox, "q", extra={"long": "가" * MOST, "cid": "one"}))
    assert facts["cid"] == "one"
    assert len(json.dumps(facts)) < 2 * MOST


def test_the_root_that_the_network_told_is_taken_along_though_we_never_stored_it(mailbox):
    extra = {"uri": "at://q", "cid": "two", "root": {"uri": "at://top", "cid": "one"}}
    assert carried(make(mailbox, "q", "top", root_id="top", extra=extra)) == extra


def test_the_networks_numbers_are_no_card_numbers(mailbox):
    """4111… is a card's number in a sentence, and may be a post's where the network names it."""
    extra = {"media_id": "4111111111111111", "note": "card 4111111111111111"}
    envelope = Envelope(mailbox.pk, "q", now(), Sender("haneul"), "안녕하세요", extra=extra)
    listening.keep(mailbox, [envelope])
    kept = Message.objects.get(external_id="q").extra
    assert kept["media_id"] == "4111111111111111"
    assert "4111111111111111" not in kept["note"]
