"""Health in plain words, and a form that takes only what X takes."""

import pytest
from tests.channels.x.world import problem

from hanjari.channels.contract import Guides
from hanjari.channels.kinds.x import KIND

pytestmark = pytest.mark.real_server
FILLED = {"client_id": "c", "recheck_days": "1"}


def test_every_line_is_well_and_says_what_it_looked_at(open_account):
    checks = KIND.health(open_account(scopes=(*KIND.capabilities.scopes, "dm.read", "dm.write")))
    assert all(check.is_well for check in checks)
    words = " ".join(check.words for check in checks)
    assert "@hanbit_kr" in words
    assert "2,000,000" in words


def test_missing_permissions_are_named(open_account):
    checks = KIND.health(open_account(scopes=("tweet.read", "users.read", "offline.access")))
    (ill,) = (check for check in checks if not check.is_well)
    assert {"tweet.write", "media.write", "dm.write"} <= set(ill.words.replace(",", "").split())
    assert ill.remedy


def test_a_webhook_that_x_no_longer_reaches_is_told(sim, open_account):
    sim.place.answer("GET", "/2/webhooks", 200, {"data": [{"id": "1", "valid": False}]})
    (ill,) = (check for check in KIND.health(open_account()) if not check.is_well)
    assert ill.remedy


def test_empty_credits_name_the_console(sim, open_account):
    sim.fail(problem(402, "CreditsDepleted", "no credits"))
    ill = next(check for check in KIND.health(open_account()) if not check.is_well)
    assert "Developer Console" in ill.remedy


def test_the_steps_begin_where_the_keys_are():
    assert isinstance(KIND, Guides)
    steps = KIND.guide()
    assert steps[0].url == "https://console.x.com"
    assert all(str(step.words) for step in steps)


def test_the_form_bounds_the_searches():
    form = KIND.form()
    assert form({**FILLED, "queries": " 정수기  lang:ko \n\n정수기 lang:ko\n필터"}).is_valid()
    assert not form({**FILLED, "queries": "가" * 513}).is_valid()
    assert not form({**FILLED, "queries": "\n".join(map(str, range(16)))}).is_valid()
    filled = form({**FILLED, "queries": " 정수기  lang:ko \n\n정수기 lang:ko"})
    assert filled.is_valid()
    assert filled.cleaned_data["queries"] == "정수기 lang:ko"
