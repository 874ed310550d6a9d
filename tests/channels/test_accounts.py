"""Accounts: connected, changed, resting, removed; and whose they are."""

import pytest
from django.db import OperationalError
from django.http import Http404

from hanjari.channels import actions, queries
from hanjari.channels.access import open_access
from hanjari.channels.actions import Connection
from hanjari.channels.contract import Check, Outgoing
from hanjari.channels.models import Account, Delivery
from hanjari.journal.models import Entry

FORM = Connection("한빛 메일", {"place": "here"}, {"password": "h4njari"}, ("care@hanbit.example",))


@pytest.fixture
def connected(pretend, yuna) -> Account:
    return actions.connect_account("pretend", FORM, by=yuna)


def test_a_connected_account_is_due_at_once_and_its_secret_is_sealed(connected) -> None:
    assert connected in queries.due_accounts()
    assert b"h4njari" not in bytes(connected.secrets)
    assert "h4njari" not in str(Entry.objects.values_list("facts", flat=True))
    access = open_access(Account.objects.get(pk=connected.pk))
    assert access.secrets == {"password": "h4njari"}
    assert access.own_ids == ("care@hanbit.example",)


def test_a_secret_left_empty_stays_as_it_was(connected, yuna) -> None:
    actions.change_account(connected, Connection("새 이름", {"place": "there"}), by=yuna)
    access = open_access(Account.objects.get(pk=connected.pk))
    assert (access.name, access.settings) == ("새 이름", {"place": "there"})
    assert access.secrets == {"password": "h4njari"}


def test_trying_a_connection_stores_nothing(pretend, yuna) -> None:
    pretend.checks = [Check("login", is_well=False, words="No.", remedy="Look again.")]
    assert actions.try_connection("pretend", FORM)[0].remedy == "Look again."
    assert not Account.objects.exists()


def test_removing_wipes_the_secrets_and_frees_the_name(connected, yuna) -> None:
    actions.remove_account(connected, by=yuna)
    assert Account.objects.get(pk=connected.pk).secrets is None
    assert connected not in queries.accounts_for(yuna)
    assert connected not in queries.due_accounts()
    assert actions.connect_account("pretend", FORM, by=yuna).pk != connected.pk


def test_pausing_and_resuming_are_told_once_each(connected, yuna) -> None:
    for act in (actions.pause_account, actions.pause_account):
        act(connected, by=yuna)
    assert connected not in queries.due_accounts()
    for act in (actions.resume_account, actions.resume_account):
        act(connected, by=yuna)
    assert connected in queries.due_accounts()
    told = list(Entry.objects.order_by("id").values_list("event", flat=True))
    assert told == ["account.connected", "account.paused", "account.resumed"]


def test_a_stranger_does_not_find_the_account(connected, taeyang, yuna) -> None:
    assert queries.account_for(yuna, connected.pk) == connected
    with pytest.raises(Http404):
        queries.account_for(taeyang, connected.pk)


def test_two_doors_are_never_the_same(pretend, yuna, connected) -> None:
    other = actions.connect_account("pretend", Connection("다른 곳", {}), by=yuna)
    assert other.door != connected.door
    assert len(other.door) >= 12


def test_a_lost_key_file_asks_for_the_password_and_sends_nothing(
    pretend, connected, yuna, settings, tmp_path
) -> None:
    settings.KEY_FILE = tmp_path / "another.key"
    actions.pull_account(connected.pk)
    ill = Account.objects.get(pk=connected.pk)
    assert ill.halted_at
    assert ill.failure["code"] == "sealed"
    assert not actions.check_account(ill)[0].is_well
    delivery = actions.send(ill, Outgoing(key="k", text="hello"))
    assert actions.deliver(delivery.pk) == ""
    waiting = Delivery.objects.get()
    assert (waiting.state, bool(waiting.failure["words"])) == (Delivery.State.QUEUED, True)
    assert pretend.wall == []
    actions.change_account(ill, FORM, by=yuna)
    assert Delivery.objects.get().failure == {}
    assert actions.deliver(delivery.pk) == Delivery.State.SENT


def test_a_full_disk_is_said_in_plain_words(pretend, connected) -> None:
    def full() -> None:
        raise OperationalError("database or disk is full")

    pretend.on_pull = full
    actions.pull_account(connected.pk)
    assert Account.objects.get(pk=connected.pk).failure["code"] == "disk_full"
