"""Limits and money where a channel is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from hanjari.channels import actions, queries
from hanjari.channels.access import open_access
from hanjari.channels.contract import Limit, Quota
from hanjari.channels.models import Account
from hanjari.kit.clock import now

CENT = 1_000_000


@pytest.fixture
def desk(yuna) -> Client:
    client = Client(headers={"Accept-Language": "ko"})
    client.force_login(yuna)
    return client


@pytest.fixture(autouse=True)
def _dear(pretend, monkeypatch) -> None:
    quotas = (Quota("page", 10, 900, words="페이지"), Quota("post", 5, 900), Quota("me", 5, 900))
    dear = replace(pretend.capabilities, quotas=quotas, can_cost=True)
    monkeypatch.setattr(pretend, "capabilities", dear)


def meter(account):
    return open_access(Account.objects.get(pk=account.pk)).meter


def shown(desk: Client, account: Account) -> str:
    answer = desk.get(f"/settings/channels/{account.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def budget(desk: Client, account: Account, dollars: str):
    return desk.post(f"/settings/channels/{account.pk}/budget/", {"dollars": dollars}, follow=True)


def test_the_page_says_what_is_left_and_what_it_has_cost(desk, account):
    meter(account).take("page", 9, microcents=325 * CENT)
    page = shown(desk, account)
    for words in ("페이지", "10 중 1", "$3.25", "한도가 2개 더", "다시 채워짐"):
        assert words in page


def test_what_the_network_itself_said_is_named_so(desk, account):
    meter(account).note(Limit("page", 3, 10, now() + timedelta(minutes=5)))
    assert "네트워크가 알려 준 값" in shown(desk, account)


def test_a_budget_is_set_raised_and_taken_away(desk, account):
    assert "이 예산을 적용합니다" in budget(desk, account, "12.50").content.decode()
    assert Account.objects.get().budget_cents == 1250
    assert "$12.50" in shown(desk, account)
    budget(desk, account, "")
    assert Account.objects.get().budget_cents is None


@pytest.mark.parametrize("amount", ["-1", "NaN", "1e9", "열", "1.234"])
def test_an_amount_that_is_none_changes_nothing(desk, account, amount):
    assert "바뀐 것이 없습니다" in budget(desk, account, amount).content.decode()
    assert Account.objects.get().budget_cents is None


def test_a_stop_stands_on_the_page_the_list_and_the_front_page(desk, account, yuna):
    actions.set_budget(account, 1, by=yuna)
    meter(account).settle("page", 1, microcents=2 * CENT)
    actions.note_stop(account, _stop(account))
    for path in (f"/settings/channels/{account.pk}/", "/settings/channels/"):
        assert "멈춤: 예산" in desk.get(path).content.decode()
    assert "멈춰 있습니다" in desk.get("/").content.decode()


def _stop(account):
    with pytest.raises(Exception) as stopped:  # noqa: PT011 (its kind is tried elsewhere)
        meter(account).take("page", 0)
    return stopped.value


def test_a_kind_that_costs_nothing_has_no_budget(desk, pretend, account, monkeypatch):
    monkeypatch.setattr(pretend, "capabilities", replace(pretend.capabilities, can_cost=False))
    assert 'name="dollars"' not in shown(desk, account)
    assert budget(desk, account, "5").status_code == 404


def test_strangers_and_readers_set_no_budget(account, taeyang, doyun):
    client = Client()
    for member, status in ((taeyang, {403, 404}), (doyun, {403})):
        client.force_login(member)
        answer = client.post(f"/settings/channels/{account.pk}/budget/", {"dollars": "5"})
        assert answer.status_code in status
    assert Account.objects.get().budget_cents is None


def test_a_budget_is_not_asked_for_by_get(desk, account):
    assert desk.get(f"/settings/channels/{account.pk}/budget/").status_code == 405


@pytest.mark.parametrize(
    ("microcents", "words"),
    [(0, "$0.00"), (1, "< $0.01"), (CENT, "$0.01"), (123_450 * CENT, "$1,234.50")],
)
def test_money_is_said_in_dollars(microcents, words):
    assert queries.dollars(microcents) == words


def test_the_next_reading_stands_among_the_facts(desk, account):
    assert "다음 읽기" in shown(desk, account)


def test_an_account_whose_secrets_no_key_opens_still_has_its_page(desk, account):
    Account.objects.update(secrets=b"broken")
    assert "월 예산" in shown(desk, account)
