"""Merging and splitting, with everything kept and everything taken back."""

import pytest
from tests.conversations.conftest import after

from hanjari.conversations import actions as conversations
from hanjari.conversations import queries
from hanjari.conversations.models import Clock, Conversation, Regrouping

Status = Conversation.Status


def again(row: Conversation) -> Conversation:
    return Conversation.objects.get(pk=row.pk)


@pytest.fixture
def two(say, targets):
    return say("a", posted_at=after(0)), say("b", posted_at=after(2), who="바람")


def test_a_merge_moves_everything_and_keeps_the_source(two, minseo):
    one, other = two
    conversations.write_note(other, "같은 일입니다", by=minseo)
    conversations.label(other, "배송", by=minseo)
    conversations.merge(other, one, by=minseo, reason="같은 문의")
    kept = again(one)
    assert (kept.message_count, kept.text, kept.label_words) == (2, "b 내용", ["배송"])
    assert (kept.waiting_since, kept.waiting_count) == (after(0), 2)
    assert kept.notes.count() == 1
    gone = again(other)
    assert (gone.status, gone.merged_into, gone.next_due_at) == (Status.MERGED, kept, None)
    assert [row.id for row in queries.inbox(minseo).rows] == [one.pk]


def test_undoing_a_merge_restores_both(two, minseo):
    one, other = two
    before = [(row.message_count, row.text, row.waiting_since, row.next_due_at) for row in two]
    conversations.write_note(other, "같은 일입니다", by=minseo)
    regrouping = conversations.merge(other, one, by=minseo)
    conversations.undo_regrouping(regrouping, by=minseo)
    rows = [again(one), again(other)]
    assert [(r.message_count, r.text, r.waiting_since, r.next_due_at) for r in rows] == before
    assert rows[1].status == Status.NEW
    assert rows[1].notes.count() == 1
    with pytest.raises(conversations.RegroupingRefusedError):
        conversations.undo_regrouping(regrouping, by=minseo)


def test_a_merge_over_companies_is_refused(two, say, rival_mailbox, minseo):
    alien = say("z", posted_at=after(0), account=rival_mailbox)
    with pytest.raises(conversations.RegroupingRefusedError):
        conversations.merge(alien, two[0], by=minseo)
    with pytest.raises(conversations.RegroupingRefusedError):
        conversations.merge(two[0], two[0], by=minseo)


def test_a_split_takes_messages_out_and_a_late_link_does_not_bring_them_back(say, minseo, targets):
    row = say("a", posted_at=after(0))
    say("b", "a", posted_at=after(1))
    moved = say("c", "b", posted_at=after(2)).turns.get(message__external_id="c")
    target = conversations.split(row, [moved.pk], by=minseo, reason="다른 일")
    assert (again(row).message_count, target.message_count) == (2, 1)
    assert target.waiting_since == after(2)
    assert Clock.objects.filter(conversation=target, cancelled_at=None).count() == 3
    assert say("d", "c", references=["a", "b"], posted_at=after(3)) == target
    assert say("e", "b", posted_at=after(4)) == row


def test_undoing_a_split_brings_the_messages_home(say, minseo):
    row = say("a", posted_at=after(0))
    say("b", "a", posted_at=after(1))
    target = conversations.split(row, [row.turns.last().pk], by=minseo)
    conversations.undo_regrouping(Regrouping.objects.get(), by=minseo)
    assert again(row).message_count == 2
    assert again(target).status == Status.MERGED


def test_at_least_one_message_stays(say, minseo):
    row = say("a", posted_at=after(0))
    for chosen in ([], [row.first_id], [1]):
        with pytest.raises(conversations.RegroupingRefusedError):
            conversations.split(row, chosen, by=minseo)
