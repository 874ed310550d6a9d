"""Erasing: nothing of it is left in rows, index or payloads, and it never comes back."""

import pytest
import time_machine
from tests.listening.spoken import NOON, payload, said

from hanjari.channels.envelope import Sender
from hanjari.channels.models import RawPayload
from hanjari.journal.models import Entry
from hanjari.listening import actions as listening
from hanjari.listening.models import Author, Edition, Message, Original, Person, Tombstone
from hanjari.listening.search import Scope, search


@pytest.fixture
def spoken(square) -> Message:
    """Said, repeated by a later payload, then edited."""
    row = {"id": "1", "text": "내 사연을 들어 주세요"}
    for rows in ([row], [row, {"id": "2", "text": "남의 말", "by": "bada", "name": "바다"}]):
        payload(square, *rows)
        listening.hear_waiting(10)
    payload(square, {**row, "text": "내 사연은 이렇습니다", "edit": True})
    listening.hear_waiting(10)
    return Message.objects.get(external_id="1")


def test_every_copy_goes_and_only_a_tombstone_stays(spoken, jiho, square):
    listening.erase_message(spoken, reason="request", by=jiho)
    rows = [*Message.objects.values(), *Edition.objects.values(), *Author.objects.values()]
    rows += [*RawPayload.objects.values(), *Entry.objects.values(), *Person.objects.values()]
    assert "사연" not in str(
        [bytes(v).decode() if isinstance(v, bytes) else v for r in rows for v in r.values()]
    )
    assert search(Scope(square.organisation_id), "사연").ids == []
    assert len(search(Scope(square.organisation_id), "남의").ids) == 1
    assert Tombstone.objects.get().reason == "request"
    assert spoken.posted_at == NOON, "the times stay"
    assert Entry.objects.get(event="message.erased").by == jiho


def test_an_erased_message_does_not_come_back(spoken, jiho, square):
    listening.erase_message(spoken, reason="request", by=jiho)
    again = payload(square, {"id": "1", "text": "내 사연을 다시", "edit": True})
    listening.hear_waiting(10)
    again.refresh_from_db()
    assert Message.objects.get(external_id="1").text == ""
    assert bytes(again.body) == b"", "the payload that brought it again is emptied"


def test_erasing_twice_changes_nothing(spoken, jiho):
    listening.erase_message(spoken, reason="request", by=jiho)
    listening.erase_message(spoken, reason="again", by=jiho)
    assert Tombstone.objects.get().reason == "request"
    assert Entry.objects.filter(event="message.erased").count() == 1


def test_a_person_goes_with_all_names_and_our_answers_stay(square, market, jiho):
    listening.keep(square, [said(square, "1", "하나")])
    listening.keep(market, [said(market, "2", "둘", sender=Sender("sky", "하늘이"))])
    listening.keep(
        square, [said(square, "3", "저희가 답했습니다", is_ours=True, sender=Sender("us", "한빛"))]
    )
    one, other = Person.objects.filter(name__startswith="하늘").order_by("pk")
    listening.merge_persons(
        other, one, ground="self_disclosed", evidence="둘째 글에서 말함", by=jiho
    )
    assert listening.erase_person(one, reason="request", by=jiho) == 2
    assert list(Message.objects.exclude(text="").values_list("text", flat=True)) == [
        "저희가 답했습니다"
    ]
    assert not Author.objects.filter(external_id__in=["haneul", "sky"]).exists()
    assert not Person.objects.filter(name__startswith="하늘").exists()


def test_who_was_forgotten_and_speaks_again_is_somebody_new(square, jiho):
    listening.keep(square, [said(square, "1", "하나")])
    listening.erase_person(Person.objects.get(), reason="request", by=jiho)
    listening.keep(square, [said(square, "2", "다시 왔어요")])
    assert Message.objects.get(external_id="2").author.name == "하늘"
    assert Message.objects.get(external_id="1").author.name == ""


def test_an_original_is_seen_only_by_name_and_for_its_days(square, yuna):
    square.organisation.original_days = 3
    square.organisation.save()
    with time_machine.travel(NOON, tick=False):
        kept = listening.keep(square, [said(square, "1", "전화 010-1234-5678")])
        message = Message.objects.get(pk=kept.new[0])
        assert listening.see_original(message, by=yuna) == {"text": "전화 010-1234-5678"}
    assert Entry.objects.get(event="original.seen").by == yuna
    with time_machine.travel(NOON.replace(day=24), tick=False):
        with pytest.raises(Original.DoesNotExist):
            listening.see_original(message, by=yuna)
        assert listening.forget_originals() == 1


def test_the_index_is_tidied_after_an_erasure(spoken, jiho, square):
    listening.erase_message(spoken, reason="request", by=jiho)
    listening.tidy_search()
    assert len(search(Scope(square.organisation_id), "남의").ids) == 1
