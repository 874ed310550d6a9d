"""Persons: one history over all channels, merged only on their own word."""

import pytest
from django.http import Http404
from tests.listening.spoken import said

from hanjari.channels.envelope import Sender
from hanjari.journal.models import Entry
from hanjari.listening import actions as listening
from hanjari.listening import queries
from hanjari.listening.actions import MergeRefusedError
from hanjari.listening.models import Merge, Person

TOLD = Merge.Ground.SELF_DISCLOSED


@pytest.fixture
def haneul(square) -> Person:
    listening.keep(square, [said(square, "1", "광장에서")])
    return Person.objects.get(name="하늘")


@pytest.fixture
def sky(market) -> Person:
    listening.keep(market, [said(market, "2", "장터에서", sender=Sender("sky", "sky"))])
    return Person.objects.get(name="sky")


def words(member, person) -> list[str]:
    return [message.text for message in queries.history_for(member, person)]


def test_one_person_has_one_history_after_a_merge(haneul, sky, minseo, jiho):
    listening.merge_persons(sky, haneul, ground=TOLD, evidence="저도 하늘이에요", by=jiho)
    assert set(words(minseo, haneul)) == set(words(minseo, sky)) == {"광장에서", "장터에서"}
    assert [author.external_id for author in queries.identities_of(haneul)] == ["haneul", "sky"]
    assert queries.merges_of(haneul).get().evidence == "저도 하늘이에요"


def test_a_merge_can_be_taken_back_and_both_stand_in_the_journal(haneul, sky, minseo, jiho):
    merge = listening.merge_persons(sky, haneul, ground=TOLD, evidence="본인 확인", by=jiho)
    listening.split_person(merge, by=jiho)
    listening.split_person(merge, by=jiho)
    sky.refresh_from_db()
    assert (words(minseo, haneul), words(minseo, sky)) == (["광장에서"], ["장터에서"])
    events = list(
        Entry.objects.filter(noun="person").order_by("id").values_list("event", flat=True)
    )
    assert events == ["person.merged", "person.split"]
    listening.merge_persons(sky, haneul, ground=TOLD, evidence="다시 확인", by=jiho)


@pytest.mark.parametrize(("evidence", "why"), [("", "no_evidence"), ("  ", "no_evidence")])
def test_nobody_is_merged_without_evidence(haneul, sky, jiho, evidence, why):
    with pytest.raises(MergeRefusedError, match=why):
        listening.merge_persons(sky, haneul, ground=TOLD, evidence=evidence, by=jiho)


def test_nobody_is_merged_with_themselves_in_a_ring_or_twice(haneul, sky, jiho, square):
    listening.keep(square, [said(square, "3", "셋", sender=Sender("third", "셋째"))])
    third = Person.objects.get(name="셋째")
    for person, into, why in [
        (haneul, haneul, "same"),
        (haneul, sky, "same"),
        (sky, third, "already"),
    ]:
        if person is not into and not sky.merged_into_id:
            listening.merge_persons(sky, haneul, ground=TOLD, evidence="본인", by=jiho)
        with pytest.raises(MergeRefusedError, match=why):
            listening.merge_persons(person, into, ground=TOLD, evidence="본인", by=jiho)


def test_persons_of_two_companies_are_never_merged(haneul, narae, jiho):
    stranger = Person.objects.create(organisation=narae.organisation, name="나래 손님")
    with pytest.raises(MergeRefusedError, match="strangers"):
        listening.merge_persons(stranger, haneul, ground=TOLD, evidence="본인", by=jiho)


def test_a_stranger_finds_nobody(haneul, taeyang):
    with pytest.raises(Http404):
        queries.person_for(taeyang, haneul.pk)
    assert queries.history_for(taeyang, haneul) == []
    assert queries.persons_named(taeyang, "하늘") == []


def test_who_reads_one_department_knows_who_spoke_there(haneul, sky, hanbit, market, minseo):
    role = hanbit.roles["agent"]
    role.permissions = ["conversation.read_department"]
    role.save()
    market.department = minseo.departments.get()
    market.save()
    assert queries.person_for(minseo, sky.pk) == sky
    with pytest.raises(Http404):
        queries.person_for(minseo, haneul.pk)


def test_persons_are_found_by_name_and_by_handle(haneul, sky, minseo):
    assert queries.persons_named(minseo, "하") == [haneul]
    assert queries.persons_named(minseo, "SKY") == [sky]
    assert queries.persons_named(minseo, " ") == []


def test_a_long_history_comes_in_pages(haneul, square, minseo):
    listening.keep(square, [said(square, f"n{n}", f"{n}") for n in range(5)])
    first = queries.history_for(minseo, haneul, limit=4)
    rest = queries.history_for(minseo, haneul, before=first[-1].pk, limit=4)
    assert [len(first), len(rest)] == [4, 2]
    assert first[0].pk > first[-1].pk > rest[0].pk
