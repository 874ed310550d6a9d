"""Webhooks: the challenge, the signature, and whose it is."""

import json

import pytest
from django.test import RequestFactory
from tests.channels.x.bench import SECRET, pushed, status
from tests.channels.x.world import HANEUL, US

from hanjari.channels.contract import ForgedError, Greets, Raw, Routes
from hanjari.channels.kinds.x import KIND
from hanjari.channels.kinds.x.pushes import signed

pytestmark = pytest.mark.real_server


def greeted(access, **query):
    return KIND.greet(access, RequestFactory().get("/hooks/x/", query))


def test_the_challenge_is_answered_as_x_documents_it(open_account):
    assert isinstance(KIND, Greets)
    answer = json.loads(greeted(open_account(), crc_token="challenge_string").content)
    known = "sha256=v1WdiCVwy17uGTMWveHGlqQXN/qW1bQraNXXByRO2YA="  # openssl dgst -sha256 -hmac
    assert answer == {"response_token": signed(SECRET, b"challenge_string")}
    assert signed("consumer_secret", b"challenge_string") == known


def test_what_is_no_challenge_is_not_answered(open_account):
    assert greeted(open_account()) is None
    assert KIND.greet(open_account(), RequestFactory().post("/hooks/x/?crc_token=1")) is None
    with pytest.raises(ForgedError):
        greeted(open_account(), crc_token="x" * 1000)


def test_without_a_secret_nothing_is_believed(open_account):
    account = open_account(secrets={"consumer_secret": ""})
    with pytest.raises(ForgedError):
        greeted(account, crc_token="challenge_string")
    with pytest.raises(ForgedError):
        KIND.verify(account, pushed({"for_user_id": US}, secret=""))


def test_a_push_is_kept_byte_for_byte_and_twice_the_same(open_account):
    request = pushed({"for_user_id": US, "tweet_create_events": [status("5", "안녕")]})
    (first,), (second,) = KIND.verify(open_account(), request), KIND.verify(open_account(), request)
    assert first == second
    assert first.body == request.body


def test_one_app_serves_several_accounts():
    assert isinstance(KIND, Routes)
    for body, own in (
        ({"for_user_id": US}, US),
        ({"data": {"event_type": "post.create", "filter": {"user_id": HANEUL}}}, HANEUL),
        ({"user_event": {"revoke": {"source": {"user_id": US}}}}, ""),
        ({"data": {"event_type": "news.new", "filter": "x"}}, ""),
    ):
        assert KIND.whose(Raw(json.dumps(body).encode())) == own
    assert KIND.whose(Raw(b"{")) == ""
