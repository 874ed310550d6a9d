"""Webhooks: the handshake, both secrets, and the same push again."""

import pytest
from django.test import RequestFactory
from tests.channels.threads.bench import event, pushed
from tests.channels.threads.world import META_SECRET, VERIFY

from hanjari.channels.contract import ForgedError, Greets
from hanjari.channels.kinds.threads import KIND

pytestmark = pytest.mark.real_server
BODY = event("replies", {"id": "1", "username": "haneul", "text": "안녕"})


def greeted(access, **query):
    return KIND.greet(access, RequestFactory().get("/hooks/d00r/", query))


def test_the_handshake_gives_the_challenge_back(open_account):
    assert isinstance(KIND, Greets)
    asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}
    assert greeted(open_account(), **asked).content == b"1158201444"
    assert greeted(open_account()) is None
    for wrong in ({**asked, "hub.verify_token": "guessed"}, {**asked, "hub.challenge": ""}):
        with pytest.raises(ForgedError):
            greeted(open_account(), **wrong)


def test_either_secret_of_the_app_may_sign(open_account):
    (one,) = KIND.verify(open_account(), pushed(BODY))
    (other,) = KIND.verify(open_account(), pushed(BODY, META_SECRET))
    assert one.body == other.body == pushed(BODY).body


def test_without_secrets_nothing_is_believed(open_account):
    bare = open_account(secrets={"app_secret": "", "meta_secret": ""})
    with pytest.raises(ForgedError):
        KIND.verify(bare, pushed(BODY, ""))


def test_a_signed_body_that_is_no_json_is_kept_for_its_reason(open_account):
    assert len(KIND.verify(open_account(), pushed(b"{"))) == 1
