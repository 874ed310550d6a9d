"""Scheduled messages: they leave at their moment, once, unless something speaks against it by then."""

from datetime import timedelta

import pytest
import time_machine
from tests.channels.dying import dead_worker

from hanjari.channels import actions, leaving, queries
from hanjari.channels.actions import health, scheduling
from hanjari.channels.contract import BrokenError, Outgoing
from hanjari.channels.models import Delivery
from hanjari.journal.models import Entry
from hanjari.kit.clock import now

State = Delivery.State
HOUR = timedelta(hours=1)


@pytest.fixture
def scheduled(account, minseo) -> Delivery:
    mail = Outgoing(key="reply-1", text="내일 오전에 연락드리겠습니다.")
    return actions.send(account, mail, by=minseo, at=now() + HOUR)


@pytest.fixture
def against(monkeypatch) -> list[str]:
    """What a room above says against messages that are about to leave."""
    said: list[str] = []
    looks = {"a room": lambda _delivery: said[0] if said else ""}
    monkeypatch.setattr(leaving, "_looks", looks)
    return said


def fresh(delivery: Delivery) -> Delivery:
    return Delivery.objects.get(pk=delivery.pk)


def later(hours: float):
    return time_machine.travel(now() + hours * HOUR, tick=False)


def test_it_waits_for_its_moment_and_leaves_once(pretend, scheduled) -> None:
    assert actions.deliver(scheduled.pk) == ""
    with later(1.1):
        assert list(queries.due_deliveries()) == [scheduled]
        assert actions.deliver(scheduled.pk) == State.SENT
        assert actions.deliver(scheduled.pk) == ""
    assert pretend.wall == ["reply-1"]


def test_a_clock_set_back_sends_it_later_and_never_twice(pretend, scheduled) -> None:
    with later(1.1):
        actions.deliver(scheduled.pk)
    with later(-24):
        assert actions.deliver(scheduled.pk) == ""
    with later(2):
        assert actions.deliver(scheduled.pk) == ""
    assert pretend.wall == ["reply-1"]


def test_a_worker_killed_while_sending_is_read_back_before_it_may_leave_again(
    pretend, scheduled
) -> None:
    with later(1.1):
        dead = {"state": State.SENDING, "claimed_at": now(), "claimed_by": dead_worker()}
        Delivery.objects.filter(pk=scheduled.pk).update(**dead, attempts=1)
        pretend.wall.append("reply-1")
        assert actions.abandon_dead_claims() == 1
        assert actions.reconcile(scheduled.pk) == State.SENT
    assert pretend.wall == ["reply-1"]


def test_killed_before_the_network_heard_of_it_it_leaves_once(pretend, scheduled) -> None:
    with later(1.1):
        dead = {"state": State.SENDING, "claimed_at": now(), "claimed_by": dead_worker()}
        Delivery.objects.filter(pk=scheduled.pk).update(**dead, attempts=1)
        actions.abandon_dead_claims()
        assert actions.reconcile(scheduled.pk) == State.QUEUED
        assert actions.deliver(scheduled.pk) == State.SENT
    assert pretend.wall == ["reply-1"]


def test_what_speaks_against_it_holds_it_until_somebody_says_so(
    pretend, scheduled, against, minseo
) -> None:
    against.append("heard")
    with later(1.1):
        assert actions.deliver(scheduled.pk) == ""
        held = fresh(scheduled)
        assert (held.state, held.held_for) == (State.HELD, "heard")
        assert list(queries.due_deliveries()) == []
        assert actions.send_now(scheduled, by=minseo)
        assert actions.deliver(scheduled.pk) == State.SENT
        assert not actions.send_now(scheduled, by=minseo)
    assert Entry.objects.get(event="delivery.held").facts["why"] == "heard"


def test_moved_it_waits_for_the_new_moment(scheduled, minseo) -> None:
    assert actions.reschedule(scheduled, now() + 2 * HOUR, by=minseo)
    with later(1.5):
        assert actions.deliver(scheduled.pk) == ""
    with later(2.5):
        assert actions.deliver(scheduled.pk) == State.SENT
        assert not actions.reschedule(scheduled, now() + HOUR, by=minseo)


