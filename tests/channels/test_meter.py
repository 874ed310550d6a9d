"""The shared meter: windows that slide or begin at midnight, the network's own word, the month's money."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hanjari.channels import actions
from hanjari.channels.access import open_access
from hanjari.channels.contract import Limit, Quota, SpentError
from hanjari.channels.metering import windows
from hanjari.channels.models import Account, Spending, Window
from hanjari.kit import clock

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CENT = 1_000_000


@pytest.fixture
def limits(pretend, monkeypatch) -> Callable[..., None]:
    """`limits(Quota(…), …)`: the pretend network's documented limits."""

    def set_limits(*quotas: Quota) -> None:
        monkeypatch.setattr(pretend, "capabilities", replace(pretend.capabilities, quotas=quotas))

    return set_limits


def meter(account):
    return open_access(Account.objects.get(pk=account.pk)).meter


def granted(account, name: str = "page", tries: int = 10, **options) -> int:
    for number in range(tries):
        try:
            meter(account).take(name, **options)
        except SpentError:
            return number
    return tries


def stop_of(account, name: str = "page", count: int = 1, **options) -> SpentError:
    with pytest.raises(SpentError) as stopped:
        meter(account).take(name, count, **options)
    return stopped.value


def test_a_window_slides_from_its_first_call(limits, account):
    limits(Quota("page", 3, 900))
    with clock.at(NOON):
        assert granted(account) == 3
        stop = stop_of(account)
        assert (stop.code, stop.retry_after) == ("rate", 900)
    with clock.at(NOON + timedelta(seconds=899)):
        assert granted(account) == 0
    with clock.at(NOON + timedelta(seconds=900)):
        assert granted(account) == 3


def test_a_day_begins_at_midnight_in_the_quotas_own_zone(limits, account):
    limits(Quota("page", 3, 86_400, "America/Los_Angeles"))
    with clock.at(NOON):
        assert granted(account) == 3
        assert stop_of(account).retry_after == 20 * 3600, "04:00 in California"
    with clock.at(datetime(2026, 11, 21, 8, 0, tzinfo=UTC)):
        assert granted(account) == 3


def test_more_than_is_left_is_refused_whole_and_takes_nothing(limits, account):
    limits(Quota("page", 10, 900))
    meter(account).take("page", 8)
    stop_of(account, count=3)
    meter(account).take("page", 2)


def test_an_hours_and_a_days_limit_of_one_name_must_both_have_room(limits, account):
    limits(Quota("page", 3, 3600), Quota("page", 4, 86_400))
    with clock.at(NOON):
        assert granted(account) == 3
    with clock.at(NOON + timedelta(hours=1)):
        assert granted(account) == 1
        assert stop_of(account).retry_after == 11 * 3600


def test_the_networks_own_count_overrules_ours_both_ways(limits, account):
    limits(Quota("page", 10, 900))
    with clock.at(NOON):
        meter(account).note(Limit("page", 2, 300, NOON + timedelta(seconds=60)))
        assert granted(account) == 2
        assert stop_of(account).retry_after == 60
    with clock.at(NOON + timedelta(seconds=60)):
        meter(account).take("page")
        meter(account).note(Limit("page", 250, 300, NOON + timedelta(seconds=600)))
        meter(account).take("page", 249)


def test_answers_that_overtake_each_other_grant_nothing_twice(limits, account):
    limits(Quota("page", 300, 900))
    end = NOON + timedelta(seconds=600)
    with clock.at(NOON):
        meter(account).note(Limit("page", 5, 300, end))
        meter(account).take("page", 2)
        meter(account).note(Limit("page", 4, 300, end + timedelta(seconds=1)))
        meter(account).note(Limit("page", 200, 300, NOON + timedelta(seconds=5)))
        meter(account).note(Limit("page", 200, 300, NOON - timedelta(seconds=5)))
        assert granted(account) == 3


def test_a_limit_that_only_the_network_names_counts_until_it_ends(limits, account):
    with clock.at(NOON):
        meter(account).note(Limit("page", 1, None, NOON + timedelta(seconds=60)))
        assert granted(account) == 1
    with clock.at(NOON + timedelta(seconds=60)):
        assert granted(account) == 10


def test_of_two_windows_the_network_means_the_one_of_its_size(limits, account):
    limits(Quota("page", 5, 3600), Quota("page", 50, 86_400))
    meter(account).note(Limit("page", 3, 50, clock.now() + timedelta(hours=5)))
    assert granted(account) == 3
    assert Window.objects.get(seconds=3600).left == 2


