"""What members do to conversations."""

from datetime import timedelta

import pytest
import time_machine
from tests.conversations.conftest import after

from hanjari.conversations import actions as conversations
from hanjari.conversations import queries
from hanjari.conversations.actions import bulk, snoozing, status
from hanjari.conversations.models import Conversation, Mention, Undoable
from hanjari.journal.models import Entry
from hanjari.kit.clock import now

Status = Conversation.Status


@pytest.fixture
def row(say):
    return say("q", posted_at=after(0))


def again(row: Conversation) -> Conversation:
    return Conversation.objects.get(pk=row.pk)


def test_assigning_makes_it_assigned(row, minseo, jiho):
    assert conversations.assign(row, minseo, by=jiho)
    assert (again(row).assignee, again(row).status) == (minseo, Status.ASSIGNED)
    assert not conversations.assign(row, minseo, by=jiho)
    assert Entry.objects.filter(event="conversation.assigned").count() == 1


def test_nobody_of_another_company_is_assigned(row, taeyang, jiho):
    with pytest.raises(conversations.StrangerError):
        conversations.assign(row, taeyang, by=jiho)


def test_a_department_sorts_a_new_conversation(row, hanbit, jiho):
    conversations.assign_department(row, hanbit.departments["홍보"], by=jiho)
    assert (again(row).department, again(row).status) == (
        hanbit.departments["홍보"],
        Status.TRIAGED,
    )


def test_unassigning_gives_it_back(row, minseo, jiho):
    conversations.assign(row, minseo, by=jiho)
    assert conversations.unassign(row, by=jiho)
    assert (again(row).assignee, again(row).status) == (None, Status.TRIAGED)


@time_machine.travel(after(1), tick=False)
def test_a_snooze_leaves_the_list_and_wakes_by_time(row, minseo, targets):
    conversations.snooze(row, now() + timedelta(hours=2), by=minseo)
    assert queries.inbox(minseo, "unassigned").rows == []
    assert [line.id for line in queries.inbox(minseo, "snoozed").rows] == [row.pk]
    with time_machine.travel(after(130), tick=False):
        assert snoozing.wake_due() == 1
        assert [line.id for line in queries.inbox(minseo, "unassigned").rows] == [row.pk]


@time_machine.travel(after(1), tick=False)
def test_a_new_message_wakes_a_snoozed_conversation(row, minseo, say):
    conversations.snooze(row, now() + timedelta(hours=2), by=minseo)
    assert say("r", "q", posted_at=after(2)).snoozed_until is None


@time_machine.travel(after(1), tick=False)
def test_a_snooze_stops_no_clock(say, minseo, targets):
    row = say("q", posted_at=after(0))
    due = row.next_due_at
    conversations.snooze(row, now() + timedelta(hours=2), by=minseo)
    assert again(row).next_due_at == due is not None


@pytest.mark.parametrize("hours", [-1, 0, 49])
def test_a_snooze_is_at_most_two_days_and_not_in_the_past(row, minseo, hours):
    with pytest.raises(conversations.SnoozeRefusedError):
        conversations.snooze(row, now() + timedelta(hours=hours), by=minseo)


def test_labels_are_on_the_row_and_filter_it(row, minseo):
    word = conversations.label(row, "  정수 필터 ", by=minseo)
    assert queries.inbox(minseo).rows[0].label_words == ("정수 필터",)
    assert queries.inbox(minseo, filters=queries.Filters(label=word.pk)).rows
    conversations.rename_label(word, "필터", by=minseo)
    assert again(row).label_words == ["필터"]
    assert conversations.unlabel(row, word, by=minseo)
    assert again(row).label_words == []


def test_a_note_calls_by_name_and_the_longer_name_wins(row, hanbit, minseo, jiho):
    longer = hanbit.members["sora"]
    longer.name = "지호수"
    longer.save()
    conversations.write_note(row, "@지호수님 이 건 봐 주세요. @없는사람", by=minseo)
    assert [mention.member for mention in Mention.objects.all()] == [longer]
    assert list(queries.calls_for(longer))
    conversations.mark_seen(row, by=longer)
    assert not list(queries.calls_for(longer))