def test_hours_late_it_waits_for_a_person(scheduled) -> None:
    with later(5):
        assert actions.deliver(scheduled.pk) == ""
        assert fresh(scheduled).held_for == scheduling.LATE


def test_taken_back_it_never_leaves_also_when_held(scheduled, minseo) -> None:
    assert actions.hold(scheduled, "heard")
    assert not actions.hold(scheduled, "heard")
    assert actions.cancel(scheduled, by=minseo)
    with later(2):
        assert actions.deliver(scheduled.pk) == ""


def test_a_channel_that_was_mended_keeps_the_moment(account, scheduled, yuna) -> None:
    health.note_failure(account, BrokenError("refused", "No.", needs_person=True))
    assert fresh(scheduled).failure
    account.refresh_from_db()
    actions.resume_account(account, by=yuna)
    kept = fresh(scheduled)
    assert (kept.not_before, kept.failure) == (scheduled.not_before, {})


def test_the_brake_holds_it_and_its_release_does_not_let_it_go(account, scheduled, jiho) -> None:
    brake = actions.put_on_brake(account.organisation, by=jiho, reason="이중 청구")
    assert list(queries.held_deliveries(account.organisation_id)) == [scheduled]
    with later(1.1):
        assert actions.deliver(scheduled.pk) == ""
        assert fresh(scheduled).state == State.QUEUED
        actions.release_brake(brake, by=jiho, reason="끝남")
        assert actions.deliver(scheduled.pk) == ""
        assert fresh(scheduled).held_for == "brake"
        assert list(queries.left_behind(account.organisation_id)) == [scheduled]
        assert actions.let_all_go(account.organisation, by=jiho, reason="읽어 봤음") == 1
        assert actions.deliver(scheduled.pk) == State.SENT


def test_released_before_its_moment_it_leaves_at_its_moment(account, scheduled, jiho) -> None:
    brake = actions.put_on_brake(account.organisation, by=jiho, reason="x")
    actions.release_brake(brake, by=jiho, reason="끝남")
    assert fresh(scheduled).state == State.QUEUED
    with later(1.1):
        assert actions.deliver(scheduled.pk) == State.SENT


def test_of_two_brakes_the_first_release_lets_nothing_slip(account, scheduled, jiho) -> None:
    first = actions.put_on_brake(account.organisation, by=jiho, reason="x")
    second = actions.put_on_brake(account.organisation, by=jiho, about=("issue", 7))
    with later(1.1):
        for brake in (first, second):
            actions.release_brake(brake, by=jiho, reason="끝남")
            assert actions.deliver(scheduled.pk) == ""
        assert actions.withdraw_all(account.organisation, by=jiho) == 1
    assert fresh(scheduled).state == State.CANCELLED


def test_let_go_it_keeps_its_moment_and_is_still_looked_at(
    account, scheduled, against, jiho
) -> None:
    actions.put_on_brake(account.organisation, by=jiho, reason="x")
    assert actions.let_go(scheduled, by=jiho, reason="안전 안내")
    assert actions.deliver(scheduled.pk) == ""
    against.append("heard")
    with later(1.1):
        assert actions.deliver(scheduled.pk) == ""
        assert fresh(scheduled).held_for == "heard"


def test_let_go_after_its_moment_it_leaves_now(account, scheduled, jiho) -> None:
    actions.put_on_brake(account.organisation, by=jiho, reason="x")
    with later(10):
        assert actions.let_go(scheduled, by=jiho, reason="안전 안내")
        assert actions.deliver(scheduled.pk) == State.SENT


def test_what_a_person_sends_by_hand_goes_past_the_brake(account, scheduled, jiho, minseo) -> None:
    actions.put_on_brake(account.organisation, by=jiho, reason="x")
    assert actions.send_now(scheduled, by=minseo)
    assert actions.deliver(scheduled.pk) == State.SENT


def test_a_failed_one_sent_again_is_sent_by_hand(account, scheduled, jiho, minseo) -> None:
    Delivery.objects.filter(pk=scheduled.pk).update(state=State.FAILED, can_retry=True)
    actions.put_on_brake(account.organisation, by=jiho, reason="x")
    assert actions.retry(scheduled, by=minseo)
    assert actions.deliver(scheduled.pk) == State.SENT