def test_what_was_had_already_is_counted_also_beyond_the_limit(limits, account):
    limits(Quota("page", 10, 900))
    meter(account).settle("page", 12)
    assert stop_of(account, count=0).code == "rate"
    assert Spending.objects.get().count == 12


def test_two_accounts_of_one_app_share_its_limit(limits, pretend, account, yuna, monkeypatch):
    limits(Quota("page", 3, 900), Quota("own", 3, 900))
    owner = lambda access, name: access.settings.get("app", "") if name == "page" else ""  # noqa: E731
    monkeypatch.setattr(pretend, "quota_owner", owner, raising=False)
    one, two, other = (
        actions.connect_account("pretend", actions.Connection(name, {"app": app}), by=yuna)
        for name, app in (("하나", "secret-app"), ("둘", "secret-app"), ("셋", "another"))
    )
    assert granted(one) + granted(two) == 3
    assert granted(other) == 3
    assert granted(one, "own") + granted(two, "own") == 6
    assert "secret-app" not in "".join(Window.objects.values_list("holder", flat=True))


def test_the_months_money_stops_what_costs_and_nothing_else(limits, account):
    Account.objects.filter(pk=account.pk).update(budget_cents=10)
    with clock.at(NOON):
        assert granted(account, microcents=4 * CENT) == 2
        meter(account).take("page", microcents=2 * CENT)
        stop = stop_of(account, microcents=1)
        assert stop.code == "budget"
        assert stop.retry_after == 10 * 86_400 + 3 * 3600, "1 December in Seoul"
        assert stop_of(account, "other", 0).code == "budget", "merely asking finds it reached"
        assert granted(account, "free") == 10
        Account.objects.filter(pk=account.pk).update(budget_cents=11)
        assert granted(account, microcents=CENT) == 1
    with clock.at(datetime(2026, 11, 30, 15, 0, tzinfo=UTC)):
        assert granted(account, microcents=CENT) == 10


def test_a_bill_that_came_afterwards_stops_the_next_question(account):
    Account.objects.filter(pk=account.pk).update(budget_cents=10)
    meter(account).take("posts", 0)
    meter(account).settle("posts", 30, microcents=15 * CENT)
    assert stop_of(account, "posts", 0).code == "budget"


def test_without_a_budget_money_is_counted_and_stops_nothing(account):
    with clock.at(NOON):
        assert granted(account, microcents=500 * CENT) == 10
    with clock.at(NOON + timedelta(hours=3)):
        meter(account).take("page", 5, microcents=1)
    rows = Spending.objects.order_by("day").values_list("day", "count", "microcents")
    assert [(str(day), *rest) for day, *rest in rows] == [
        ("2026-11-20", 10, 5000 * CENT),
        ("2026-11-21", 5, 1),
    ]


def test_asking_whether_there_is_room_counts_nothing(limits, account):
    limits(Quota("page", 1, 900))
    for _ in range(5):
        meter(account).take("page", 0)
    assert granted(account) == 1


def test_what_can_not_be_counted_is_not_asked(account, monkeypatch):
    def full(*_: object) -> None:
        raise DatabaseError("database or disk is full")

    opened = meter(account)
    monkeypatch.setattr(windows, "opened", full)
    with pytest.raises(SpentError) as stopped:
        opened.take("page")
    assert (stopped.value.code, stopped.value.retry_after) == ("uncounted", 30.0)
    opened.settle("page", 3)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("take"), st.integers(1, 7)),
        st.tuples(st.just("wait"), st.integers(1, 400)),
        st.tuples(st.just("elsewhere"), st.integers(1, 7)),
    ),
    max_size=40,
)


@given(steps=STEPS, most=st.integers(1, 12), lag=st.integers(0, 300))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_network_that_says_what_is_left_is_never_asked_for_more(
    limits, account, steps, most, lag
):
    """Its window begins at another moment than ours, and other programs use the same app."""
    limits(Quota("page", most, 300))
    Window.objects.all().delete()
    at, begun, left = 0, -lag, most
    for what, number in steps:
        if what == "wait":
            at += number
        if at >= begun + 300:
            begun, left = at, most
        if what == "elsewhere":
            left = max(0, left - number)
        with clock.at(NOON + timedelta(seconds=at)):
            if what != "wait":
                meter(account).note(
                    Limit("page", left, most, NOON + timedelta(seconds=begun + 300))
                )
            if what == "take" and granted(account, count=number, tries=1):
                left -= number
        assert left >= 0
