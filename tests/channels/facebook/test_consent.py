"""Permission from Facebook's page, and health."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.channels.meta.graph import APP, PAGE, PAGE_NAME, error

from hanjari.channels.contract import AsksConsent, BrokenError, Guides
from hanjari.channels.kinds.facebook import KIND
from hanjari.channels.kinds.facebook.consent import MESSAGE_SCOPES, SCOPES
from hanjari.channels.kinds.facebook.form import FacebookForm
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
BACK = "https://desk.hanbit.example/back/"


def question(access):
    told = urlsplit(KIND.consent(access, redirect_uri=BACK, state="s").url)
    return told, {name: values[0] for name, values in parse_qs(told.query).items()}


def granted(access, **query):
    told = query or {"code": "code-1"}
    return KIND.granted(access, redirect_uri=BACK, query=told, remembered={})


@pytest.fixture
def said_yes(sim):
    sim.scopes = [(name, "granted") for name in (*SCOPES, *MESSAGE_SCOPES)]
    sim.scopes[0] = (sim.scopes[0][0], "declined")
    sim.subscribed = []
    return sim


def test_facebook_is_asked_for_what_the_settings_need(open_account):
    assert isinstance(KIND, AsksConsent)
    told, asked = question(open_account())
    assert (told.netloc, told.path) == ("www.facebook.com", "/v25.0/dialog/oauth")
    assert asked["scope"].split(",") == [*SCOPES, *MESSAGE_SCOPES]
    assert (asked["client_id"], asked["redirect_uri"], asked["state"]) == (APP, BACK, "s")
    _, asked = question(open_account(direct_messages=False))
    assert "pages_messaging" not in asked["scope"]
    _, asked = question(open_account(config_id="998877"))
    assert (asked["config_id"], "scope" in asked) == ("998877", False)
    with pytest.raises(BrokenError):
        question(open_account(app_id=""))


def test_the_code_becomes_the_pages_own_token(said_yes, open_account):
    grant = granted(open_account(secrets={"access_token": ""}))
    assert grant.secrets == {"access_token": "page-1"}
    assert grant.settings == {"page_id": PAGE, "page_name": PAGE_NAME}
    assert grant.own_ids == (PAGE,)
    assert grant.scopes == tuple([*SCOPES, *MESSAGE_SCOPES][1:]), "what was declined is not given"
    assert timedelta(days=89) < grant.expires_at - now() <= timedelta(days=90)
    assert set(said_yes.subscribed) >= {"feed", "mention", "messages"}


def test_what_another_account_of_the_page_wants_stays_subscribed(said_yes, open_account):
    said_yes.subscribed = ["leadgen"]
    granted(open_account())
    assert said_yes.subscribed[0] == "leadgen"


def test_a_subscription_that_fails_does_not_undo_the_permission(said_yes, open_account):
    said_yes.route("POST", f"/{PAGE}/subscribed_apps", lambda *_: error(200))
    assert granted(open_account()).own_ids == (PAGE,)


def test_of_several_pages_the_one_in_the_form_is_meant(said_yes, open_account):
    said_yes.pages.append({"id": "222333", "name": "다른 가게", "access_token": "page-2"})
    with pytest.raises(BrokenError) as broken:
        granted(open_account())
    assert "222333" in broken.value.words
    assert broken.value.needs_person
    assert granted(open_account(wanted_page=PAGE)).own_ids == (PAGE,)
    said_yes.pages.clear()
    with pytest.raises(BrokenError) as broken:
        granted(open_account())
    assert broken.value.code == "no_page"


@pytest.mark.parametrize(
    "query", [{"error": "access_denied", "error_reason": "user_denied"}, {"code": "x"}]
)
def test_a_no_changes_nothing(said_yes, open_account, query):
    with pytest.raises(BrokenError):
        granted(open_account(), **query)
    assert said_yes.subscribed == []


def test_no_address_holds_the_secret(said_yes, open_account):
    granted(open_account())
    assert said_yes.place.calls
    for call in said_yes.place.calls:
        assert "app-s3cret" not in str(call.query)
        assert "user-long" not in str(call.query)


def checks(access):
    return {str(check.name): check for check in KIND.health(access)}


def test_health_tells_the_page_the_days_and_what_is_missing(sim, open_account):
    sim.webhooks = [
        {"object": "page", "active": True, "callback_url": "https://d.example/h/", "fields": []}
    ]
    well = checks(open_account(scopes=(*SCOPES, *MESSAGE_SCOPES), door_url="https://d.example/h/"))
    assert all(check.is_well for check in well.values()), well
    assert any(PAGE_NAME in check.words for check in well.values())
    ill = checks(open_account(scopes=SCOPES))
    assert "pages_messaging" in ill["Permissions"].words
    sim.subscribed = ["feed"]
    ill = checks(open_account())
    assert "messages" in ill["News of the Page"].words
    ill = checks(open_account(door_url="https://elsewhere.example/h/"))
    assert not ill["Webhook"].is_well
    ill = checks(open_account(pushed_at=now() - timedelta(days=9)))
    assert not ill["Webhook"].is_well


def test_a_token_near_its_end_or_void_is_told_in_time(sim, open_account):
    sim.data_ends = int((datetime.now(UTC) + timedelta(days=3)).timestamp())
    assert not checks(open_account())["Until when"].is_well
    sim.data_ends = 0
    assert checks(open_account())["Until when"].is_well
    sim.is_valid = False
    ill = checks(open_account())["Until when"]
    assert not ill.is_well
    assert ill.remedy


def test_a_page_without_app_secret_is_told_what_is_missing(open_account):
    ill = [check for check in KIND.health(open_account(app_id="")) if not check.is_well]
    assert ill
    assert all(check.remedy for check in ill)


def test_the_form_takes_numbers_and_a_long_word(open_account):
    told = {
        "app_id": APP,
        "app_secret": "s",
        "verify_token": "long-enough-word",
        "wanted_page": PAGE,
    }
    assert FacebookForm(told).is_valid()
    assert set(FacebookForm.consent_fields) <= set(FacebookForm.base_fields)
    for wrong in ({"app_id": "my app"}, {"verify_token": "short"}, {"wanted_page": "../me"}):
        assert not FacebookForm({**told, **wrong}).is_valid()


def test_the_steps_begin_where_the_app_is_made():
    assert isinstance(KIND, Guides)
    assert KIND.guide()[0].url.startswith("https://developers.facebook.com/")
