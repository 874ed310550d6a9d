"""Being let in: an app at that server and OAuth, or a pasted token; against mastodon-mock and its odd kin."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from tests.channels.mastodon.conftest import OWN, access_to
from tests.channels.mastodon.simulator import TOKEN
from tests.channels.mastodon.world import account
from tests.servers.mastodon import mastodon_server
from tests.servers.mastodon.running import US
from tests.servers.network import Reply

from hanjari.channels.contract import Access, BrokenError
from hanjari.channels.kinds.mastodon import KIND
from hanjari.channels.kinds.mastodon.consent import SCOPES, covers
from hanjari.channels.kinds.mastodon.form import MastodonForm
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
BACK = "https://desk.example.kr/channels/consent/"


def asked(access: Access) -> tuple[dict[str, str], dict[str, str]]:
    question = KIND.consent(access, redirect_uri=BACK, state="s1")
    query = {name: one[0] for name, one in parse_qs(urlsplit(question.url).query).items()}
    return query, question.remembered


def test_the_whole_dance_with_a_server_that_others_wrote(settings):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    server = mastodon_server()
    server.reset()
    access = Access(7, "한빛", {"server": server.url, "login": "consent"}, {}, {})
    question = KIND.consent(access, redirect_uri=BACK, state="s1")
    form = parse_qs(urlsplit(question.url).query)
    picked = {name: form[name][0] for name in ("redirect_uri", "client_id", "scope", "state")}
    page = f"{server.url}/oauth/authorize"
    said = httpx.post(page, data={**picked, "username": US}, trust_env=False)
    back = urlsplit(said.headers["location"])
    assert f"{back.scheme}://{back.netloc}{back.path}" == BACK
    query = parse_qs(back.query)
    assert query["state"] == ["s1"]
    grant = KIND.granted(
        access, redirect_uri=BACK, query={"code": query["code"][0]}, remembered=question.remembered
    )
    assert grant.own_ids == (server.number(US),)
    assert set(SCOPES) <= set(grant.scopes)
    connected = replace(
        access, secrets=grant.secrets, settings={**access.settings, **grant.settings}
    )
    assert all(check.is_well for check in KIND.health(connected))


def test_an_app_is_registered_and_pkce_used_where_the_server_knows_it(sim, open_account):
    sim.place.answer("POST", "/api/v1/apps", 200, {"client_id": "c", "client_secret": "s"})
    sim.place.answer(
        "GET",
        "/.well-known/oauth-authorization-server",
        200,
        {"code_challenge_methods_supported": ["S256"], "scopes_supported": ["read", "write"]},
    )
    query, remembered = asked(open_account(login="consent"))
    assert query["redirect_uri"] == BACK
    assert (query["state"], query["client_id"]) == ("s1", "c")
    assert query["code_challenge_method"] == "S256"
    assert query["scope"] == "read write", "this server knows no finer ones"
    assert remembered["client_secret"] == "s"
    app = next(call for call in sim.place.calls if call.path == "/api/v1/apps")
    assert app.form["redirect_uris"] == BACK


def test_an_older_server_is_asked_without_pkce_and_with_fine_scopes(sim, open_account):
    sim.place.answer("POST", "/api/v1/apps", 200, {"client_id": "c", "client_secret": "s"})
    query, remembered = asked(open_account(login="consent"))
    assert "code_challenge" not in query
    assert query["scope"] == "read write:statuses write:media"
    token = {"access_token": TOKEN, "scope": "read write", "refresh_token": "r", "expires_in": 600}
    sim.place.answer("POST", "/oauth/token", 200, token)
    grant = KIND.granted(
        open_account(login="consent"), redirect_uri=BACK, query={"code": "x"}, remembered=remembered
    )
    assert grant.secrets["access_token"] == TOKEN
    assert grant.secrets["refresh_token"] == "r"
    assert grant.settings["user_id"] == OWN
    assert set(SCOPES) <= set(grant.scopes)
    assert grant.expires_at is None, "renewed by itself"


def test_a_no_is_told_and_changes_nothing(sim, open_account):
    with pytest.raises(BrokenError) as broken:
        KIND.granted(
            open_account(), redirect_uri=BACK, query={"error": "access_denied"}, remembered={}
        )
    assert broken.value.needs_person
    sim.place.answer("POST", "/api/v1/apps", 422, {"error": "Redirect URI must be absolute"})
    with pytest.raises(BrokenError, match="Redirect URI"):
        asked(open_account(login="consent"))
    sim.place.answer("POST", "/api/v1/apps", 200, {"client_id": None})
    with pytest.raises(BrokenError):
        asked(open_account(login="consent"))


def test_a_pasted_token_needs_no_consent_and_is_introduced_once(sim, open_account):
    access = open_account(own_ids=())
    assert KIND.consent(access, redirect_uri=BACK, state="s") is None
    sim.place.answer("GET", "/api/v1/apps/verify_credentials", 200, {"scopes": ["read", "write"]})
    grant = KIND.renew(access)
    assert grant.own_ids == (OWN,)
    assert set(SCOPES) <= set(grant.scopes)
    assert grant.secrets == {}
    assert KIND.renew(open_account()) is None, "known by now"
    sim.token = "revoked"
    with pytest.raises(BrokenError) as broken:
        KIND.renew(access)
    assert broken.value.needs_person


def test_tokens_that_end_are_renewed_in_time(sim, open_account):
    secrets = {"access_token": "old", "refresh_token": "r1", "client_id": "c", "client_secret": "s"}
    told = {"access_token": "new", "refresh_token": "r2", "expires_in": 7200, "scope": "read write"}
    sim.place.answer("POST", "/oauth/token", 200, told)
    soon = (now() + timedelta(minutes=5)).isoformat()
    grant = KIND.renew(open_account(secrets=secrets, token_ends=soon))
    assert (grant.secrets["access_token"], grant.secrets["refresh_token"]) == ("new", "r2")
    assert sim.place.calls[-1].form["grant_type"] == "refresh_token"
    late = (now() + timedelta(days=5)).isoformat()
    assert KIND.renew(open_account(secrets=secrets, token_ends=late)) is None
    assert KIND.renew(open_account(secrets=secrets)) is None, "no end is known"


def test_wide_scopes_cover_the_finer_ones():
    assert set(SCOPES) <= set(covers(("read", "write")))
    assert "write:media" not in covers(("read", "write:statuses"))


@pytest.mark.parametrize(
    ("told", "server"),
    [
        ("sol.example", "https://sol.example"),
        (" https://sol.example/@hanbit ", "https://sol.example"),
        ("@hanbit@sol.example", "https://sol.example"),
        ("sol.example:8443", "https://sol.example:8443"),
        ("마을.example", "https://xn--hz2bq0w.example"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
    ],
)
def test_a_server_may_be_typed_in_many_ways(settings, told, server):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    form = MastodonForm({"server": told, "recheck_days": 3, "hashtags": "#물 ＃정수기"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["server"] == server
    assert form.cleaned_data["hashtags"] == "물\n정수기"


@pytest.mark.parametrize(
    "told", ["", "http://sol.example", "ftp://sol.example", "https://a:b@sol.example", "so l", "https://", "sol.example:x"]
)  # fmt: skip
def test_what_is_no_server_is_refused(settings, told):
    settings.ALLOW_PRIVATE_HOSTS = []
    assert "server" in MastodonForm({"server": told, "recheck_days": 3}).errors


def test_whoever_pastes_a_token_means_to_be_let_in_by_it():
    told = {"server": "sol.example", "recheck_days": 3, "login": "consent"}
    pasted = MastodonForm({**told, "access_token": "t"})
    assert pasted.is_valid()
    assert pasted.cleaned_data["login"] == "token"
    asking = MastodonForm(told)
    assert asking.is_valid()
    assert asking.cleaned_data["login"] == "consent"


def test_a_private_address_is_not_called_without_the_operator_s_word(settings, sim):
    settings.ALLOW_PRIVATE_HOSTS = []
    with pytest.raises(BrokenError) as broken:
        list(KIND.pull(access_to(sim)))
    assert broken.value.code == "forbidden_address"
    assert sim.place.calls == []


def test_health_names_what_is_missing_and_what_to_do(sim, open_account):
    sim.fail("GET", "/api/v1/timelines/tag", Reply(422, {"error": "no"}))
    access = open_account(scopes=("read",), hashtags="물", lists="없는 목록", streams=False)
    ill = {str(check.words): check for check in KIND.health(access) if not check.is_well}
    words = " ".join(ill)
    assert "write:statuses" in words
    assert "없는 목록" in words
    assert "#물" in words
    assert all(check.remedy for check in ill.values())
    sim.streams.has_sse = False
    assert [check for check in KIND.health(open_account()) if not check.is_well]
    sim.place.answer("GET", "/api/v1/accounts/verify_credentials", 200, account("hanbit"))
    assert any("500" in str(check.words) for check in KIND.health(open_account()))
