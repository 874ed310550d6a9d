"""What a network's terms let us keep only so long goes in time; figures and our answers stay."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.listening.spoken import payload, said

from hanjari.channels.contract import Capabilities
from hanjari.channels.models import RawPayload
from hanjari.channels.registry import kinds
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening.actions import expiry
from hanjari.listening.models import Edition, HourCount, Message, Person, Tombstone
from hanjari.listening.search import Scope, search


@pytest.fixture(autouse=True)
def _thirty_days(monkeypatch) -> None:
    spoken = kinds()["spoken"]
    monkeypatch.setattr(spoken, "capabilities", Capabilities(keep_days=30), raising=False)


def old(days: float = 31) -> dict[str, object]:
    return {"arrived_at": now() - timedelta(days=days)}


def test_words_author_and_history_go_and_figures_stay(square):
    listening.keep(square, [said(square, "1", "필터가 안 와요")], **old())
    listening.keep(square, [said(square, "1", "필터가 왔어요", edits=True)], **old())
    count = HourCount.objects.get().message_count
    assert listening.expire() is False
    message = Message.objects.get()
    assert (message.text, message.author.name, message.external_id) == ("", "", "1")
    assert message.erased_at
    assert not Edition.objects.exists()
    assert not Person.objects.filter(name="하늘").exists()
    assert Tombstone.objects.get().reason == "terms"
    assert HourCount.objects.get().message_count == count
    assert search(Scope(square.organisation_id), "필터").ids == []


def test_what_is_younger_or_ours_stays(square):
    listening.keep(square, [said(square, "1", "아직 새 말")], **old(29))
    listening.keep(square, [said(square, "2", "저희 답입니다", is_ours=True)], **old())
    listening.expire()
    assert not Message.objects.exclude(erased_at=None).exists()


def test_a_network_without_such_a_term_keeps_everything(square, monkeypatch):
    spoken = kinds()["spoken"]
    capabilities = replace(spoken.capabilities, keep_days=None)
    monkeypatch.setattr(spoken, "capabilities", capabilities)
    listening.keep(square, [said(square, "1", "오래된 말")], **old(400))
    listening.expire()
    assert Message.objects.get().text == "오래된 말"


def test_a_payload_that_told_it_again_begins_its_time_anew(square):
    for number in range(2):
        payload(square, {"id": "1", "text": "필터가 안 와요", "key": str(number)})
        listening.hear_waiting(10)
    Message.objects.update(arrived_at=now() - timedelta(days=40))
    first = RawPayload.objects.order_by("pk").first()
    RawPayload.objects.filter(pk=first.pk).update(received_at=now() - timedelta(days=40))
    listening.expire()
    assert Message.objects.get().text == "필터가 안 와요"
    RawPayload.objects.update(received_at=now() - timedelta(days=31))
    listening.expire()
    assert Message.objects.get().text == ""


def test_raw_payloads_go_too_but_not_before_they_are_read(square):
    payload(square, {"id": "1", "text": "필터가 안 와요"})
    listening.hear_waiting(10)
    payload(square, {"id": "2", "text": "아직 안 읽은 말"})
    payload(square, "not JSON")
    RawPayload.objects.filter(body=b"not JSON").update(state=RawPayload.State.UNREADABLE)
    RawPayload.objects.update(received_at=now() - timedelta(days=31))
    listening.expire()
    left = RawPayload.objects.exclude(body=b"")
    assert [one.state for one in left] == [RawPayload.State.WAITING]


def test_it_goes_in_batches_and_each_is_one_entry(square, market, monkeypatch):
    monkeypatch.setattr(expiry, "BATCH", 2)
    listening.keep(square, [said(square, str(n), f"{n}번 말") for n in range(3)], **old())
    assert listening.expire() is True
    assert listening.expire() is False
    entries = Entry.objects.filter(event="messages.expired").order_by("pk")
    assert [one.facts["message_count"] for one in entries] == [2, 1]
    assert not Entry.objects.filter(event="message.erased").exists()


def test_the_next_pull_does_not_bring_it_back(square):
    listening.keep(square, [said(square, "1", "필터가 안 와요")], **old())
    listening.expire()
    kept = listening.keep(square, [said(square, "1", "필터가 안 와요")])
    assert (kept.new, kept.resting_count) == ([], 1)
