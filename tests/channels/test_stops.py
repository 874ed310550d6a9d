"""What is spent waits: it is no failure, it is told where it matters, and more money begins it at once."""

from datetime import UTC, datetime, timedelta

import pytest

from hanjari.channels import actions, queries
from hanjari.channels.access import open_access
from hanjari.channels.contract import (
    BrokenError,
    Outgoing,
    RefusedError,
    SpentError,
    UnsureError,
)
from hanjari.channels.models import Account, Delivery
from hanjari.journal.models import Entry
from hanjari.kit import clock
from hanjari.kit.clock import now

CENT = 1_000_000
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def fresh(account: Account) -> Account:
    return Account.objects.get(pk=account.pk)


def due(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(next_pull_at=now())


def events() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("event", flat=True))


def spends(account: Account, cents: int):
    def spend() -> None:
        open_access(fresh(account)).meter.take("page", microcents=cents * CENT)

    return spend


def raises(error: Exception, cause: Exception | None = None):
    def raising() -> None:
        raise error from cause

    return raising


RATE = SpentError("rate", "Used up.", 120.0)


@pytest.mark.parametrize(
    "raising",
    [raises(RATE), raises(BrokenError("rate", "Used up.", retry_after=120.0), RATE)],
    ids=["as it is", "behind an error of the kind"],
)
def test_a_pull_that_the_meter_stopped_waits_and_has_not_failed(pretend, account, raising):
    pretend.on_pull = raising
    with clock.at(NOON):
        due(account)
        actions.pull_account(account.pk)
        after = fresh(account)
        assert (after.failure_count, after.failing_since, after.failure) == (0, None, {})
        assert after.next_pull_at == NOON + timedelta(seconds=120)
        assert queries.health_of(after).state == "waiting"
        assert events() == []
    pretend.on_pull = lambda: None
    with clock.at(NOON + timedelta(seconds=120)):
        actions.pull_account(account.pk)
        assert queries.health_of(fresh(account)).state == "well"


def test_a_long_wait_for_the_network_is_told_once(pretend, account):
    pretend.on_pull = raises(SpentError("rate", "Until tomorrow.", 7200.0))
    with clock.at(NOON):
        due(account)
        actions.pull_account(account.pk)
        due(account)
        actions.pull_account(account.pk)
    assert events() == ["account.stopped"]


def test_a_budget_stops_reading_is_told_once_and_more_money_begins_it_at_once(
    pretend, account, yuna
):
    actions.set_budget(account, 10, by=yuna)
    pretend.on_pull = spends(account, 6)
    for hours in range(4):
        with clock.at(NOON + timedelta(hours=hours)):
            due(account)
            actions.pull_account(account.pk)
    assert events() == ["account.budget_set", "account.stopped"]
    with clock.at(NOON + timedelta(hours=4)):
        health = queries.health_of(fresh(account))
        assert (health.state, health.tone) == ("stopped", "alarm")
        assert account in queries.ailing_accounts(account.organisation)
        assert fresh(account).next_pull_at > now() + timedelta(hours=12)
        actions.set_budget(account, 100, by=yuna)
        assert fresh(account).next_pull_at == now()
        actions.pull_account(account.pk)
        assert queries.health_of(fresh(account)).state == "well"
        assert account not in queries.ailing_accounts(account.organisation)


def test_a_budget_ends_its_stop_with_the_month(pretend, account, yuna):
    actions.set_budget(account, 5, by=yuna)
    pretend.on_pull = spends(account, 6)
    with clock.at(NOON):
        due(account)
        actions.pull_account(account.pk)
    with clock.at(datetime(2026, 11, 30, 15, 0, 1, tzinfo=UTC)):
        assert queries.health_of(fresh(account)).state != "stopped", "December in Seoul"


@pytest.mark.parametrize(
    "raising",
    [
        raises(SpentError("budget", "No money.", 7200.0)),
        raises(RefusedError("budget", "No money.", can_retry=True), SpentError("budget", "", 9.0)),
    ],
    ids=["as it is", "behind a refusal"],
)
def test_an_answer_waits_for_money_without_losing_an_attempt(pretend, account, yuna, raising):
    account.budget_cents = 5
    account.save()
    delivery = actions.send(account, Outgoing(key="a", text="hello"))
    pretend.on_send = raising
    assert actions.deliver(delivery.pk) == "queued"
    after = Delivery.objects.get()
    assert (after.attempts, after.failure["code"], after.claimed_by) == (0, "budget", "")
    assert after.not_before > now()
    assert actions.deliver(delivery.pk) == "", "it is not due yet"
    assert queries.health_of(fresh(account)).state == "stopped"
    pretend.on_send = lambda: None
    actions.set_budget(account, None, by=yuna)
    assert actions.deliver(delivery.pk) == "sent"
    assert pretend.wall == ["a"]


def test_an_answer_waits_for_the_networks_limit_and_the_account_stays_well(pretend, account):
    actions.pull_account(account.pk)
    delivery = actions.send(account, Outgoing(key="a", text="hello"))
    pretend.on_send = raises(SpentError("rate", "Used up.", 120.0))
    for _ in range(8):
        Delivery.objects.update(not_before=now())
        assert actions.deliver(delivery.pk) == "queued"
    assert queries.health_of(fresh(account)).state == "well"
    assert Delivery.objects.get().failure["words"] == "Used up."


def test_free_reading_goes_on_where_only_sending_costs(pretend, account):
    actions.send(account, Outgoing(key="a", text="hello"))
    pretend.on_send = raises(SpentError("budget", "No money.", 7200.0))
    actions.deliver(Delivery.objects.get().pk)
    actions.pull_account(account.pk)
    after = fresh(account)
    assert after.last_success_at
    assert queries.health_of(after).state == "stopped"


def test_what_may_have_gone_out_stays_unknown_while_the_meter_is_empty(pretend, account):
    pretend.after_send = raises(UnsureError("gone dead"))
    delivery = actions.send(account, Outgoing(key="a", text="hello"))
    actions.deliver(delivery.pk)
    pretend.on_find = raises(SpentError("rate", "Used up.", 120.0))
    assert actions.reconcile(delivery.pk) == "unknown"
    assert Delivery.objects.get().state == "unknown"


def test_the_same_budget_again_is_no_news(account, yuna):
    actions.set_budget(account, 5, by=yuna)
    actions.set_budget(account, 5, by=yuna)
    assert events() == ["account.budget_set"]
