"""Pulling: raw payloads first, replays die quietly, failures stay where they happen."""

import threading
from datetime import timedelta

import pytest
import time_machine

from hanjari.channels import actions, queries, tasks
from hanjari.channels.contract import BrokenError, Catch, Outgoing, Raw
from hanjari.channels.models import Account, RawPayload
from hanjari.journal.models import Entry
from hanjari.kit import presence
from hanjari.kit.clock import now


def catch(*bodies: str, cursor: int = 1, is_last: bool = True) -> Catch:
    return Catch(tuple(Raw(body.encode()) for body in bodies), {"at": cursor}, is_last=is_last)


def fail(*, needs_person: bool = False, retry_after: float | None = None):
    def failing() -> None:
        raise BrokenError("down", "No answer.", needs_person=needs_person, retry_after=retry_after)

    return failing


def fresh(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def pull_again(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(next_pull_at=now())
    actions.pull_account(account.pk)


def events() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("event", flat=True))


def test_payloads_and_cursor_are_kept_and_the_account_is_well(pretend, account) -> None:
    pretend.catches = [catch("a", "b", cursor=2)]
    assert actions.pull_account(account.pk) == 2
    after = fresh(account)
    assert after.cursor == {"at": 2}
    assert queries.health_of(after).state == "well"
    assert after.last_message_at
    assert timedelta(seconds=50) < after.next_pull_at - now() < timedelta(seconds=70)
    assert {bytes(row.body) for row in RawPayload.objects.all()} == {b"a", b"b"}


def test_a_replayed_payload_dies_quietly(pretend, account) -> None:
    pretend.catches = [catch("a", "a", "b")]
    assert actions.pull_account(account.pk) == 2
    pull_again(account)
    assert RawPayload.objects.count() == 2
    assert queries.health_of(fresh(account)).state == "well"


def test_the_same_bytes_at_two_accounts_are_two_payloads(pretend, account, yuna) -> None:
    other = actions.connect_account("pretend", actions.Connection("다른 곳", {}), by=yuna)
    assert actions.keep_raw(account, [Raw(b"a")]) == 1
    assert actions.keep_raw(other, [Raw(b"a")]) == 1


def test_what_came_before_a_broken_line_is_kept_with_its_cursor(pretend, account) -> None:
    pretend.catches = [catch("a", cursor=1, is_last=False), catch("b", cursor=2)]
    pretend.on_pull = fail()
    actions.pull_account(account.pk)
    assert fresh(account).cursor == {"at": 1}
    assert RawPayload.objects.count() == 1


def test_an_account_not_due_is_not_pulled(pretend, account) -> None:
    actions.pull_account(account.pk)
    actions.pull_account(account.pk)
    assert pretend.pulled == [account.pk]


def test_one_failure_is_no_news_and_three_are_told_once(pretend, account) -> None:
    pretend.on_pull = fail()
    for _ in range(5):
        pull_again(account)
    assert events() == ["account.failed"]
    assert account in queries.ailing_accounts(account.organisation)
    pretend.on_pull = lambda: None
    pull_again(account)
    assert events() == ["account.failed", "account.recovered"]
    assert account not in queries.ailing_accounts(account.organisation)


def test_waits_grow_and_the_network_may_ask_for_more(pretend, account) -> None:
    pretend.on_pull = fail()
    waits = []
    for _ in range(9):
        pull_again(account)
        waits.append((fresh(account).next_pull_at - now()).total_seconds())
    assert waits[0] < 40
    assert waits[1] < waits[3] < waits[5]
    assert max(waits) <= 3600 * 1.2
    pretend.on_pull = fail(retry_after=7200)
    pull_again(account)
    assert fresh(account).next_pull_at > now() + timedelta(seconds=7100)


def test_an_expired_login_stops_pulling_and_asks_for_a_person_at_once(
    pretend, account, yuna
) -> None:
    pretend.on_pull = fail(needs_person=True)
    actions.pull_account(account.pk)
    assert events() == ["account.failed"]
    health = queries.health_of(fresh(account))
    assert (health.state, health.words) == ("halted", "No answer.")
    with time_machine.travel(now() + timedelta(days=2)):
        assert not queries.due_accounts().exists()
        actions.pull_account(account.pk)
    assert len(pretend.pulled) == 1
    actions.resume_account(fresh(account), by=yuna)
    assert queries.due_accounts().exists()


def test_a_mistake_in_a_kind_is_a_failure_in_plain_words(pretend, account) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    pretend.on_pull = broken
    actions.pull_account(account.pk)
    assert fresh(account).failure["code"] == "unexpected"
    assert "ZeroDivisionError" in fresh(account).failure["words"]


def test_an_account_that_is_long_overdue_is_late(pretend, account) -> None:
    actions.pull_account(account.pk)
    with time_machine.travel(now() + timedelta(hours=1)):
        assert queries.health_of(fresh(account)).state == "late"


@pytest.mark.django_db(transaction=True)
def test_a_hanging_account_does_not_delay_another(pretend, account, yuna) -> None:
    other = actions.connect_account("pretend", actions.Connection("다른 곳", {}), by=yuna)
    Account.objects.filter(pk=other.pk).update(next_pull_at=now() + timedelta(hours=1))
    gate, hanging, other_done = threading.Event(), threading.Event(), threading.Event()

    def hang() -> None:
        if threading.current_thread().name == f"pull-{account.pk}":
            hanging.set()
            gate.wait(20)
        else:
            other_done.set()

    pretend.on_pull = hang
    try:
        tasks.pull_due_accounts()
        assert hanging.wait(5)
        Account.objects.all().update(next_pull_at=now())
        tasks.pull_due_accounts()
        assert other_done.wait(5), "the other account was pulled while the first hangs"
        while other.pk in tasks.PULLS.busy:  # the tests' database lets no two write side by side
            gate.wait(0.01)
        assert pretend.pulled.count(account.pk) == 1, "the hanging one is not begun twice"
    finally:
        gate.set()
        assert tasks.PULLS.finish(10)
    assert fresh(other).last_success_at
    assert fresh(account).last_success_at


@pytest.mark.django_db(transaction=True)
def test_news_at_the_network_make_the_account_due_at_once(pretend, account) -> None:
    Account.objects.filter(pk=account.pk).update(next_pull_at=now() + timedelta(hours=1))
    pretend.on_wait = lambda seconds: True
    tasks.keep_waiting()
    assert tasks.WAITS.finish(10)
    assert account in queries.due_accounts()


@pytest.mark.django_db(transaction=True)
def test_the_outbox_errand_sends_what_is_due(pretend, account) -> None:
    keys = ["reply-0", "reply-1", "reply-2"]
    for key in keys:
        actions.send(account, Outgoing(key=key, text="hello"))
    for _ in keys:
        tasks.send_due_deliveries()
        assert tasks.SENDS.finish(10)
    assert pretend.wall == keys


def test_the_lease_of_a_killed_worker_is_void_at_once(pretend, account) -> None:
    hour = timedelta(hours=1)
    gone = f"{presence.my_token().partition('/')[0]}/1x0000"
    Account.objects.filter(pk=account.pk).update(pulled_by=gone, next_pull_at=now() + hour)
    assert tasks.pull_due_accounts() is False
    assert fresh(account).pulled_by == ""
    assert fresh(account).next_pull_at <= now() + timedelta(minutes=2)


def test_the_lease_of_a_living_worker_holds(pretend, account) -> None:
    token = presence.my_token()
    Account.objects.filter(pk=account.pk).update(pulled_by=token, next_pull_at=now() + timedelta(1))
    assert actions.free_dead_leases([account.pk]) == 0


def test_a_lease_that_a_full_disk_kept_from_being_given_back_is_void(pretend, account) -> None:
    token = presence.my_token()
    Account.objects.filter(pk=account.pk).update(pulled_by=token, next_pull_at=now() + timedelta(1))
    assert actions.free_dead_leases() == 1
    assert fresh(account).next_pull_at <= now()


def test_a_full_disk_is_no_fault_of_the_network_and_soon_tried_again(pretend, account) -> None:
    Account.objects.filter(pk=account.pk).update(failure_count=10)
    actions.note_failure(account, BrokenError("disk_full", "The disk is full."))
    assert fresh(account).next_pull_at <= now() + timedelta(minutes=1)


def test_a_kind_that_stopped_before_the_end_is_due_again_at_once(pretend, account) -> None:
    pretend.catches = [catch("a", is_last=False)]
    actions.pull_account(account.pk)
    assert fresh(account).next_pull_at <= now()


def test_a_pull_gives_its_lease_back(pretend, account) -> None:
    actions.pull_account(account.pk)
    assert fresh(account).pulled_by == ""
