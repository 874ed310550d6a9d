"""Listeners hear every sealed entry once, whatever fails."""

from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError

from hanjari.journal import actions as journal
from hanjari.journal import ears
from hanjari.journal.hearing import BATCH, WAITS, hear, seat_listeners, settle
from hanjari.journal.models import Cursor, Entry, Retry
from hanjari.journal.sealing import seal
from hanjari.kit.clock import now
from hanjari.people.models import Department


@pytest.fixture
def room(db, monkeypatch):
    """A house in which nobody listens yet."""
    monkeypatch.setattr(ears, "_listeners", {})
    Cursor.objects.all().delete()


@pytest.fixture
def heard(room):
    """A listener to `note.added` that keeps the numbers it heard."""
    numbers: list[int] = []

    @ears.listens_to("note.added")
    def keep(entry):
        numbers.append(entry.noun_id)

    seat_listeners()
    return numbers


def write(count, event="note.added", first=0):
    for number in range(first, first + count):
        journal.record(event, "note", number, organisation=None)


def test_every_entry_is_heard_once_and_in_order(heard):
    write(3)
    settle()
    settle()
    assert heard == [0, 1, 2]


def test_an_unsealed_entry_is_not_heard_yet(heard):
    write(1)
    hear()
    assert heard == []


def test_other_events_are_passed_over(heard):
    write(2, "note.removed")
    settle()
    assert heard == []
    assert Cursor.objects.get().sequence == 2


def test_more_than_a_batch_is_heard_over_several_rounds(heard):
    write(BATCH + 7)
    seal()
    assert hear()
    assert len(heard) == BATCH
    settle()
    assert heard == list(range(BATCH + 7))


def test_nothing_to_hear_costs_one_query(heard, django_assert_num_queries):
    write(1)
    settle()
    with django_assert_num_queries(1):
        assert not hear()


def test_a_new_listener_does_not_hear_the_past(heard):
    write(2)
    settle()
    late = []

    @ears.listens_to("note.added")
    def newcomer(entry):
        late.append(entry.noun_id)

    seat_listeners()
    write(1)
    settle()
    assert late == [0]
    assert heard == [0, 1, 0]


@pytest.fixture
def stumbling(room, hanbit):
    """A listener that makes a department per entry, and stumbles over number 1 until `cured`."""
    cured: list[bool] = []

    @ears.listens_to("note.added")
    def found(entry):
        Department.objects.create(organisation=hanbit.organisation, name=f"n{entry.noun_id}")
        if entry.noun_id == 1 and not cured:
            raise ValueError("stumbled")

    seat_listeners()
    return cured


def departments():
    return sorted(Department.objects.filter(name__startswith="n").values_list("name", flat=True))


def test_a_failing_entry_waits_while_the_others_go_on(stumbling):
    write(4)
    settle()
    assert departments() == ["n0", "n2", "n3"]
    retry = Retry.objects.get()
    assert retry.error == "ValueError: stumbled"
    assert retry.entry.noun_id == 1


def test_a_failing_entry_is_tried_again_later(stumbling):
    write(4)
    settle()
    stumbling.append(True)
    settle()
    assert departments() == ["n0", "n2", "n3"]
    with time_machine.travel(now() + timedelta(seconds=WAITS[0] + 1)):
        settle()
    assert departments() == ["n0", "n1", "n2", "n3"]
    assert not Retry.objects.exists()


def test_an_entry_is_given_up_after_the_last_attempt(stumbling):
    write(2)
    settle()
    moment = now()
    for wait in WAITS:
        moment += timedelta(seconds=wait + 1)
        with time_machine.travel(moment):
            settle()
    retry = Retry.objects.get()
    assert retry.given_up_at
    assert retry.attempts == len(WAITS) + 1
    assert departments() == ["n0"]


def test_a_sick_database_is_no_entrys_fault(room):
    @ears.listens_to("note.added")
    def locked(entry):
        raise OperationalError("database is locked")

    seat_listeners()
    write(1)
    seal()
    with pytest.raises(OperationalError):
        hear()
    assert not Retry.objects.exists()
    assert Cursor.objects.get().sequence == 0


def test_what_a_listener_records_is_heard_by_others(room):
    chain = []

    @ears.listens_to("note.added")
    def first(entry):
        journal.record("note.echoed", "note", entry.noun_id, organisation=None)

    @ears.listens_to("note.echoed")
    def second(entry):
        chain.append(entry.noun_id)

    seat_listeners()
    write(2)
    settle()
    assert chain == [0, 1]
    assert Entry.objects.count() == 4


def test_what_came_together_is_heard_together_and_a_failing_one_alone(room, hanbit):
    heard: list[list[int]] = []

    @ears.listens_together_to("note.added")
    def take(entries):
        numbers = [entry.noun_id for entry in entries]
        Department.objects.create(organisation=hanbit.organisation, name=f"n{numbers}")
        heard.append(numbers)
        if 2 in numbers:
            raise ValueError("stumbled")

    seat_listeners()
    write(2)
    settle()
    write(4, first=2)
    settle()
    assert heard == [[0, 1], [2, 3, 4, 5], [2], [3], [4], [5]]
    assert departments() == ["n[0, 1]", "n[3]", "n[4]", "n[5]"]
    assert Retry.objects.get().entry.noun_id == 2
