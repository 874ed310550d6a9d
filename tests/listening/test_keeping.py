"""Keeping: what arrives is stored once, in the order of speaking, with its author and reading."""

from dataclasses import replace
from datetime import timedelta

from tests.listening.spoken import NOON, said

from hanjari.channels.envelope import Sender
from hanjari.channels.models import Delivery
from hanjari.journal.models import Entry
from hanjari.listening import actions as listening
from hanjari.listening.models import Author, Edition, HourCount, Message


def test_a_message_is_stored_with_its_author_its_reading_and_its_hour(square):
    kept = listening.keep(square, [said(square, "1", "정수기에서 물이 새요. 환불해 주세요!")])
    message = Message.objects.get(pk=kept.new[0])
    assert message.text == "정수기에서 물이 새요. 환불해 주세요!"
    assert (message.author.name, message.author.person.name) == ("하늘", "하늘")
    assert (message.language, message.posted_at) == ("ko", NOON)
    assert message.reading["why"]
    assert HourCount.objects.get().message_count == 1


def test_the_same_message_arrives_once_in_a_batch_and_over_batches(square):
    twice = [said(square, "1", "안녕하세요"), said(square, "1", "안녕하세요")]
    first, second = listening.keep(square, twice), listening.keep(square, twice)
    assert (len(first.new), first.double_count) == (1, 1)
    assert (len(second.new), second.double_count) == (0, 2)
    assert Message.objects.count() == HourCount.objects.get().message_count == 1


def test_the_same_id_at_two_accounts_is_two_messages(square, market):
    listening.keep(square, [said(square, "1", "광장에서")])
    listening.keep(market, [said(market, "1", "장터에서")])
    assert Message.objects.count() == 2
    assert Author.objects.count() == 1, "one identity of the network, wherever it speaks"


def test_order_is_order_of_speaking_not_of_arrival(square):
    later = said(square, "b", "나중", posted_at=NOON + timedelta(minutes=1))
    listening.keep(square, [later])
    listening.keep(square, [said(square, "a", "먼저")])
    assert list(Message.objects.values_list("text", flat=True)) == ["먼저", "나중"]


def test_a_thousand_messages_of_one_moment_keep_a_thousand_ids(square):
    kept = listening.keep(square, [said(square, str(n), f"{n}번") for n in range(1_000)])
    assert len(set(kept.new)) == 1_000
    arrived = Entry.objects.filter(event="messages.arrived").order_by("pk")
    assert [len(entry.facts["message_ids"]) for entry in arrived] == [500, 500]
    assert [int(pk) for entry in arrived for pk in entry.facts["message_ids"]] == kept.new


def test_a_taken_id_is_stepped_over(square, monkeypatch):
    monkeypatch.setattr("hanjari.listening.ingest.storing.message_id", lambda *_: 7)
    first = listening.keep(square, [said(square, "1", "하나")])
    second = listening.keep(square, [said(square, "2", "둘"), said(square, "3", "셋")])
    third = listening.keep(square, [said(square, "4", "넷")])
    assert (first.new, second.new, third.new) == ([7], [8, 9], [10])


def test_an_edit_replaces_the_words_and_keeps_what_was_said(square):
    listening.keep(square, [said(square, "1", "배송이 늦어요")])
    kept = listening.keep(square, [said(square, "1", "배송이 왔어요", edits=True)])
    message = Message.objects.get()
    assert (message.text, kept.edited) == ("배송이 왔어요", [message.pk])
    assert message.edited_at
    assert Edition.objects.get().text == "배송이 늦어요"
    assert Entry.objects.filter(event="message.edited", noun_id=message.pk).count() == 1


def test_an_edit_before_its_original_is_the_message(square):
    listening.keep(square, [said(square, "1", "고친 말", edits=True)])
    kept = listening.keep(square, [said(square, "1", "처음 말")])
    assert Message.objects.get().text == "고친 말"
    assert kept.double_count == 1


