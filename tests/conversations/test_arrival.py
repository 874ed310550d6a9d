"""Messages find their conversations, in whatever order they come."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conversations.conftest import START, after, make

from hanjari.conversations import threads
from hanjari.conversations.actions import arrival
from hanjari.conversations.models import Conversation, Note, Passage, Turn

Status = Conversation.Status


def test_an_answer_lies_in_its_parents_conversation(say):
    first = say("q", posted_at=after(0))
    assert say("a", "q", is_ours=True, posted_at=after(5)) == first
    first.refresh_from_db()
    assert first.message_count == 2
    assert first.status == Status.WAITING_PERSON
    assert first.waiting_since is None


def test_a_late_parent_brings_its_children_together(say):
    one = say("b", "a", posted_at=after(1))
    other = say("c", "a", posted_at=after(2))
    assert one == other
    lone = say("d", "z", posted_at=after(3))
    assert lone != one
    say("z", "a", posted_at=after(0))
    assert Conversation.objects.exclude(status=Status.MERGED).count() == 1
    lone.refresh_from_db()
    assert lone.merged_into_id == one.pk
    assert Passage.objects.get(conversation=lone).after == Status.MERGED


def test_the_conversation_with_human_work_survives_a_merge(say, minseo):
    old = say("b", "x", posted_at=after(1))
    young = say("d", "y", posted_at=after(3))
    Note.objects.create(conversation=young, by=minseo, text="보고 있습니다")
    say("y", "x", posted_at=after(2))
    old.refresh_from_db()
    assert old.merged_into_id == young.pk
    assert young.turns.count() == 3


def test_the_row_tells_the_last_words_and_who_waits(say):
    row = say("q", posted_at=after(0), text="필터가 안 왔어요", urgency=2, intent="complaint")
    row = say("r", "q", posted_at=after(4), text="아직도요?", urgency=1, intent="question")
    assert (row.text, row.speaker) == ("아직도요?", "하늘")
    assert (row.waiting_since, row.waiting_count) == (after(0), 2)
    assert (row.intent, row.urgency) == ("complaint", 2)


def test_threading_the_same_messages_twice_changes_nothing(mailbox):
    ids = [
        make(mailbox, "q", posted_at=after(0)).pk,
        make(mailbox, "r", "q", posted_at=after(1)).pk,
    ]
    arrival.thread_messages(ids)
    before = list(Conversation.objects.values())
    assert arrival.thread_messages(ids) == []
    assert list(Conversation.objects.values()) == before


def test_who_writes_again_within_two_weeks_opens_the_same_conversation(say):
    row = say("q", posted_at=after(0))
    Conversation.objects.update(status=Status.CLOSED, shelf=2, closed_at=START)
    again = say("r", "q", posted_at=START + timedelta(days=13))
    assert again == row
    assert (again.status, again.closed_at) == (Status.NEW, None)


def test_who_writes_again_after_two_weeks_begins_anew(say):
    row = say("q", posted_at=after(0))
    Conversation.objects.update(status=Status.CLOSED, shelf=2, closed_at=START)
    anew = say("r", "q", posted_at=START + timedelta(days=15))
    assert anew != row
    assert anew.follows_id == row.pk
    assert say("s", "r", references=["q"], posted_at=START + timedelta(days=16)) == anew
    assert say("t", "q", posted_at=START + timedelta(days=16)) == anew


def test_history_is_threaded_but_waits_for_nobody(say):
    row = say("q", posted_at=after(0), arrived_at=START + timedelta(days=30))
    assert (row.status, row.waiting_since) == (Status.CLOSED, None)
    assert not row.clocks.exists()


def test_an_automatic_message_waits_for_nobody(say):
    row = say("q", posted_at=after(0), is_automatic=True)
    assert row.waiting_since is None
    assert not row.clocks.exists()


def test_a_split_border_is_not_crossed_by_links():
    said = [threads.Said(9, "n", threads.links("m7", ["m1"], "m1"))]
    groups = threads.group(said, {"m1": 1, "m7": 2}, {1, 2})
    assert [group.conversations for group in groups] == [[2]]


_trees = st.lists(st.integers(0, 7), min_size=2, max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parents=_trees, order=st.randoms(use_true_random=False), cuts=st.integers(1, 4))
@pytest.mark.django_db
def test_the_order_of_arrival_changes_nothing(mailbox, parents, order, cuts):
    Turn.objects.all().delete()
    Conversation.objects.all().delete()
    mailbox.messages.all().delete()
    names = {
        make(
            mailbox,
            f"m{place}",
            f"m{parent}" if parent < place else "",
            posted_at=after(place),
            is_ours=place % 3 == 2,
            urgency=1 + parent % 4,
        ).pk: place
        for place, parent in enumerate(parents)
    }
    ids = list(names)
    arrival.thread_messages(ids)
    expected = _shape(names)
    Turn.objects.all().delete()
    Conversation.objects.all().delete()
    order.shuffle(ids)
    for start in range(0, len(ids), cuts):
        arrival.thread_messages(ids[start : start + cuts])
    assert _shape(names) == expected


def _shape(names: dict[int, int]) -> set[tuple[object, ...]]:
    """Each conversation as its messages and what the row says of them."""
    found = set()
    for row in Conversation.objects.exclude(status=Status.MERGED):
        members = frozenset(names[pk] for pk in row.turns.values_list("message_id", flat=True))
        found.add(
            (
                members,
                row.text,
                row.waiting_since,
                row.waiting_count,
                row.urgency,
                row.message_count,
            )
        )
    return found
