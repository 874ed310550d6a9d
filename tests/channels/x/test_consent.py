"""Permission: PKCE, who we are, and a refresh token that is good once."""

import dataclasses
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from tests.channels.x.world import US

from hanjari.channels.contract import AsksConsent, BrokenError, Renews
from hanjari.channels.kinds.x import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
BACK = "https://desk.hanbit.example/back/"


def renewed(access, grant):
    """The account once the house has kept the grant."""
    return dataclasses.replace(
        access,
        settings={**access.settings, **grant.settings},
        secrets={**access.secrets, **grant.secrets},
    )


def granted(access):
    question = KIND.consent(access, redirect_uri=BACK, state="s")
    return KIND.granted(
        access, redirect_uri=BACK, query={"code": "code-1"}, remembered=question.remembered
    )


def test_the_person_is_sent_to_x_with_all_that_it_asks_for(open_account):
    assert isinstance(KIND, AsksConsent)
    assert isinstance(KIND, Renews)
    question = KIND.consent(open_account(), redirect_uri=BACK, state="s")
    assert question.url.startswith("https://x.com/i/oauth2/authorize?")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(question.url).query).items()}
    assert asked["code_challenge_method"] == "S256"
    assert (asked["client_id"], asked["redirect_uri"], asked["state"]) == ("client", BACK, "s")
    assert {"tweet.write", "offline.access", "media.write", "dm.write"} <= set(
        asked["scope"].split()
    )
    assert question.remembered["verifier"] not in question.url


def test_direct_messages_are_asked_for_only_where_wanted(open_account):
    question = KIND.consent(open_account(direct_messages=False), redirect_uri=BACK, state="s")
    assert "dm." not in question.url


def test_the_code_becomes_tokens_and_we_know_who_we_are(sim, open_account):
    grant = granted(open_account(user_id="", username=""))
    assert grant.own_ids == (US,)
    assert grant.settings["username"] == "hanbit_kr"
    assert grant.secrets == {"access_token": sim.access_token, "refresh_token": sim.refresh_token}
    assert "offline.access" in grant.scopes
    assert grant.expires_at is None


@pytest.mark.parametrize("query", [{"error": "access_denied"}, {}, {"code": "guessed"}])
def test_a_no_changes_nothing(open_account, query):
    with pytest.raises(BrokenError) as broken:
        KIND.granted(
            open_account(), redirect_uri=BACK, query=query, remembered={"verifier": "v" * 64}
        )
    assert broken.value.needs_person


def test_a_confidential_app_signs_and_a_public_one_names_itself(sim, open_account):
    granted(open_account(secrets={"client_secret": "s3cret"}))
    granted(open_account())
    signed, named = (call for call in sim.place.calls if call.path == "/2/oauth2/token")
    assert signed.headers["Authorization"].startswith("Basic ")
    assert "client_id" not in signed.form
    assert named.form["client_id"] == "client"
    assert "Authorization" not in named.headers


def test_tokens_are_renewed_in_time_and_the_old_refresh_token_is_dead(sim, open_account):
    account = renewed(open_account(), granted(open_account()))
    assert KIND.renew(account) is None, "two hours are not over"
    with time_machine.travel(now() + timedelta(hours=1, minutes=50)):
        grant = KIND.renew(account)
    assert grant.secrets["refresh_token"] == sim.refresh_token != account.secrets["refresh_token"]
    list(KIND.pull(renewed(account, grant)))
    with time_machine.travel(now() + timedelta(hours=3)), pytest.raises(BrokenError) as broken:
        KIND.renew(account)
    assert (broken.value.code, broken.value.needs_person) == ("login", True)


def test_an_account_without_a_refresh_token_is_left_alone(sim, open_account):
    assert KIND.renew(open_account(secrets={"refresh_token": ""})) is None
    assert sim.place.calls == []


def test_without_a_client_id_it_is_said_at_once(open_account):
    with pytest.raises(BrokenError) as broken:
        KIND.consent(open_account(client_id=""), redirect_uri=BACK, state="s")
    assert broken.value.needs_person
