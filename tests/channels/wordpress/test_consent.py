"""The button: a real browser's way through WordPress's own page, played by hand over http."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from hanjari.channels.contract import AsksConsent, BrokenError, Guides
from hanjari.channels.kinds.wordpress import KIND

pytestmark = pytest.mark.real_server
BACK = "http://desk.hanbit.example/channels/consent/"


@pytest.fixture
def bare(open_account):
    """A site of which only the address was typed."""
    access = open_account()
    return replace(access, settings={"site": access.settings["site"]}, secrets={})


@pytest.fixture
def visitor(site):
    """Somebody who is logged in at WordPress in a browser."""
    with httpx.Client(base_url=site.url, trust_env=False, follow_redirects=False) as browser:
        browser.get("/wp-login.php")
        form = {"log": "desk", "pwd": "hanbit-desk-2011", "testcookie": "1"}
        assert browser.post("/wp-login.php", data=form).status_code == 302
        yield browser


def pressed(visitor, page: str, button: str) -> dict[str, str]:
    """The page's form sent with this button; the query with which WordPress sends the person back."""
    shown = visitor.get(page)
    assert shown.status_code == 200, shown.text
    fields = dict(
        re.findall(r'<input type="hidden"[^>]*? name="(\w+)" value="([^"]*)"', shown.text)
    )
    told = {name: unescape(value) for name, value in fields.items()}
    (name,) = re.findall(r'name="app_name" value="([^"]*)"', shown.text)
    told |= {"app_name": unescape(name), button: "1"}
    answer = visitor.post("/wp-admin/authorize-application.php", data=told)
    assert answer.status_code == 302, answer.text
    place = answer.headers["Location"]
    assert place.startswith(BACK)
    return {name: values[-1] for name, values in parse_qs(urlsplit(place).query).items()}


def test_yes_brings_a_password_that_works_and_who_we_are(site, bare, visitor):
    question = KIND.consent(bare, redirect_uri=BACK, state="st/ate=1")
    query = pressed(visitor, question.url, "approve")
    assert query["state"] == "st/ate=1"
    grant = KIND.granted(bare, redirect_uri=BACK, query=query, remembered={})
    assert grant.settings["username"] == "desk"
    assert grant.own_ids == (f"user:{site.people['desk']['id']}",)
    assert "moderate_comments" in grant.scopes
    login = ("desk", grant.secrets["password"])
    me = httpx.get(f"{site.url}/wp-json/wp/v2/users/me", auth=login, trust_env=False)
    assert me.status_code == 200
    connected = replace(bare, settings={**bare.settings, **grant.settings}, secrets=grant.secrets)
    again = KIND.consent(connected, redirect_uri=BACK, state="again")
    assert (
        parse_qs(urlsplit(again.url).query)["app_name"]
        != parse_qs(urlsplit(question.url).query)["app_name"]
    ), "WordPress takes no name twice"


def test_no_changes_nothing(bare, visitor):
    question = KIND.consent(bare, redirect_uri=BACK, state="s")
    query = pressed(visitor, question.url, "reject")
    with pytest.raises(BrokenError) as broken:
        KIND.granted(bare, redirect_uri=BACK, query=query, remembered={})
    assert broken.value.code == "no_consent"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"user_login": "desk", "password": "wrong"}, "rest_not_logged_in"),
        ({"user_login": "desk", "password": "x", "site_url": "https://other.example"}, "other_site"),
        ({"user_login": "desk"}, "no_consent"),
        ({}, "no_consent"),
    ],
)  # fmt: skip
def test_what_did_not_come_from_this_site_is_not_taken(bare, query, code):
    with pytest.raises(BrokenError) as broken:
        KIND.granted(bare, redirect_uri=BACK, query=query, remembered={})
    assert broken.value.code == code
    assert broken.value.needs_person


def test_a_typed_password_needs_no_button(open_account):
    assert KIND.consent(open_account(), redirect_uri=BACK, state="s") is None


def test_application_passwords_that_are_off_are_said_so(site, bare):
    off = "add_filter('wp_is_application_passwords_available', '__return_false');"
    with site.broken(off), pytest.raises(BrokenError) as broken:
        KIND.consent(bare, redirect_uri=BACK, state="s")
    assert broken.value.code == "application_passwords_disabled"


def test_the_steps_are_told():
    assert isinstance(KIND, Guides)
    assert isinstance(KIND, AsksConsent)
    assert len(KIND.guide()) == 3
