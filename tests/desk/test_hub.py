"""The hub tells each listener what it may hear, and those who missed too much to load anew."""

import asyncio

import pytest

from hanjari.desk.live.happenings import MANY, Happening, conversations_in, told_after
from hanjari.desk.live.hub import PATIENCE, RELOAD, REMEMBERED, Hub, Listener
from hanjari.desk.live.tickets import Scope
from hanjari.journal import actions as journal
from hanjari.journal.sealing import seal

ALL = Scope(1, 10, sees_all=True, departments=frozenset())
OWN = Scope(1, 10, sees_all=False, departments=frozenset({5}))


def happening(sequence=1, **fields):
    return Happening(sequence, **{"organisation_id": 1, "text": f"<{sequence}>"} | fields)


@pytest.fixture
def hub():
    hub = Hub()
    hub._place = hub._known_from = 0
    return hub


@pytest.mark.parametrize(
    ("fields", "hears_all", "hears_own"),
    [
        ({"conversation_id": 1, "department_id": 5}, True, True),
        ({"conversation_id": 1, "department_id": 6}, True, False),
        ({"conversation_id": 1, "department_id": 6, "assignee_id": 10}, True, True),
        ({"conversation_id": 1}, True, False),
        ({"organisation_id": 2, "conversation_id": 1, "department_id": 5}, False, False),
        ({"conversation_id": 1, "department_id": 5, "author_id": 10}, False, False),
        ({}, True, True),
    ],
)
def test_each_hears_what_it_may(fields, hears_all, hears_own):
    assert happening(**fields).is_for(ALL) is hears_all
    assert happening(**fields).is_for(OWN) is hears_own


def test_a_page_that_was_away_too_long_is_told_to_load_anew(hub):
    hub.publish(happening(number) for number in range(1, REMEMBERED + 10))
    late, later = Listener(ALL, ""), Listener(ALL, "")
    hub.join(late, after=REMEMBERED)
    hub.join(later, after=3)
    assert late.pending == [f"<{number}>" for number in range(REMEMBERED + 1, REMEMBERED + 10)]
    assert later.pending == [RELOAD]


def test_a_new_page_is_told_what_happened_while_it_loaded(hub):
    hub.publish([happening(1)])
    young, old = Listener(ALL, ""), Listener(ALL, "")
    hub.join(young, age=0.0)
    hub.join(old, age=5.0)
    assert young.pending == []
    assert old.pending == ["<1>"]


def test_a_slow_page_is_told_to_load_anew_instead_of_everything(hub):
    slow = Listener(ALL, "")
    hub.join(slow)
    hub.publish(happening(number) for number in range(PATIENCE + 5))
    assert slow.pending[0] == RELOAD
    assert len(slow.pending) == 6


def test_a_closed_listener_ends_after_what_it_was_told(hub):
    listener = Listener(ALL, "")
    listener.put("<1>")
    listener.close()
    assert asyncio.run(listener.next()) == "<1>"
    assert asyncio.run(listener.next()) == ""


def test_conversations_are_found_in_noun_and_facts():
    assert conversations_in("conversation", 1, {"source": 2}) == [1, 2]
    assert conversations_in("reply", 9, {"conversation": 3}) == [3]
    assert conversations_in("account", 9, {"opened": [4, 5], "grown": [5, 6]}) == [4, 5, 6]
    assert conversations_in("member", 9, {}) == []


def test_an_act_on_many_is_told_as_one(hanbit):
    journal.record(
        "conversations.arrived",
        "account",
        1,
        organisation=hanbit.organisation,
        opened=list(range(MANY + 1)),
    )
    seal()
    place, [told] = told_after(0)
    assert place == 1
    assert told.text.startswith("id: 1\nevent: reload\n")


def test_what_members_do_at_their_door_is_not_told(hanbit):
    journal.record("member.logged_in", "member", 1, organisation=hanbit.organisation)
    seal()
    assert told_after(0)[1] == []