def test_edits_within_a_batch_leave_the_last_and_remember_the_others(square):
    kept = listening.keep(
        square,
        [
            said(square, "1", "하나"),
            said(square, "1", "둘", edits=True, posted_at=NOON + timedelta(hours=1)),
            said(square, "1", "셋", edits=True, posted_at=NOON + timedelta(hours=2)),
        ],
    )
    message = Message.objects.get(pk=kept.new[0])
    assert (message.text, message.posted_at) == ("셋", NOON)
    assert list(Edition.objects.values_list("text", flat=True)) == ["하나", "둘"]


def test_an_edit_that_changes_nothing_is_no_edit(square):
    listening.keep(square, [said(square, "1", "그대로")])
    assert listening.keep(square, [said(square, "1", "그대로", edits=True)]).edited == []
    assert not Edition.objects.exists()


def test_a_held_comment_that_was_approved_is_held_no_more_and_not_edited(square):
    listening.keep(square, [said(square, "1", "그대로", extra={"moderation": "hold", "post": "7"})])
    kept = listening.keep(square, [said(square, "1", "그대로", extra={"post": "7"}, edits=True)])
    message = Message.objects.get()
    assert (message.extra, message.edited_at, kept.edited) == ({"post": "7"}, None, [])


def test_what_we_sent_is_recognised_by_its_id_its_author_or_its_key(square):
    square.own_ids = ["Hanbit"]
    square.save()
    Delivery.objects.create(account=square, key="k1", outgoing={}, external_id="sent-1")
    Delivery.objects.create(account=square, key="k2", outgoing={})
    listening.keep(
        square,
        [
            said(square, "sent-1", "하나"),
            said(square, "2", "둘", extra={"key": "k2"}),
            said(square, "3", "셋", sender=Sender("hanbit", "한빛")),
            said(square, "4", "남의 말", extra={"key": "k3"}),
        ],
    )
    assert list(Message.objects.filter(is_ours=False).values_list("text", flat=True)) == ["남의 말"]


def test_receipt_and_echo_make_one_message_whichever_comes_first(square):
    ours = said(square, "9", "저희가 알아보겠습니다", is_ours=True)
    echo = replace(ours, is_ours=False)
    by_receipt = listening.keep_own(square, [ours])["9"]
    assert listening.keep(square, [echo]).double_count == 1
    listening.keep(square, [replace(echo, external_id="10")])
    late = listening.keep_own(square, [replace(ours, external_id="10")])["10"]
    assert (by_receipt.is_ours, late.is_ours, Message.objects.count()) == (True, True, 2)


def test_each_of_many_newcomers_is_a_person_of_their_own_name(square):
    names = [f"사람{number}" for number in range(700)]
    listening.keep(
        square, [said(square, one, "처음 뵙겠습니다", sender=Sender(one, one)) for one in names]
    )
    rows = Author.objects.values_list("external_id", "person__name", "person__organisation")
    assert sorted(rows) == sorted((one, one, square.organisation_id) for one in names)


def test_what_an_author_shows_is_kept_fresh_and_never_emptied(square):
    listening.keep(square, [said(square, "1", "하나", sender=Sender("h", "하늘", followers=3))])
    listening.keep(square, [said(square, "2", "둘", sender=Sender("h", "", handle="@sky"))])
    author = Author.objects.get()
    assert (author.name, author.handle, author.followers) == ("하늘", "@sky", 3)


def test_two_messages_under_one_id_are_told_apart_in_every_later_pull(square):
    one = said(square, "0@x", "첫 메일", extra={"fingerprint": "a"})
    other = said(square, "0@x", "다른 메일", extra={"fingerprint": "b"})
    assert len(listening.keep(square, [one, other, one]).new) == 2
    assert listening.keep(square, [other, one]).new == []
    assert set(Message.objects.values_list("external_id", flat=True)) == {"0@x", "0@x#b"}


def test_our_answer_known_from_its_receipt_has_no_fingerprint_and_is_joined(square):
    listening.keep(square, [said(square, "ours@x", "답", is_ours=True)])
    echo = said(square, "ours@x", "답", is_ours=True, extra={"fingerprint": "a"})
    assert listening.keep(square, [echo]).new == []
