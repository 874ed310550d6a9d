"""Taking back, correcting and moderating at the network, from the thread to the record."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from tests.channels.pretend import Able, unsure

from hanjari.channels import actions as channels
from hanjari.channels.contract import RefusedError
from hanjari.channels.models import Account, Act, Delivery
from hanjari.channels.registry import kinds
from hanjari.conversations import actions as conversations
from hanjari.conversations.actions import at_network, corrections, deliveries
from hanjari.conversations.models import Conversation, Correction
from hanjari.conversations.pages import listed
from hanjari.journal.hearing import seat_listeners, settle
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening.models import Author, Edition, Message, Tombstone

WORDS = "하늘님, 필터는 내일 오전에 도착합니다."
HTMX = {"HX-Request": "true"}


@pytest.fixture
def able(db, monkeypatch) -> Able:
    seat_listeners()
    kind = Able()
    monkeypatch.setitem(kinds(), "able", kind)
    listed._seals.cache_clear()  # kinds don't come and go in a running house
    return kind


@pytest.fixture
def square(able, hanbit) -> Account:
    return Account.objects.create(organisation=hanbit.organisation, kind="able", name="광장")


@pytest.fixture
def theirs(say, square) -> Message:
    say("q", account=square, text="필터는 언제 오나요?")
    return Message.objects.get(external_id="q")


@pytest.fixture
def ours(theirs, minseo) -> Message:
    """Minseo's answer, as the network has taken it."""
    reply = conversations.write_reply(theirs.turn.conversation, WORDS, by=minseo)
    Delivery.objects.filter(pk=reply.delivery_id).update(state="sent", external_id="p1")
    deliveries.note_sent([reply.delivery_id])
    return Message.objects.get(external_id="p1")


@pytest.fixture
def desk(client: Client, minseo) -> Client:
    minseo.language = "en"
    minseo.save()
    client.force_login(minseo)
    return client


def done() -> None:
    """The worker does what waits, and the ears hear of it."""
    for act in Act.objects.filter(state="queued"):
        channels.perform(act.pk)
    settle()


def told(message: Message) -> list[str]:
    rows = Entry.objects.filter(noun="conversation", noun_id=message.turn.conversation_id)
    return [one.event for one in rows.order_by("pk") if one.event.startswith("message.")]


def test_what_was_taken_back_stays_in_our_record(able, ours, minseo):
    at_network.take_back(ours, "틀린 날짜", by=minseo)
    assert able.done == [], "a request never calls the network"
    done()
    ours.refresh_from_db()
    assert able.done == [("take_back", "p1")]
    assert ours.erased_at
    assert ours.text == WORDS
    assert Tombstone.objects.get(external_id="p1").reason == "taken_back"
    assert told(ours) == ["message.act_asked", "message.taken_back"]


def test_the_networks_own_word_of_it_changes_nothing_more(able, ours, square, minseo):
    at_network.take_back(ours, "틀린 날짜", by=minseo)
    done()
    listening.erase_message(Message.objects.get(pk=ours.pk), reason="network", by=None)
    assert Tombstone.objects.get(external_id="p1").reason == "taken_back"


def test_a_correction_keeps_what_was_said_before(able, ours, minseo):
    corrections.correct(ours, "하늘님, 필터는 모레 오전에 도착합니다.", by=minseo)
    done()
    ours.refresh_from_db()
    assert ours.text == "하늘님, 필터는 모레 오전에 도착합니다."
    assert ours.edited_at
    assert [one.text for one in Edition.objects.filter(message=ours)] == [WORDS]
    assert told(ours) == ["message.act_asked", "message.corrected"]


def test_a_correction_is_heard_twice_and_kept_once(able, ours, minseo):
    corrections.correct(ours, "하늘님, 모레 도착합니다.", by=minseo)
    done()
    at_network.note_done(Act.objects.get())
    assert Edition.objects.filter(message=ours).count() == 1


def test_an_edit_with_a_new_number_is_followed_by_answer_and_delivery(able, ours, minseo):
    able.number = "p1-2"
    corrections.correct(ours, "하늘님, 모레 도착합니다.", by=minseo)
    done()
    ours.refresh_from_db()
    assert ours.external_id == "p1-2"
    assert Delivery.objects.get().external_id == "p1-2"
    assert Act.objects.get().external_id == "p1-2"


def test_a_correction_that_is_too_long_or_tells_too_much_stays_here(ours, minseo):
    with pytest.raises(conversations.ReplyRefusedError):
        corrections.correct(ours, "길" * 101, by=minseo)
    with pytest.raises(conversations.ReplyRefusedError):
        corrections.correct(ours, "주문번호 20261120-1234 건입니다.", by=minseo)
    with pytest.raises(corrections.SameWordsError):
        corrections.correct(ours, WORDS, by=minseo)
    assert not Act.objects.exists()


