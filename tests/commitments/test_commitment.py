"""A commitment on its way: proposed, decided, shown, verified, ended; and nothing beside the table."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from tests.commitments.conftest import DUE

from hanjari.commitments import actions as commitments
from hanjari.commitments import states
from hanjari.commitments.actions import lateness
from hanjari.commitments.models import Commitment, Trace
from hanjari.journal.models import Entry
from hanjari.people.models import Call
from hanjari.people.refusals import RefusalError

State = Commitment.State


def events_of(promise: Commitment) -> list[str]:
    rows = Entry.objects.filter(noun="commitment", noun_id=promise.pk).order_by("pk")
    return [event.removeprefix("commitment.") for event in rows.values_list("event", flat=True)]


def test_a_promise_goes_from_proposal_to_kept_and_every_step_is_on_record(shown, sora, jiho):
    promise = shown.commitment
    commitments.verify(shown, by=sora)
    ended = commitments.end(promise, State.KEPT, by=jiho)
    assert ended.state == State.KEPT
    assert ended.ended_at is not None
    assert [step.after for step in ended.steps.all()] == [
        "proposed", "accepted", "evidence_submitted", "verified", "kept"
    ]  # fmt: skip
    assert events_of(promise) == ["proposed", "decided", "evidence_submitted", "verified", "kept"]


@pytest.mark.parametrize("before", list(State))
def test_only_what_the_table_allows_is_allowed(before):
    for after in State:
        assert states.is_allowed(before, after) == (after in states.PASSAGES[before])
    assert not states.is_allowed(before, before)


def test_a_promise_is_not_kept_without_verified_evidence(decided, jiho):
    with pytest.raises(states.PassageRefusedError):
        commitments.end(decided, State.KEPT, by=jiho)


def test_whoever_keeps_it_never_verifies_it(hanbit, minseo, shown, jiho):
    with pytest.raises(commitments.OwnVerifierError):
        commitments.propose(
            hanbit.organisation, "약속", by=minseo, first_due=DUE, owner=minseo, verifier=minseo
        )
    for member in (minseo, jiho):  # the owner; somebody who was not named
        with pytest.raises(commitments.NotTheVerifierError):
            commitments.verify(shown, by=member)


def test_who_handed_it_in_does_not_verify_it_either(decided, sora):
    found = commitments.submit_evidence(decided, by=sora, kind="metric", value="99.95%")
    with pytest.raises(commitments.NotTheVerifierError):
        commitments.verify(found, by=sora)


def test_declining_breaking_and_keeping_in_part_ask_why(promise, jiho):
    with pytest.raises(states.ReasonMissingError):
        commitments.decline(promise, " ", by=jiho)
    commitments.accept(promise, by=jiho)
    with pytest.raises(states.ReasonMissingError):
        commitments.end(promise, State.BROKEN, by=jiho)
    ended = commitments.end(promise, State.BROKEN, by=jiho, reason="부품이 없습니다")
    assert ended.steps.last().reason == "부품이 없습니다"


def test_the_first_day_never_changes_even_by_hand_in_the_database(promise):
    with pytest.raises(DatabaseError), transaction.atomic():
        Commitment.objects.filter(pk=promise.pk).update(first_due=date(2027, 1, 1))
    promise.refresh_from_db()
    assert promise.first_due == DUE
    with pytest.raises(ValueError, match="first_due"):
        commitments.revise(promise, by=promise.owner, reason="왜", first_due=date(2027, 1, 1))


def test_a_moved_day_keeps_what_it_was_in_the_open(decided, jiho):
    later = DUE + timedelta(30)
    commitments.revise(decided, by=jiho, reason="검증이 더 필요합니다", current_due=later)
    decided.refresh_from_db()
    assert (decided.first_due, decided.current_due) == (DUE, later)
    assert decided.steps.last().changes == {"current_due": [DUE.isoformat(), later.isoformat()]}
    assert events_of(decided)[-2:] == ["revised", "moved"]


def test_it_is_late_the_day_after_in_the_desks_own_zone_and_only_once(decided):
    with time_machine.travel(datetime(2026, 12, 24, 14, 59, tzinfo=UTC), tick=False):
        assert lateness.watch() == 0  # still the 24th in Seoul
    with time_machine.travel(datetime(2026, 12, 24, 15, 1, tzinfo=UTC), tick=False):
        assert lateness.watch() == 1
        assert lateness.watch() == 0
    decided.refresh_from_db()
    assert decided.late_since == date(2026, 12, 25)
    assert events_of(decided).count("late") == 1


def test_the_mark_of_lateness_stays_when_the_day_moves(decided, jiho):
    lateness.mark_late(decided, DUE + timedelta(1))
    commitments.revise(decided, by=jiho, reason="새 날짜", current_due=DUE + timedelta(9))
    decided.refresh_from_db()
    assert decided.late_since == DUE + timedelta(1)


def test_the_owner_is_reminded_a_week_and_a_day_before_each_once(decided, minseo):
    for day in (16, 17, 18, 22, 23, 24):
        with time_machine.travel(datetime(2026, 12, day, 3, tzinfo=UTC), tick=False):
            lateness.watch()
    keys = list(Call.objects.order_by("pk").values_list("key", flat=True))
    assert keys == [f"commitment:{decided.pk}:2026-12-24:{mark}" for mark in (7, 1)]
    assert {out.member for out in Call.objects.latest("pk").outs.all()} == {minseo}


def test_a_drill_is_never_late_never_reminded_and_never_public(hanbit, minseo, jiho):
    drill = commitments.propose(
        hanbit.organisation, "훈련", by=minseo, first_due=date(2020, 1, 1), is_exercise=True
    )
    commitments.accept(drill, by=jiho)
    assert lateness.watch() == 0
    assert not Call.objects.exists()
    with pytest.raises(RefusalError):
        commitments.publish(drill, by=jiho)


def test_a_successor_carries_on_who_spoke_for_it(decided, hanbit, minseo, jiho):
    after = commitments.propose(hanbit.organisation, "새 약속", by=minseo, first_due=DUE)
    commitments.supersede(decided, after, by=jiho, reason="더 큰 약속으로")
    assert Trace.objects.get(target_kind="commitment", target_id=after.pk).source_id == decided.pk


def test_refused_evidence_sends_the_work_on(shown, sora):
    commitments.refuse_evidence(shown, "기간이 짧습니다", by=sora)
    shown.commitment.refresh_from_db()
    assert shown.commitment.state == State.IN_PROGRESS


def test_numbers_count_per_organisation(hanbit, narae, minseo, taeyang, promise):
    second = commitments.propose(hanbit.organisation, "둘", by=minseo, first_due=DUE)
    other = commitments.propose(narae.organisation, "하나", by=taeyang, first_due=DUE)
    assert (promise.number, second.number, other.number) == (1, 2, 1)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time there, by nature")
@pytest.mark.django_db(transaction=True)
def test_promises_made_at_once_never_share_a_number(hanbit, minseo):
    def make() -> None:
        try:
            commitments.propose(hanbit.organisation, "동시에", by=minseo, first_due=DUE)
        finally:
            connection.close()

    threads = [Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = Commitment.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 9))
