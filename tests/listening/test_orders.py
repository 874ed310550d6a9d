"""Saying, editing and deleting in every order: the end is the same."""

from datetime import timedelta
from itertools import count, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.listening.spoken import NOON, said

from hanjari.channels.envelope import Envelope
from hanjari.channels.models import Account
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening import erasing
from hanjari.listening.models import Edition, Message, Tombstone

WORDS = ("처음 한 말", "고친 말", "다시 고친 말", "마지막 말")
_names = count()


def version(account: Account, name: str, number: int) -> Envelope:
    """The message as it stood after so many edits, an hour apart."""
    if number == 0:
        return said(account, name, WORDS[0])
    at = NOON + timedelta(hours=number)
    return said(account, name, WORDS[number], edits=True, edited_at=at)


def end(account: Account, name: str) -> tuple[object, ...]:
    """What is left: the words, since when, what was said before, whether it rests."""
    rows = Message.objects.filter(account=account, external_id=name, erased_at=None)
    before = Edition.objects.filter(message__account=account, message__external_id=name)
    return (
        list(rows.values_list("text", "edited_at")),
        sorted(before.values_list("said_at", "text")),
        Tombstone.objects.filter(account=account, external_id=name).exists(),
    )


def hear(account: Account, name: str, steps: list[int], cuts: set[int]) -> tuple[object, ...]:
    """The steps (-1 deletes) as they come, cut into batches."""
    batch: list[Envelope] = []
    for place, step in enumerate(steps):
        if place in cuts:
            listening.keep(account, batch)
            batch = []
        deletion = said(account, name, "", deletes=True)
        batch.append(deletion if step < 0 else version(account, name, step))
    listening.keep(account, batch)
    return end(account, name)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    steps=st.permutations([0, 1, 2, 3]).flatmap(
        lambda once: st.lists(st.integers(0, 3), max_size=4).flatmap(
            lambda again: st.permutations([*once, *again])
        )
    ),
    deletes=st.booleans(),
    place=st.integers(0, 8),
    cuts=st.sets(st.integers(1, 8)),
)
def test_every_order_of_saying_editing_and_deleting_ends_the_same(
    square, steps, deletes, place, cuts
):
    if deletes:
        steps = [*steps[:place], -1, *steps[place:]]
    found = hear(square, f"m{next(_names)}", steps, cuts)
    history = [(NOON + timedelta(hours=n), WORDS[n]) for n in range(3)]
    alive = ([(WORDS[3], NOON + timedelta(hours=3))], history, False)
    assert found == (([], [], True) if deletes else alive)


@pytest.mark.parametrize("steps", list(permutations([0, 1, -1])))
def test_whatever_comes_first_a_deletion_wins(square, steps):
    assert hear(square, "m", list(steps), {1, 2}) == ([], [], True)


def test_an_older_edit_that_comes_late_is_history_and_told_to_nobody(square):
    listening.keep(square, [version(square, "m", 0), version(square, "m", 2)])
    kept = listening.keep(square, [version(square, "m", 1)])
    assert (kept.edited, kept.double_count) == ([], 1)
    assert Message.objects.get().text == WORDS[2]


def test_a_copy_of_what_stands_is_no_history(square):
    listening.keep(square, [version(square, "m", 0), version(square, "m", 1)])
    listening.keep(square, [said(square, "m", WORDS[1]), version(square, "m", 1)])
    assert Edition.objects.count() == 1


def test_deletions_of_what_never_came_are_let_go_after_half_a_year(square):
    listening.keep(square, [said(square, "1", "", deletes=True)])
    listening.keep(square, [said(square, "2", "지울 말")])
    listening.keep(square, [said(square, "2", "", deletes=True)])
    Tombstone.objects.update(at=now() - timedelta(days=181))
    assert listening.forget_unseen() == 1
    assert Tombstone.objects.get().external_id == "2"


def test_of_too_many_deletions_the_oldest_go(square, market, monkeypatch):
    monkeypatch.setattr(erasing, "UNSEEN_MOST", 2)
    for name in "abcd":
        listening.keep(square, [said(square, name, "", deletes=True)])
    listening.keep(market, [said(market, "a", "", deletes=True)])
    assert listening.forget_unseen() == 2
    left = Tombstone.objects.order_by("pk").values_list("external_id", flat=True)
    assert list(left) == ["c", "d", "a"]