def test_a_rule_asks_for_a_second_look_at_a_correction_too(able, ours, minseo, jiho):
    conversations.save_rule(ours.organisation, by=jiho, name="모든 답장")
    waiting = corrections.correct(ours, "하늘님, 모레 도착합니다.", by=minseo)
    done()
    assert able.done == []
    with pytest.raises(conversations.ApprovalRefusedError):
        corrections.approve_correction(waiting, by=minseo)
    with pytest.raises(channels.BusyError):
        corrections.correct(ours, "또 다른 말", by=minseo)
    corrections.approve_correction(waiting, by=jiho)
    done()
    assert able.done == [("correct", "p1", "하늘님, 모레 도착합니다.")]


def test_a_correction_goes_back_with_a_reason_and_the_post_stays(ours, minseo, jiho):
    conversations.save_rule(ours.organisation, by=jiho, name="모든 답장")
    waiting = corrections.correct(ours, "하늘님, 모레 도착합니다.", by=minseo)
    with pytest.raises(conversations.ApprovalRefusedError):
        corrections.send_back_correction(waiting, " ", by=jiho)
    corrections.send_back_correction(waiting, "날짜가 아직 미정입니다", by=jiho)
    assert Correction.objects.get().state == "returned"
    with pytest.raises(conversations.ApprovalRefusedError):
        corrections.approve_correction(waiting, by=jiho)


def test_somebody_elses_comment_is_hidden_and_the_thread_keeps_it(able, theirs, minseo):
    at_network.moderate(theirs, "hold", "비방", by=minseo)
    done()
    theirs.refresh_from_db()
    assert able.done == [("hold", "q")]
    assert (theirs.erased_at, theirs.text) == (None, "필터는 언제 오나요?")
    assert told(theirs) == ["message.act_asked", "message.moderated"]


def test_ours_is_not_moderated_and_theirs_not_taken_back(ours, theirs, minseo):
    with pytest.raises(at_network.NotThereError):
        at_network.moderate(ours, "hold", by=minseo)
    with pytest.raises(at_network.NotThereError):
        at_network.take_back(theirs, "왜", by=minseo)


def test_what_is_gone_is_not_taken_back_again(able, ours, minseo):
    at_network.take_back(ours, "틀린 날짜", by=minseo)
    done()
    with pytest.raises(at_network.NotThereError):
        at_network.take_back(ours, "한 번 더", by=minseo)


def test_a_refusal_stands_in_the_thread_and_nothing_of_ours_changes(able, ours, minseo, desk):
    def refuse() -> None:
        raise RefusedError("late", "Too old to be deleted.", can_retry=False)

    able.on_act = refuse
    at_network.take_back(ours, "틀린 날짜", by=minseo)
    done()
    ours.refresh_from_db()
    page = desk.get(f"/inbox/{ours.turn.conversation_id}/").content.decode()
    assert ours.erased_at is None
    assert "Take back: Not done" in page
    assert "Too old to be deleted. At the network it stands as before." in page
    assert told(ours) == ["message.act_asked", "message.act_refused"]


def test_what_nobody_knows_is_tried_again_and_said_plainly(able, ours, minseo, desk):
    able.on_act = unsure
    at_network.take_back(ours, "틀린 날짜", by=minseo)
    Act.objects.update(attempts=5)
    done()
    page = desk.get(f"/inbox/{ours.turn.conversation_id}/").content.decode()
    assert "Not known whether done" in page
    assert f"/inbox/messages/{ours.pk}/take-back/" in page


def test_the_thread_offers_what_the_network_can_and_a_member_may(ours, theirs, desk, doyun):
    page = f"/inbox/{ours.turn.conversation_id}/"
    words = desk.get(page).content.decode()
    for path in (f"{ours.pk}/correct/", f"{ours.pk}/take-back/", f"{theirs.pk}/moderate/"):
        assert f"/inbox/messages/{path}" in words
    assert f"/inbox/messages/{ours.pk}/moderate/" not in words
    desk.force_login(doyun)
    assert "/inbox/messages/" not in desk.get(page).content.decode()
    assert desk.get(f"/inbox/messages/{ours.pk}/take-back/").status_code == 403


def test_a_network_without_such_ways_offers_nothing(desk, say):
    talk = say("m1")
    assert "message__menu" not in desk.get(f"/inbox/{talk.pk}/").content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_taking_back_asks_first_and_wants_a_reason(able, ours, desk, headers):
    path = f"/inbox/messages/{ours.pk}/take-back/"
    assert "disappears at the network" in desk.get(path).content.decode()
    assert desk.post(path, {"reason": " "}, headers=headers).status_code == 422
    answer = desk.post(path, {"reason": "틀린 날짜"}, headers=headers)
    assert answer.status_code == (200 if headers else 302)
    page = desk.get(f"/inbox/{ours.turn.conversation_id}/").content.decode()
    assert "Take back: Waiting to be done" in page
    assert path not in page, "what is being taken back is not corrected meanwhile"
    done()
    page = desk.get(f"/inbox/{ours.turn.conversation_id}/").content.decode()
    assert "Taken back at the network" in page
    assert "틀린 날짜" in page
    assert "our record keeps what it said" in page


