"""Permission for the account that belongs to a Page, and health."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.channels.meta.graph import APP, IG, IG_NAME, PAGE, error

from hanjari.channels.contract import AsksConsent, BrokenError, Guides
from hanjari.channels.kinds.instagram import KIND
from hanjari.channels.kinds.instagram.consent import MESSAGE_SCOPES, PUBLISH_SCOPES, SCOPES
from hanjari.channels.kinds.instagram.form import InstagramForm
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
BACK = "https://desk.hanbit.example/back/"
EVERY = (*SCOPES, *MESSAGE_SCOPES, *PUBLISH_SCOPES)


def asked(access):
    question = KIND.consent(access, redirect_uri=BACK, state="s")
    return parse_qs(urlsplit(question.url).query)["scope"][0].split(",")


def granted(access):
    return KIND.granted(access, redirect_uri=BACK, query={"code": "code-1"}, remembered={})


def test_only_what_the_settings_need_is_asked_for(open_account):
    assert isinstance(KIND, AsksConsent)
    assert tuple(asked(open_account())) == EVERY
    assert tuple(asked(open_account(publish=False, direct_messages=False))) == SCOPES


def test_the_account_of_the_page_is_ours_and_its_page_is_subscribed(sim, open_account):
    sim.scopes, sim.subscribed = [(name, "granted") for name in EVERY], ["messages"]
    grant = granted(open_account())
    assert (grant.settings["ig_id"], grant.settings["username"]) == (IG, IG_NAME)
    assert (grant.settings["page_id"], grant.own_ids) == (PAGE, (IG,))
    assert grant.secrets == {"access_token": "page-1"}
    assert grant.scopes == EVERY
    assert grant.expires_at - now() > timedelta(days=89)
    assert sim.subscribed == ["messages", "feed"], "what the Page's own account wants stays"


def test_a_page_without_a_professional_account_is_told_what_to_do(sim, open_account):
    sim.pages[0].pop("instagram_business_account")
    with pytest.raises(BrokenError) as broken:
        granted(open_account())
    assert (broken.value.code, broken.value.needs_person) == ("no_instagram", True)
    assert "professional" in broken.value.words


def checks(access):
    return {str(check.name): check for check in KIND.health(access)}


def test_health_names_the_account_and_what_is_missing(sim, open_account):
    sim.others["narae"] = []
    well = checks(open_account(scopes=EVERY, others="narae"))
    assert all(check.is_well for check in well.values()), well
    assert IG_NAME in well["Connection to Instagram"].words
    ill = checks(open_account(scopes=SCOPES, others="narae\nlost.one"))
    assert "instagram_content_publish" in ill["Permissions"].words
    assert "lost.one" in ill["Other accounts"].words
    assert "narae" not in ill["Other accounts"].words
    sim.subscribed = []
    assert not checks(open_account())["News of the account"].is_well
    sim.fail(*[error(190, 463)] * 9)
    ill = [check for check in KIND.health(open_account(others="narae")) if not check.is_well]
    assert len(ill) == 5
    assert all(check.remedy for check in ill)


def test_the_form_takes_names_as_people_write_them():
    told = {"app_id": APP, "app_secret": "s", "verify_token": "long-enough-word"}
    form = InstagramForm({**told, "others": "@Narae.Official\n narae.official \nwater_kr"})
    assert form.is_valid(), form.errors
    assert set(InstagramForm.consent_fields) <= set(InstagramForm.base_fields)
    assert form.cleaned_data["others"] == "narae.official\nwater_kr"
    many = "\n".join(f"name{number}" for number in range(21))
    for wrong in ("나래", "a){id}", many):
        assert not InstagramForm({**told, "others": wrong}).is_valid()


def test_the_steps_begin_with_the_account_itself():
    assert isinstance(KIND, Guides)
    assert KIND.guide()[0].url.startswith("https://help.instagram.com/")
