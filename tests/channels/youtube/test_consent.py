"""Permission from Google's page, and health."""

import dataclasses
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from tests.channels.youtube.world import CHANNEL, SCOPE, error
from tests.servers.network import Reply

from hanjari.channels.contract import AsksConsent, Backfills, BrokenError, Guides, Renews
from hanjari.channels.kinds.youtube import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
BACK = "https://desk.hanbit.example/back/"


def granted(access, **query):
    question = KIND.consent(access, redirect_uri=BACK, state="s")
    told = query or {"code": "code-1"}
    return KIND.granted(access, redirect_uri=BACK, query=told, remembered=question.remembered)


def test_google_is_asked_for_a_permission_that_lasts(open_account):
    assert all(isinstance(KIND, able) for able in (AsksConsent, Renews, Backfills))
    question = KIND.consent(open_account(), redirect_uri=BACK, state="s")
    assert question.url.startswith("https://accounts.google.com/o/oauth2/v2/auth?")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(question.url).query).items()}
    assert (asked["access_type"], asked["prompt"], asked["scope"]) == ("offline", "consent", SCOPE)
    with pytest.raises(BrokenError):
        KIND.consent(open_account(client_id=""), redirect_uri=BACK, state="s")


def test_the_code_becomes_tokens_and_the_channel_is_known(sim, open_account):
    grant = granted(open_account())
    assert grant.own_ids == (CHANNEL,)
    assert grant.settings["channel_title"] == "한빛정수기"
    assert grant.secrets == {"access_token": sim.access_token, "refresh_token": "refresh-1"}
    assert grant.scopes == (SCOPE,)


def test_a_google_account_without_channel_is_told(sim, open_account):
    sim.place.answer("GET", "/youtube/v3/channels", 200, {"kind": "youtube#channelListResponse"})
    with pytest.raises(BrokenError) as broken:
        granted(open_account())
    assert broken.value.needs_person


@pytest.mark.parametrize("query", [{"error": "access_denied"}, {"code": "guessed"}])
def test_a_no_changes_nothing(open_account, query):
    with pytest.raises(BrokenError) as broken:
        granted(open_account(), **query)
    assert broken.value.needs_person


def test_the_hour_is_renewed_in_time_and_a_revoked_one_needs_a_person(sim, open_account):
    grant = granted(open_account())
    access = open_account(**grant.settings, secrets=grant.secrets)
    assert KIND.renew(access) is None
    with time_machine.travel(now() + timedelta(minutes=55)):
        again = KIND.renew(access)
        assert again.secrets == {"access_token": sim.access_token}, "the refresh token stays"
        list(KIND.pull(dataclasses.replace(access, secrets={**access.secrets, **again.secrets})))
        sim.refresh_token = "revoked"
        with pytest.raises(BrokenError) as broken:
            KIND.renew(access)
    assert (broken.value.code, broken.value.needs_person) == ("login", True)


def test_a_project_in_testing_says_when_a_person_must_come_again(sim, open_account):
    body = {
        "access_token": "access-1",
        "expires_in": 3599,
        "refresh_token": "r",
        "refresh_token_expires_in": 604_799,
        "scope": SCOPE,
    }
    sim.place.on("POST", "/token", lambda _call: Reply(200, body))
    assert (
        timedelta(days=6, hours=23) < granted(open_account()).expires_at - now() < timedelta(days=7)
    )


def test_health_names_the_channel_and_what_is_missing(sim, open_account):
    well = KIND.health(open_account(scopes=(SCOPE,)))
    assert all(check.is_well for check in well)
    assert any("한빛정수기" in check.words for check in well)
    (ill,) = (check for check in KIND.health(open_account(scopes=("openid",))) if not check.is_well)
    assert SCOPE in ill.words
    (ill,) = (
        check for check in KIND.health(open_account(channel_id="UCother")) if not check.is_well
    )
    assert ill.remedy


@pytest.mark.parametrize("reason", ["quotaExceeded", "accessNotConfigured", "forbidden"])
def test_each_trouble_has_its_remedy(sim, open_account, reason):
    sim.fail(error(403, reason), error(403, reason))
    ill = [check for check in KIND.health(open_account()) if not check.is_well]
    assert len(ill) == 2
    assert all(check.remedy for check in ill)


def test_before_consent_nothing_is_asked(sim, open_account):
    with pytest.raises(BrokenError) as broken:
        list(KIND.pull(open_account(secrets={"access_token": ""})))
    assert broken.value.needs_person
    assert sim.place.calls == []


def test_the_steps_begin_where_the_keys_are():
    assert isinstance(KIND, Guides)
    assert KIND.guide()[0].url.startswith("https://console.cloud.google.com/")