def test_correcting_opens_the_words_and_checks_them(ours, desk):
    path = f"/inbox/messages/{ours.pk}/correct/"
    assert WORDS in desk.get(path).content.decode()
    refused = desk.post(path, {"text": "주문번호 20261120-1234 건입니다."})
    assert refused.status_code == 422
    assert "An order or payment detail must not stand in public" in refused.content.decode()
    assert "It says that already" in desk.post(path, {"text": WORDS}).content.decode()
    assert desk.post(path, {"text": "하늘님, 모레 도착합니다."}).status_code == 302
    assert Act.objects.get().text == "하늘님, 모레 도착합니다."


def test_a_ban_wants_a_reason(theirs, desk):
    path = f"/inbox/messages/{theirs.pk}/moderate/"
    assert desk.post(path, {"act": "ban"}).status_code == 422
    assert desk.post(path, {"act": "bless", "reason": "x"}).status_code == 422
    assert desk.post(path, {"act": "ban", "reason": "계속되는 욕설"}).status_code == 302
    assert Act.objects.get().what == "ban"


def test_a_correction_is_decided_in_the_thread(able, ours, minseo, jiho, desk):
    conversations.save_rule(ours.organisation, by=jiho, name="모든 답장")
    waiting = corrections.correct(ours, "하늘님, 모레 도착합니다.", by=minseo)
    page = f"/inbox/{ours.turn.conversation_id}/"
    assert f"/inbox/corrections/{waiting.pk}/withdraw/" in desk.get(page).content.decode()
    desk.force_login(jiho)
    assert f"/inbox/corrections/{waiting.pk}/decide/" in desk.get(page).content.decode()
    desk.post(f"/inbox/corrections/{waiting.pk}/decide/", {"decision": "approve"})
    done()
    assert able.done == [("correct", "p1", "하늘님, 모레 도착합니다.")]


def test_a_waiting_correction_may_be_left(ours, minseo, jiho, desk):
    conversations.save_rule(ours.organisation, by=jiho, name="모든 답장")
    waiting = corrections.correct(ours, "하늘님, 모레 도착합니다.", by=minseo)
    desk.post(f"/inbox/corrections/{waiting.pk}/withdraw/")
    assert Correction.objects.get().state == "withdrawn"
    assert not Act.objects.exists()


def test_a_stranger_finds_nothing(ours, client, narae, taeyang):
    client.force_login(taeyang)
    for path in ("take-back", "correct"):
        assert client.get(f"/inbox/messages/{ours.pk}/{path}/").status_code == 404


def test_the_wrong_side_finds_nothing(ours, theirs, desk):
    assert desk.get(f"/inbox/messages/{theirs.pk}/take-back/").status_code == 404
    assert desk.get(f"/inbox/messages/{ours.pk}/moderate/").status_code == 404


def test_what_the_terms_took_is_said_in_the_thread_and_ends_nothing(
    able, theirs, ours, desk, monkeypatch
):
    monkeypatch.setattr(able, "capabilities", replace(able.capabilities, keep_days=30))
    Message.objects.update(arrived_at=now() - timedelta(days=31))
    listening.expire()
    settle()
    talk = Conversation.objects.get()
    page = desk.get(f"/inbox/{talk.pk}/").content.decode()
    assert "Removed under the terms of Pretend" in page
    assert WORDS in page
    assert "필터는 언제 오나요?" not in page
    assert talk.status == Conversation.Status.WAITING_PERSON


def test_a_message_that_waited_until_its_words_expired_waits_no_more(able, theirs, monkeypatch):
    monkeypatch.setattr(able, "capabilities", replace(able.capabilities, keep_days=30))
    assert Conversation.objects.get().waiting_since
    Message.objects.update(arrived_at=now() - timedelta(days=31))
    listening.expire()
    settle()
    assert Conversation.objects.get().waiting_since is None


def test_a_message_shows_who_said_it_where_and_a_way_there(theirs, desk):
    """X and YouTube want the author, their own name and a link beside what is shown."""
    Message.objects.update(url="https://able.example/q")
    Author.objects.filter(pk=theirs.author_id).update(handle="sky")
    page = desk.get(f"/inbox/{theirs.turn.conversation_id}/").content.decode()
    assert "sky ·" in page
    assert 'href="https://able.example/q"' in page
    assert "see it at Pretend" in page
