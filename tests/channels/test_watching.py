"""A channel that stands still is told to its owner within a minute, once, and so is its return."""

import threading
import time
from datetime import timedelta

import pytest
from django.utils import translation

from hanjari.channels import actions, queries, tasks
from hanjari.channels.actions.watching import EVERY, FAILING_FOR
from hanjari.channels.contract import BrokenError, Catch, Raw
from hanjari.channels.models import Account
from hanjari.channels.queries.silence import OVERDUE, STUCK
from hanjari.journal.models import Entry
from hanjari.kit import clock
from hanjari.kit.clock import now

MINUTE = timedelta(minutes=1)
LOOK = timedelta(seconds=EVERY)


def fresh(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def events() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("event", flat=True))


def down() -> None:
    raise BrokenError("down", "No answer.")


def watch() -> int:
    return actions.watch_accounts(is_settled=True)


def test_every_patience_ends_within_a_minute():
    assert all(LOOK + one < MINUTE for one in (FAILING_FOR, OVERDUE, STUCK))


def test_a_network_that_is_not_reached_is_told_within_a_minute_and_once(pretend, account):
    pretend.on_pull = down
    begin = now()
    with clock.at(begin):
        actions.pull_account(account.pk)
    for seconds in range(0, 60, int(EVERY)):
        with clock.at(begin + timedelta(seconds=seconds)):
            watch()
    assert events() == ["account.failed"]
    with clock.at(begin + timedelta(minutes=5)):
        assert watch() == 0
        actions.pull_account(account.pk)
        actions.pull_account(account.pk)
    assert events() == ["account.failed"], "the third failure says it no second time"


def test_one_failure_that_the_next_try_mends_is_no_news(pretend, account):
    pretend.on_pull = down
    actions.pull_account(account.pk)
    pretend.on_pull = lambda: None
    Account.objects.update(next_pull_at=now())
    actions.pull_account(account.pk)
    with clock.at(now() + FAILING_FOR * 2):
        watch()
    assert "account.failed" not in events()


def test_a_channel_that_nobody_reads_is_told_once_and_so_is_its_return(pretend, account):
    actions.pull_account(account.pk)
    begin = now()
    Account.objects.update(next_pull_at=begin)
    with clock.at(begin + MINUTE - LOOK):
        assert watch() == 1
        assert watch() == 0
        assert queries.health_of(fresh(account)).state == "late"
        assert account in queries.ailing_accounts(account.organisation)
    with clock.at(begin + timedelta(minutes=4)):
        actions.pull_account(account.pk)
    assert events() == ["account.late", "account.recovered"]
    assert Entry.objects.last().facts["minutes"] == 4
    assert account not in queries.ailing_accounts(account.organisation)


def test_a_channel_that_is_not_due_yet_is_not_silent(pretend, account):
    actions.pull_account(account.pk)
    assert watch() == 0
    assert queries.health_of(fresh(account)).state == "well"


@pytest.mark.parametrize("field", ["paused_at", "halted_at", "removed_at"])
def test_a_channel_that_shall_rest_is_not_silent(account, field):
    Account.objects.update(next_pull_at=now() - timedelta(hours=1), **{field: now()})
    assert watch() == 0


def test_a_channel_that_is_only_pushed_to_is_never_silent(hanbit):
    organisation = hanbit.organisation
    account = Account.objects.create(organisation=organisation, kind="webform", name="창구")
    with clock.at(now() + timedelta(days=2)):
        assert watch() == 0
        assert queries.health_of(account).state == "well"


def test_a_process_that_has_just_begun_calls_nothing_silent(account):
    Account.objects.update(next_pull_at=now() - timedelta(hours=1))
    assert actions.watch_accounts(is_settled=False) == 0


@pytest.mark.django_db(transaction=True)
def test_a_reading_that_hangs_is_told_while_it_hangs(pretend, account):
    gate = threading.Event()
    pretend.on_pull = lambda: gate.wait(20)
    try:
        tasks.pull_due_accounts()
        while not fresh(account).pulled_by:
            time.sleep(0.01)
        with clock.at(now() + MINUTE - LOOK):
            assert watch() == 1
            with translation.override("en"):
                assert "waiting for the network" in queries.health_of(fresh(account)).words
    finally:
        gate.set()
        assert tasks.PULLS.finish(10)
    assert events() == ["account.late", "account.recovered"]


def test_a_long_reading_that_brings_something_is_not_stuck(pretend, account):
    begin = now()
    pretend.catches = [Catch((Raw(b"a"),), {"at": 1}), Catch((Raw(b"b"),), {"at": 2})]

    def later() -> None:
        with clock.at(begin + STUCK - timedelta(seconds=1)):
            actions.keep_raw(account, [Raw(b"c")], {"at": 3})
        with clock.at(begin + STUCK * 1.5):
            assert watch() == 0

    pretend.on_pull = later
    actions.pull_account(account.pk)
    assert fresh(account).failure == {}


def test_a_permission_that_ends_is_told_at_seven_three_and_one_days_and_when_it_ended(account):
    end = now() + timedelta(days=30)
    Account.objects.update(expires_at=end, next_pull_at=end + timedelta(days=9))
    for hours_left in range(24 * 9, -24 * 2, -6):
        with clock.at(end - timedelta(hours=hours_left)):
            watch()
    told = [(entry.event, entry.facts["days"]) for entry in Entry.objects.order_by("id")]
    assert told == [
        ("account.expiring", 7),
        ("account.expiring", 3),
        ("account.expiring", 1),
        ("account.expired", 0),
    ]


def test_a_renewed_permission_is_told_of_anew_when_that_one_ends(account):
    Account.objects.update(expires_at=now() + timedelta(days=2))
    assert watch() == 1
    Account.objects.update(expires_at=now() + timedelta(days=60))
    assert watch() == 0
    assert fresh(account).expiry_told is None
    Account.objects.update(expires_at=now() + timedelta(days=2))
    assert watch() == 1


def test_a_budget_that_stops_is_not_called_silence(account):
    Account.objects.update(
        stopped_for="budget",
        stopped_until=now() + timedelta(days=9),
        next_pull_at=now() + timedelta(days=1),
    )
    assert watch() == 0
