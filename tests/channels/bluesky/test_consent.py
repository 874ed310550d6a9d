"""Permission in the protocol's profile of OAuth, before a server that checks every signature."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import RequestFactory
from tests.channels.bluesky.authority import DID, HANDLE, Authority
from tests.servers.network import Reply, network

from hanjari.channels.contract import Access, AsksConsent, BrokenError, Grant, Greets, Renews
from hanjari.channels.kinds.bluesky import KIND, proofs
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
DOOR = "https://desk.hanbit.example/hooks/abcDEF123/"
BACK = "https://desk.hanbit.example/channels/consent/back/"
LOCAL_BACK = "http://127.0.0.1:8000/channels/consent/back/"


class World:
    """The account as it stands, and the server that reads its document at its door."""

    def __init__(self, place) -> None:
        self.authority = Authority(place, self.document)
        self.access = Access(7, "한빛", self.authority.settings(), {}, {}, door_url=DOOR)

    def document(self, client_id: str) -> dict[str, Any]:
        """As the server fetches it: by the very address that is our name."""
        parts = urlsplit(client_id)
        if client_id.startswith("http://localhost?"):
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            back = {"redirect_uris": [asked["redirect_uri"]], "scope": asked["scope"]}
            return {**back, "token_endpoint_auth_method": "none"}
        assert not parts.path.endswith("/")
        request = RequestFactory().get(f"{parts.path}?{parts.query}")
        found = json.loads(KIND.greet(self.access, request).content)
        assert found["client_id"] == client_id
        return found

    def keep(self, grant: Grant | None) -> Grant:
        """As the house keeps it."""
        assert grant is not None
        self.access = replace(
            self.access,
            settings={**self.access.settings, **grant.settings},
            secrets={**self.access.secrets, **grant.secrets},
            own_ids=grant.own_ids,
        )
        return grant

    def ask(self, back: str = BACK):
        return KIND.consent(self.access, redirect_uri=back, state="st")

    def come_back(self, question, back: str = BACK, **query: str) -> Grant:
        told = {**self.authority.says_yes(question.url), **query}
        return KIND.granted(
            self.access, redirect_uri=back, query=told, remembered=question.remembered
        )


@pytest.fixture
def world() -> Iterator[World]:
    with network() as place:
        yield World(place)


def test_a_public_desk_shows_who_it_is_by_a_key_of_its_own(world):
    assert isinstance(KIND, AsksConsent)
    assert isinstance(KIND, Renews)
    assert isinstance(KIND, Greets)
    world.keep(KIND.renew(world.access))
    assert KIND.renew(world.access) is None, "the key is made once"
    question = world.ask()
    assert question.url.startswith(f"{world.authority.url}/oauth/authorize?")
    assert "challenge" not in question.url, "all that matters was pushed"
    grant = world.keep(world.come_back(question))
    assert grant.own_ids == (DID,)
    assert grant.settings["username"] == HANDLE
    assert grant.settings["pds"] == world.authority.url
    assert grant.scopes == ("atproto", "transition:generic")
    assert timedelta(days=700) < grant.expires_at - now() < timedelta(days=731)
    assert "client_assertion" in world.authority.place.calls[-1].form
    assert all(one.is_well for one in KIND.health(world.access)[:1])
    assert world.authority.refused == []


def test_tokens_are_renewed_in_time_and_each_refresh_token_is_good_once(world):
    world.keep(KIND.renew(world.access))
    world.keep(world.come_back(world.ask()))
    assert KIND.renew(world.access) is None
    first = world.access
    with time_machine.travel(now() + timedelta(minutes=50), tick=True):
        grant = world.keep(KIND.renew(world.access))
    assert grant.secrets["refresh_token"] != first.secrets["refresh_token"]
    assert grant.own_ids == (DID,)
    assert world.access.secrets["dpop_key"] == first.secrets["dpop_key"]
    assert KIND.health(world.access)[0].is_well
    later = time_machine.travel(now() + timedelta(minutes=50), tick=True)
    with later, pytest.raises(BrokenError) as broken:
        KIND.renew(first)
    assert broken.value.needs_person


def test_a_desk_on_this_machine_needs_no_document_and_must_come_again_in_two_weeks(world):
    world.access = replace(world.access, door_url="http://127.0.0.1:8000/hooks/abc/")
    question = world.ask(LOCAL_BACK)
    assert question.url.count("http%3A%2F%2Flocalhost%3Fredirect_uri") == 1
    grant = world.keep(world.come_back(question, LOCAL_BACK))
    assert grant.expires_at - now() < timedelta(days=14)
    with time_machine.travel(now() + timedelta(minutes=50), tick=True):
        later = world.keep(KIND.renew(world.access))
    assert later.expires_at == grant.expires_at, "renewing does not move the end"
    assert world.authority.refused == []


def test_a_desk_that_its_owner_reaches_by_no_such_address_is_told_so(world):
    world.access = replace(world.access, door_url="http://desk.local/hooks/abc/")
    with pytest.raises(BrokenError, match="https") as broken:
        world.ask("http://desk.local/back/")
    assert broken.value.needs_person


def test_with_an_app_password_nobody_is_sent_anywhere(world):
    world.access.secrets["app_password"] = "abcd-efgh-ijkl-mnop"
    assert world.ask() is None
    assert world.authority.place.calls == []


def test_the_document_is_told_only_for_ways_back_to_this_desk(world):
    def told(query: str, method: str = "get"):
        request = getattr(RequestFactory(), method)(f"/hooks/abcDEF123{query}")
        return KIND.greet(world.access, request)

    assert told("") is None
    assert told("?redirect_uri=https%3A%2F%2Fevil.example%2F") is None
    assert told("?redirect_uri=https%3A%2F%2Fdesk.hanbit.example.evil.example%2F") is None
    assert told("?redirect_uri=https%3A%2F%2Fdesk.hanbit.example%2Fa", "post") is None
    world.keep(KIND.renew(world.access))
    document = told("?redirect_uri=https%3A%2F%2Fdesk.hanbit.example%2Fa").content.decode()
    assert "PRIVATE" not in document
    assert '"d"' not in document


@pytest.mark.parametrize("iss", ["https://evil.example", ""])
def test_an_answer_from_another_server_is_not_believed(world, iss):
    question = world.ask()
    with pytest.raises(BrokenError, match="다른 서버"):
        world.come_back(question, iss=iss)


def test_somebody_elses_yes_is_not_taken(world):
    question = world.ask()
    world.authority.sub = "did:plc:44ybard66vv44zksje25o7dz"
    with pytest.raises(BrokenError, match=HANDLE) as broken:
        world.come_back(question)
    assert broken.value.needs_person


def test_who_says_no_changes_nothing(world):
    question = world.ask()
    told = {"error": "access_denied", "iss": world.authority.url}
    with pytest.raises(BrokenError, match="access_denied"):
        KIND.granted(world.access, redirect_uri=BACK, query=told, remembered=question.remembered)


@pytest.mark.parametrize(
    "body",
    [
        {"issuer": "https://evil.example"},
        {"scopes_supported": ["openid"]},
        {"token_endpoint": "ftp://evil.example/token"},
        {"pushed_authorization_request_endpoint": ""},
    ],
)
def test_a_server_that_is_unclear_about_itself_is_not_asked(world, body):
    good = world.authority.metadata(None).body
    path = "/.well-known/oauth-authorization-server"
    world.authority.place.on("GET", path, lambda _call: Reply(200, {**good, **body}))
    with pytest.raises(BrokenError) as broken:
        world.ask()
    assert broken.value.code == "untrusted"


def test_a_handle_that_its_account_does_not_own_is_not_believed(world):
    world.authority.handle = "somebody.else.example"
    with pytest.raises(BrokenError, match="이 계정의 것이 아닙니다"):
        world.ask()


def test_a_token_with_a_strangers_key_is_of_no_use(world):
    world.keep(world.come_back(world.ask()))
    stolen = {**world.access.secrets, "dpop_key": proofs.new_key()}
    check = KIND.health(replace(world.access, secrets=stolen))[0]
    assert not check.is_well
    assert check.remedy
