"""Permission: Threads' own page, long tokens, renewal, and what health says of it."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.channels.threads.world import APP, NAME, US

from hanjari.channels.contract import AsksConsent, BrokenError, Guides, Renews
from hanjari.channels.kinds.threads import KIND, consent
from hanjari.channels.kinds.threads.form import ThreadsForm
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
BACK = "https://desk.hanbit.example/back/"


def granted(access, **query):
    return KIND.granted(access, redirect_uri=BACK, query=query, remembered={})


def test_the_person_is_sent_to_threads_with_every_permission(open_account):
    assert isinstance(KIND, AsksConsent)
    question = KIND.consent(open_account(), redirect_uri=BACK, state="s")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(question.url).query).items()}
    assert question.url.startswith("https://threads.net/oauth/authorize?")
    assert asked == {
        "response_type": "code",
        "client_id": APP,
        "redirect_uri": BACK,
        "scope": ",".join(consent.SCOPES),
        "state": "s",
    }
    with pytest.raises(BrokenError):
        KIND.consent(open_account(app_id=""), redirect_uri=BACK, state="s")


@pytest.mark.parametrize("code", ["code-1", "code-1#_"])
def test_coming_back_gives_sixty_days_and_who_we_are(open_account, code):
    grant = granted(open_account(), code=code)
    assert grant.secrets == {"access_token": "long-2"}
    assert grant.own_ids == (US, NAME)
    assert grant.scopes == consent.SCOPES
    assert grant.settings["username"] == NAME
    assert grant.settings["token_ends"] > (now() + timedelta(days=59)).isoformat()
    assert grant.expires_at is None


def test_a_no_and_a_wrong_code_change_nothing(open_account):
    for query in ({"error": "access_denied"}, {"code": "wrong"}, {}):
        with pytest.raises(BrokenError):
            granted(open_account(), **query)


def test_what_threads_does_not_say_is_left_open(sim, open_account):
    sim.denied = {"debug_token"}
    assert granted(open_account(), code="code-1").scopes == ()


def test_a_token_is_renewed_in_time_and_not_too_early(sim, open_account):
    assert isinstance(KIND, Renews)
    assert KIND.renew(open_account()) is None
    soon = (now() + timedelta(days=20)).isoformat()
    grant = KIND.renew(open_account(token_ends=soon))
    assert grant.secrets == {"access_token": "long-3"}
    young = open_account(token_ends=soon, token_since=(now() - timedelta(hours=2)).isoformat())
    assert KIND.renew(young) is None
    assert KIND.renew(open_account(secrets={"access_token": ""})) is None


def test_a_revoked_token_asks_for_a_person(sim, open_account):
    sim.token = "revoked"
    with pytest.raises(BrokenError) as broken:
        KIND.renew(open_account(token_ends=""))
    assert broken.value.needs_person


class TestHealth:
    def ill(self, access):
        return {check.name for check in KIND.health(access) if not check.is_well}

    def test_all_is_well(self, open_account):
        assert self.ill(open_account(scopes=consent.SCOPES, pushed_at=now())) == set()

    def test_what_is_missing_is_named(self, sim, open_account):
        checks = KIND.health(open_account(scopes=consent.SCOPES[:-1]))
        assert any("threads_delete" in check.words for check in checks if not check.is_well)

    def test_an_end_in_sight_a_long_silence_and_no_room_are_told(self, sim, open_account):
        soon = (now() + timedelta(days=3)).isoformat()
        assert len(self.ill(open_account(token_ends=soon))) == 1
        assert len(self.ill(open_account(pushed_at=now() - timedelta(days=30)))) == 1
        sim.used = 250
        assert len(self.ill(open_account())) == 1

    def test_before_consent_it_says_so(self, open_account):
        checks = KIND.health(open_account(secrets={"access_token": ""}))
        assert all(check.words and check.remedy for check in checks if not check.is_well)
        assert self.ill(open_account(secrets={"access_token": ""}))


def test_the_form_takes_what_a_day_allows():
    assert isinstance(KIND, Guides)
    assert len(KIND.guide()) >= 4
    keys = {"app_id": APP, "app_secret": "s"}
    form = ThreadsForm({**keys, "queries": " 정수기 \n정수기\n\n#한빛"})
    assert form.is_valid()
    assert form.cleaned_data["queries"] == "정수기\n#한빛"
    assert not ThreadsForm({**keys, "queries": "\n".join("abcdefgh")}).is_valid()
    assert not ThreadsForm({**keys, "queries": "가" * 101}).is_valid()
    assert not ThreadsForm({**keys, "app_id": "my-app"}).is_valid()