def test_the_first_look_is_kept_once(row, minseo, jiho):
    assert conversations.mark_seen(row, by=minseo)
    first = again(row).seen_at
    assert not conversations.mark_seen(row, by=jiho)
    assert again(row).seen_at == first


def test_others_see_who_is_writing_for_half_a_minute(row, minseo, jiho):
    conversations.save_draft(row, "하늘님,", by=minseo)
    assert [writer.name for writer in queries.writers(jiho, row)] == ["민서"]
    assert list(queries.writers(minseo, row)) == []
    with time_machine.travel(now() + timedelta(seconds=31)):
        assert list(queries.writers(jiho, row)) == []
    assert queries.draft_of(minseo, row).text == "하늘님,"
    assert conversations.discard_draft(row, by=minseo)


def test_who_begins_to_write_is_answering(row, minseo):
    conversations.assign(row, minseo, by=minseo)
    conversations.save_draft(row, "하늘님,", by=minseo)
    assert again(row).status == Status.ANSWERING


def test_a_macro_fills_its_variables(row, minseo, hanbit):
    macro = conversations.save_macro(
        by=minseo, name="인사", text="{{person}}님, {{ company }} {{member}}입니다."
    )
    assert conversations.use_macro(macro, row, by=minseo) == "하늘님, 한빛 민서입니다."
    macro.refresh_from_db()
    assert macro.use_count == 1


def test_a_macro_with_an_unknown_variable_is_refused(minseo):
    with pytest.raises(conversations.UnknownVariableError) as refusal:
        conversations.save_macro(by=minseo, name="x", text="{{order.number}} {{person}}")
    assert refusal.value.names == ["order.number"]


def test_a_saved_view_keeps_its_filters_and_stays_ones_own(minseo, jiho, taeyang):
    kept = conversations.save_view("급한 것", queries.Filters(urgency=3), by=minseo, view="mine")
    assert kept in queries.saved_views_for(minseo)
    assert kept not in queries.saved_views_for(jiho)
    shared = conversations.save_view("모두", queries.Filters(), by=jiho, is_shared=True)
    assert shared in queries.saved_views_for(minseo)
    assert shared not in queries.saved_views_for(taeyang)


def test_an_act_on_many_is_undone_where_nothing_changed_since(say, minseo, jiho, targets):
    rows = [say(name, posted_at=after(0)) for name in "abc"]
    conversations.mark_spam(rows[2], by=jiho)
    due = again(rows[0]).next_due_at
    undoable = conversations.act_on_many("change_status", rows, Status.RESOLVED, by=minseo)
    assert [each["id"] for each in undoable.before] == [rows[0].pk, rows[1].pk]
    conversations.assign(rows[1], minseo, by=jiho)
    assert conversations.undo_many(undoable, by=minseo) == 1
    assert (again(rows[0]).status, again(rows[0]).next_due_at) == (Status.NEW, due)
    assert again(rows[0]).waiting_since == after(0)
    assert again(rows[1]).status == Status.RESOLVED


def test_an_act_on_many_is_undone_once_by_its_own_member_within_ten_minutes(row, minseo, jiho):
    undoable = conversations.act_on_many("mark_spam", [row], by=minseo)
    with pytest.raises(conversations.UndoRefusedError):
        conversations.undo_many(undoable, by=jiho)
    with (
        time_machine.travel(now() + timedelta(minutes=11)),
        pytest.raises(conversations.UndoRefusedError),
    ):
        conversations.undo_many(undoable, by=minseo)
    assert conversations.undo_many(Undoable.objects.get(), by=minseo) == 1
    with pytest.raises(conversations.UndoRefusedError):
        conversations.undo_many(Undoable.objects.get(), by=minseo)


def test_every_bulk_act_exists():
    assert set(bulk.ACTS) >= {"assign", "change_status", "label", "snooze", "mark_spam"}


def test_silence_resolves_what_was_proposed_and_then_closes_it(row):
    Conversation.objects.update(
        status=Status.WAITING_PERSON, proposed_resolution_at=now() - timedelta(hours=73)
    )
    assert status.end_in_silence() == 1
    assert again(row).status == Status.RESOLVED
    with time_machine.travel(now() + timedelta(hours=73)):
        assert status.end_in_silence() == 1
    assert again(row).status == Status.CLOSED
