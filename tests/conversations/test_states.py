"""The state machine, whatever is tried on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conversations.conftest import after

from hanjari.conversations import states
from hanjari.conversations.actions import PassageRefusedError, ReasonMissingError, change_status
from hanjari.conversations.models import Clock, Conversation, Passage
from hanjari.journal.models import Entry

Status = Conversation.Status
_any = st.sampled_from(list(Status))


@given(_any)
def test_nothing_leads_out_of_a_merge(status):
    assert not states.is_allowed(Status.MERGED, status)


@given(_any)
def test_staying_is_no_passage(status):
    assert not states.is_allowed(status, status)


@given(st.sampled_from(sorted(Conversation.OPEN)), st.sampled_from(sorted(Conversation.OPEN)))
def test_nobody_gets_back_to_new_who_had_an_owner(before, after_):
    if before in {Status.ASSIGNED, Status.ANSWERING} and after_ == Status.NEW:
        assert not states.is_allowed(before, after_)


@given(_any)
def test_every_choice_is_a_passage_and_every_state_can_be_left_or_is_merged(status):
    assert all(states.is_allowed(status, choice) for choice in states.choices(status))
    assert bool(states.PASSAGES[status]) == (status != Status.MERGED)


@given(_any, _any)
def test_lowering_an_alarm_needs_a_reason(before, after_):
    if states.is_allowed(before, after_) and before in {Status.SPAM, Status.ABUSE_HOLD}:
        assert states.needs_reason(before, after_)


def test_a_passage_is_kept_with_who_and_why(say, minseo):
    row = say("q", posted_at=after(0))
    assert change_status(row, Status.RESOLVED, by=minseo, reason="필터 도착")
    passage = Passage.objects.get(conversation=row)
    assert (passage.before, passage.after, passage.by, passage.reason) == (
        Status.NEW,
        Status.RESOLVED,
        minseo,
        "필터 도착",
    )
    assert Entry.objects.get(event="conversation.status_changed").by == minseo


def test_resolving_ends_the_waiting_and_settles_the_clocks(say, minseo, targets):
    row = say("q", posted_at=after(0))
    assert Clock.objects.filter(stopped_at=None, cancelled_at=None).count() == 3
    change_status(row, Status.RESOLVED, by=minseo)
    row.refresh_from_db()
    assert (row.waiting_since, row.next_due_at, row.shelf) == (None, None, Conversation.Shelf.DONE)
    assert not Clock.objects.filter(stopped_at=None, cancelled_at=None).exists()


def test_what_was_settled_does_not_wait_again_when_a_late_message_comes(say, minseo):
    row = say("q", posted_at=after(5))
    change_status(row, Status.RESOLVED, by=minseo)
    row = say("p", "q", posted_at=after(1))
    assert row.waiting_since is None
    assert row.message_count == 2


def test_a_forbidden_passage_is_refused(say, minseo):
    row = say("q", posted_at=after(0))
    change_status(row, Status.WITHDRAWN, by=minseo, reason="됐다고 하심")
    with pytest.raises(PassageRefusedError):
        change_status(row, Status.RESOLVED, by=minseo)


def test_holding_abuse_needs_a_reason(say, minseo):
    with pytest.raises(ReasonMissingError):
        change_status(say("q", posted_at=after(0)), Status.ABUSE_HOLD, by=minseo)
