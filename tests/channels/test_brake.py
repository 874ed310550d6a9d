"""The brake: what nobody sends by hand stays at home from one commit to the next, and is not forgotten."""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from hanjari.channels import actions, queries
from hanjari.channels.actions.braking import NoBrakeReasonError
from hanjari.channels.contract import Outgoing
from hanjari.channels.models import Brake, Delivery
from hanjari.journal.models import Entry

State = Delivery.State


@pytest.fixture
def automatic(account) -> Delivery:
    return actions.send(account, Outgoing(key="round-1", text="고쳤습니다."), is_automatic=True)


@pytest.fixture
def brake(account, jiho) -> Brake:
    return actions.put_on_brake(account.organisation, by=jiho, reason="정수기 이중 청구")


def state_of(delivery: Delivery) -> str:
    return Delivery.objects.get(pk=delivery.pk).state


def test_while_it_is_on_what_is_automatic_waits_and_what_a_person_sends_goes(
    account, automatic, minseo, brake
) -> None:
    by_hand = actions.send(account, Outgoing(key="reply-1", text="확인했습니다."), by=minseo)
    assert list(queries.due_deliveries()) == [by_hand]
    assert actions.deliver(automatic.pk) == ""
    assert actions.deliver(by_hand.pk) == State.SENT
    assert list(queries.held_deliveries(account.organisation_id)) == [automatic]


def test_released_with_a_reason_what_was_held_goes_out(account, automatic, jiho, brake) -> None:
    with pytest.raises(NoBrakeReasonError):
        actions.release_brake(brake, by=jiho, reason=" ")
    actions.release_brake(brake, by=jiho, reason="사과문을 냈음")
    actions.release_brake(brake, by=jiho, reason="한 번 더")
    assert actions.deliver(automatic.pk) == State.SENT
    assert Entry.objects.filter(event="brake.released").count() == 1


def test_what_was_held_may_be_withdrawn_with_the_release(automatic, jiho, brake) -> None:
    actions.release_brake(brake, by=jiho, reason="철 지난 말", drops=True)
    assert state_of(automatic) == State.CANCELLED


def test_while_another_brake_is_on_nothing_goes_on(account, automatic, jiho, brake) -> None:
    other = actions.put_on_brake(account.organisation, by=None, about=("issue", 7))
    again = actions.put_on_brake(account.organisation, by=jiho, about=("issue", 7))
    assert again.pk == other.pk
    actions.release_brake(brake, by=jiho, reason="끝남")
    assert actions.deliver(automatic.pk) == ""
    actions.release_brake(other, by=jiho, reason="이슈가 가라앉음")
    assert actions.deliver(automatic.pk) == State.SENT


def test_one_message_is_let_go_with_a_reason(automatic, jiho, brake) -> None:
    with pytest.raises(NoBrakeReasonError):
        actions.let_go(automatic, by=jiho, reason="")
    assert actions.let_go(automatic, by=jiho, reason="안전 안내라 바로 나가야 함")
    assert not actions.let_go(automatic, by=jiho, reason="한 번 더")
    assert actions.deliver(automatic.pk) == State.SENT


def test_another_company_is_not_held(automatic, narae, jiho) -> None:
    actions.put_on_brake(narae.organisation, by=None, reason="남의 일")
    assert actions.deliver(automatic.pk) == State.SENT


@pytest.mark.django_db(transaction=True)
def test_two_who_pull_it_at_once_pull_one(account, jiho) -> None:
    together = Barrier(2)

    def pull() -> None:
        together.wait()
        actions.put_on_brake(account.organisation, by=jiho, about=("issue", 3))
        connections.close_all()

    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    hands = [Thread(target=pull) for _ in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert Brake.objects.filter(released_at=None).count() == 1
