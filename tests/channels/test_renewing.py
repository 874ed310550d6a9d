"""Permissions that run out are renewed in time, by one worker, and nothing is lost between."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError, connection, connections
from tests.channels.consenting import Consenting
from tests.channels.dying import dead_worker

from hanjari.channels import actions, queries, tasks
from hanjari.channels.access import opened_secrets, seal_secrets
from hanjari.channels.actions import renewing
from hanjari.channels.contract import BrokenError, Capabilities, Grant, Outgoing
from hanjari.channels.models import Account, Delivery
from hanjari.journal.models import Entry
from hanjari.kit.clock import now


@pytest.fixture
def old(network, hanbit, yuna) -> Account:
    """An account whose access token has run out."""
    return Account.objects.create(
        organisation=hanbit.organisation,
        kind="pretend",
        name="한빛 가상",
        owner=yuna,
        settings={"client_id": "app", "ends": now().isoformat()},
        secrets=seal_secrets({"token": "token-0", "refresh": "refresh-0"}),
        own_ids=["us"],
        scopes=["read", "write"],
    )


def fresh(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def expire(account: Account) -> None:
    row = fresh(account)
    row.settings["ends"] = now().isoformat()
    row.save(update_fields=["settings"])


def pull(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(next_pull_at=now())
    actions.pull_account(account.pk)


def handed_over(account: Account) -> Delivery:
    return actions.send(fresh(account), Outgoing(key="k", text="곧 갑니다."))


def down(*, needs_person: bool = False):
    def failing() -> None:
        raise BrokenError("down", "The network was not reached.", needs_person=needs_person)

    return failing


def test_a_pull_and_a_send_use_the_new_token(network, old):
    pull(old)
    assert network.seen == ["token-1"]
    assert opened_secrets(fresh(old)) == {"token": "token-1", "refresh": "refresh-1"}
    assert (fresh(old).own_ids, fresh(old).scopes) == (["us"], ["read", "write"])
    expire(old)
    assert actions.deliver(handed_over(old).pk) == Delivery.State.SENT
    assert network.seen == ["token-1", "token-2"]
    assert network.renewals == ["refresh-0", "refresh-1"]


def test_nothing_is_renewed_before_it_is_time(network, old):
    pull(old)
    pull(old)
    assert network.renewals == ["refresh-0"]
    assert fresh(old).renewed_by == ""
    assert fresh(old).renew_at is None


def test_the_grant_is_stored_before_it_is_used(network, old):
    stored: list[str] = []
    network.on_pull = lambda: stored.append(opened_secrets(fresh(old))["token"])
    pull(old)
    assert stored == network.seen == ["token-1"]


@pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="SQLite in memory lets no two threads write; bin/with-postgresql shows it",
)
@pytest.mark.django_db(transaction=True)
def test_a_pull_and_a_send_at_once_renew_once(network, old):
    delivery, began, gate = handed_over(old), threading.Event(), threading.Event()

    def slow() -> None:
        began.set()
        gate.wait(20)

    def run(job, *words) -> None:
        try:
            job(*words)
        finally:
            connections.close_all()

    network.on_renew = slow
    first = threading.Thread(target=run, args=(actions.pull_account, old.pk))
    first.start()
    assert began.wait(20)
    second = threading.Thread(target=run, args=(actions.deliver, delivery.pk))
    second.start()
    second.join(0.3)
    assert second.is_alive(), "it waits for the other's renewal"
    gate.set()
    first.join(20)
    second.join(20)
    assert network.renewals == ["refresh-0"]
    assert network.seen == ["token-1", "token-1"]
    assert Delivery.objects.get().state == Delivery.State.SENT


def test_a_killed_workers_lease_is_void(network, old):
    until = now() + timedelta(seconds=100)
    Account.objects.filter(pk=old.pk).update(renewed_by=dead_worker(), renew_at=until)
    pull(old)
    assert network.seen == ["token-1"]


def test_another_machines_lease_is_waited_for_and_runs_out(network, old, monkeypatch):
    monkeypatch.setattr(renewing, "PATIENCE", 0.1)
    until = now() + timedelta(seconds=100)
    Account.objects.filter(pk=old.pk).update(renewed_by="elsewhere/1x2", renew_at=until)
    pull(old)
    assert network.seen == []
    assert fresh(old).failure == {}, "waiting is no failure"
    assert fresh(old).next_pull_at > now()
    with time_machine.travel(now() + timedelta(seconds=101)):
        pull(old)
    assert network.seen == ["token-1"]


def test_a_refresh_that_only_a_person_can_mend_halts_and_tells_the_owner_once(network, old, yuna):
    delivery = handed_over(old)
    network.good_refresh = "another"
    assert actions.deliver(delivery.pk) == ""
    assert fresh(old).halted_at
    pull(old)
    assert Entry.objects.filter(event="account.failed").count() == 1
    waiting = Delivery.objects.get()
    assert waiting.state == Delivery.State.QUEUED
    assert "The permission has ended." in waiting.failure["words"]
    assert not queries.due_deliveries().exists()
    assert network.wall == []
    back = f"?{actions.ask_consent(fresh(old), by=yuna, redirect_uri='/b').partition('?')[2]}"
    state = back.partition("state=")[2].partition("&")[0]
    actions.accept_consent({"state": state, "code": "c"}, by=yuna, redirect_uri="/b")
    assert queries.due_deliveries().get() == delivery
    assert actions.deliver(delivery.pk) == Delivery.State.SENT
    assert Delivery.objects.get().failure == {}


def test_what_is_handed_over_while_a_person_is_needed_says_why_it_waits(network, old):
    actions.note_failure(old, BrokenError("login", "The permission has ended.", needs_person=True))
    assert "The permission has ended." in handed_over(old).failure["words"]


def test_a_network_that_is_down_is_asked_again_later_and_nothing_leaves(network, old):
    delivery = handed_over(old)
    network.on_renew = down()
    assert actions.deliver(delivery.pk) == ""
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == (Delivery.State.QUEUED, 0)
    assert row.not_before > now()
    assert not fresh(old).halted_at
    assert fresh(old).failure_count == 1
    pull(old)
    assert fresh(old).failure_count == 1, "it was not asked again at once"
    assert network.seen == []
    network.on_renew = lambda: None
    with time_machine.travel(now() + timedelta(minutes=2)):
        assert actions.deliver(delivery.pk) == Delivery.State.SENT
        pull(old)
    assert fresh(old).failure_count == 0
    assert network.renewals == ["refresh-0"]


def test_a_kill_after_the_networks_answer_costs_what_the_network_forces(network, old):
    def die() -> None:
        raise SystemExit

    network.after_renew = die
    with pytest.raises(SystemExit):
        pull(old)
    network.after_renew = lambda: None
    assert opened_secrets(fresh(old))["refresh"] == "refresh-0"
    network.good_refresh = "refresh-0"  # a network with a grace period
    pull(old)
    assert network.seen == [f"token-{network.serial}"]


def test_a_grant_that_the_store_refuses_is_kept_until_it_takes_it(network, old, monkeypatch):
    keep = renewing._keep

    def full(account: Account, grant: Grant) -> Account:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(renewing, "_keep", full)
    pull(old)
    assert fresh(old).failure["code"] == "disk_full"
    monkeypatch.setattr(renewing, "_keep", keep)
    with time_machine.travel(now() + timedelta(minutes=2)):
        pull(old)
    assert network.renewals == ["refresh-0"]
    assert opened_secrets(fresh(old))["refresh"] == "refresh-1"
    assert network.seen == ["token-1"]


def test_a_persons_own_yes_is_newer_than_a_renewal_under_way(network, old):
    def meanwhile() -> None:
        secrets = seal_secrets({"token": "person", "refresh": "person"})
        Account.objects.filter(pk=old.pk).update(secrets=secrets)

    network.after_renew = meanwhile
    pull(old)
    assert opened_secrets(fresh(old)) == {"token": "person", "refresh": "person"}
    assert network.seen == ["person"]


def test_a_form_saved_meanwhile_keeps_the_new_tokens(network, old, yuna):
    shown, before = fresh(old), old.settings["ends"]
    pull(old)
    connection = actions.Connection("새 이름", {**shown.settings, "note": "n"}, own_ids=("us",))
    actions.change_account(shown, connection, by=yuna)
    after = fresh(old)
    assert (after.name, after.settings["note"]) == ("새 이름", "n")
    assert opened_secrets(after)["refresh"] == "refresh-1"
    assert after.settings["ends"] > before
    pull(old)
    assert network.renewals == ["refresh-0"]


def test_a_removed_account_is_not_renewed(network, old, yuna):
    network.after_renew = lambda: actions.remove_account(fresh(old), by=yuna)
    actions.keep_alive(old)
    assert fresh(old).secrets is None
    assert old not in queries.renewable_accounts()


@pytest.mark.django_db(transaction=True)
def test_every_hour_also_what_nobody_uses_is_renewed(network: Consenting, old, yuna, monkeypatch):
    monkeypatch.setattr(tasks, "_looked_at", {})
    actions.pause_account(fresh(old), by=yuna)
    tasks.renew_permissions()
    assert tasks.RENEWALS.finish(20)
    assert network.renewals == ["refresh-0"]
    expire(old)
    tasks.renew_permissions()
    assert tasks.RENEWALS.finish(20)
    assert network.renewals == ["refresh-0"], "once an hour"


def test_a_place_that_is_never_pulled_is_well_again_after_its_renewal(network, old, monkeypatch):
    monkeypatch.setattr(type(network), "capabilities", Capabilities())
    network.on_renew = down()
    actions.keep_alive(old)
    assert fresh(old).failing_since
    network.on_renew = lambda: None
    with time_machine.travel(now() + timedelta(minutes=2)):
        actions.keep_alive(old)
    assert not fresh(old).failing_since
