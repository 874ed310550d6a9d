"""The steps of connecting, and the addresses to copy, on the pages where they are needed."""

import pytest
from django.test import Client
from tests.channels.consenting import Consenting
from tests.channels.test_consent import BACK, LIST, SENT, begun

from hanjari.channels import actions, registry
from hanjari.channels.contract import AsksConsent, Guides, Step
from hanjari.channels.models import Account


@pytest.fixture
def desk(yuna) -> Client:
    yuna.language = "en"
    yuna.save(update_fields=["language"])
    client = Client()
    client.force_login(yuna)
    return client


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("slug", ["x", "youtube"])
def test_the_connecting_page_shows_steps_scopes_and_the_redirect_address(desk, settings, slug):
    settings.PUBLIC_URL = "https://desk.example.kr"
    shown = page(desk, f"{LIST}connect/{slug}/")
    kind = registry.kind(slug)
    steps = kind.guide()
    assert shown.count("<li><span>") >= len(steps)
    places = [shown.index(step.url) for step in steps if step.url]
    assert places == sorted(places)
    assert f'value="https://desk.example.kr{BACK}"' in shown
    assert all(scope in shown for scope in kind.capabilities.scopes)
    assert "hooks/" not in shown


def test_a_place_without_steps_shows_none(desk):
    shown = page(desk, f"{LIST}connect/feed/")
    assert 'id="guide"' not in shown
    assert 'id="redirect-uri"' not in shown


def test_the_account_shows_its_own_push_address_and_folds_the_steps_once_connected(network, desk):
    desk.post(f"{LIST}connect/pretend/", SENT)
    account = Account.objects.get()
    shown = page(desk, f"{LIST}{account.pk}/")
    assert f'/hooks/{account.door}/"' in shown
    assert '<details class="guide" open>' in shown
    desk.get(BACK, {"state": begun(desk, account), "code": "c"})
    assert '<details class="guide">' in page(desk, f"{LIST}{account.pk}/")


def test_a_web_form_shows_its_door_in_its_own_way(desk, yuna):
    form = actions.connect_account("webform", actions.Connection("문의", {}), by=yuna)
    shown = page(desk, f"{LIST}{form.pk}/")
    assert "/hooks/" not in shown
    assert "/open/form/" in shown


class Guiding(Consenting):
    """A kind whose words would break out of the page."""

    def guide(self) -> list[Step]:
        return [Step("<b>keys</b>", 'https://x.example/"><script>')]


def test_what_a_kind_says_cannot_become_markup(desk, monkeypatch):
    kind = Guiding()
    known = {**registry.kinds(), kind.slug: kind}
    monkeypatch.setattr(registry, "kinds", lambda: known)
    shown = page(desk, f"{LIST}connect/pretend/")
    assert "<b>keys" not in shown
    assert "<script>" not in shown.split('id="guide"')[1].split("</section>")[0]


def test_every_kind_that_asks_for_consent_guides_there():
    for kind in registry.kinds().values():
        if isinstance(kind, AsksConsent):
            assert isinstance(kind, Guides)
            assert all(not step.url or step.url.startswith("https://") for step in kind.guide())
