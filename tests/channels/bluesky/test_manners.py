"""What the network says when it says no, and how much is left by its own count."""

import httpx
import pytest
from tests.channels.bluesky.conftest import pulled
from tests.servers.network import Reply, network

from hanjari.channels.contract import Access, BrokenError, Outgoing, RefusedError, UnsureError
from hanjari.channels.kinds.bluesky import KIND
from hanjari.channels.kinds.bluesky.api import QUOTAS
from hanjari.channels.kinds.bluesky.manners import BlueskyManners
from hanjari.kit.clock import now

DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"


def headers(**more: object) -> httpx.Headers:
    reset = int(now().timestamp()) + 120
    told = {"limit": 3000, "remaining": 12, "reset": reset, "policy": "3000;w=300", **more}
    return httpx.Headers({f"ratelimit-{name}": str(value) for name, value in told.items()})


def test_the_policy_tells_which_limit_is_meant():
    manners = BlueskyManners(QUOTAS)
    (limit,) = manners.limits(headers())
    assert (limit.name, limit.remaining, limit.most) == ("requests", 12, 3000)
    assert 110 < (limit.resets_at - now()).total_seconds() < 121
    (limit,) = manners.limits(headers(policy="35000;w=86400", remaining=0))
    assert limit.name == "points_day"
    for odd in ({"policy": "7;w=1"}, {"remaining": "many"}, {"reset": ""}):
        assert list(manners.limits(headers(**odd))) == []


@pytest.fixture
def pds():
    with network() as place:
        yield place


@pytest.fixture
def access(pds) -> Access:
    settings = {"did": DID, "pds": pds.url}
    return Access(7, "한빛", settings, {"access_token": "a"}, {}, (DID,))


@pytest.mark.real_server
@pytest.mark.parametrize(
    ("status", "error", "code", "needs_person"),
    [
        (400, "ExpiredToken", "expired", False),
        (400, "InvalidToken", "login", True),
        (401, "AuthMissing", "login", True),
        (400, "AccountTakedown", "closed", True),
        (429, "RateLimitExceeded", "rate", False),
        (502, "UpstreamFailure", "http_502", False),
        (400, "InvalidRequest", "invalid", False),
    ],
)
def test_each_refusal_is_told_in_plain_words(pds, access, status, error, code, needs_person):
    body = {"error": error, "message": "said by the server"}
    pds.answer("GET", "/xrpc/app.bsky.notification.listNotifications", status, body, headers())
    with pytest.raises(BrokenError) as broken:
        pulled(access)
    assert (broken.value.code, broken.value.needs_person) == (code, needs_person)
    assert broken.value.words
    if code == "rate":
        assert 100 < broken.value.retry_after < 121


@pytest.mark.real_server
@pytest.mark.parametrize(
    ("reply", "raised"),
    [
        (Reply(500, {"error": "InternalServerError"}), UnsureError),
        (Reply(429, {"error": "RateLimitExceeded"}, {"ratelimit-reset": "60"}), RefusedError),
        (Reply(400, {"error": "InvalidRequest", "message": "text too long"}), RefusedError),
        (Reply(200, {}), UnsureError),
        (Reply(200, b"<html>"), UnsureError),
    ],
)
def test_a_post_that_did_not_surely_go_out_is_never_called_sent(pds, access, reply, raised):
    missing = {"error": "RecordNotFound", "message": "Could not locate record"}
    pds.answer("GET", "/xrpc/com.atproto.repo.getRecord", 400, missing)
    pds.on("POST", "/xrpc/com.atproto.repo.createRecord", lambda _call: reply)
    with pytest.raises(raised):
        KIND.send(access, Outgoing("k", "답"))
    assert len([one for one in pds.calls if one.method == "POST"]) == 1


@pytest.mark.real_server
@pytest.mark.parametrize("body", [{"notifications": 7}, {"notifications": [7, {"uri": 5}]}])
def test_what_is_no_post_is_no_message(pds, access, body):
    pds.answer("GET", "/xrpc/app.bsky.notification.listNotifications", 200, body)
    assert pulled(access)[0] == []


@pytest.mark.real_server
@pytest.mark.parametrize("body", [[], b"x"])
def test_what_the_network_garbles_is_said_to_be_garbled(pds, access, body):
    pds.answer("GET", "/xrpc/app.bsky.notification.listNotifications", 200, body)
    with pytest.raises(BrokenError) as broken:
        pulled(access)
    assert broken.value.code == "garbled"
