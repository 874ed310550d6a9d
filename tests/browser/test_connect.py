"""The way to a network's own page and back, in a real browser under our own content policy."""

import os
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route
from tests.channels.x.simulator import XSimulator
from tests.servers.network import network

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

PICTURES = os.environ.get("HANJARI_PICTURES", "")
"""A folder, for whoever wants to look at the pages."""
AT_SIMULATOR = """from hanjari.channels.models import Account
for row in Account.objects.filter(kind="x"):
    row.settings["api"] = {!r}
    row.save(update_fields=["settings"])"""
SPEAK = "from hanjari.people.models import Member; Member.objects.update(language={!r})"
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .map(found => found.id + ": " + found.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | "))"""


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def test_a_person_connects_x_at_its_own_page_and_comes_back(desk):
    asked: list[dict[str, list[str]]] = []

    def x_page(route: Route) -> None:
        query = parse_qs(urlsplit(route.request.url).query)
        asked.append(query)
        back = f"{query['redirect_uri'][0]}?state={query['state'][0]}&code=code-1"
        route.fulfill(content_type="text/html", body=f'<a id="yes" href="{back}">Authorize</a>')

    with network() as place, desk.sits("yuna") as page:
        XSimulator(place)
        page.route("https://x.com/**", x_page)
        page.goto("/settings/channels/connect/x/")
        picture(page, "connect-ko")
        page.fill("input[name=account-name]", "한빛 X")
        page.fill("input[name=kind-client_id]", "client")
        page.locator("main form button[type=submit]").click()
        page.wait_for_selector("#yes")
        assert asked[0]["code_challenge_method"] == ["S256"]
        desk.tell(AT_SIMULATOR.format(place.url))
        page.click("#yes")
        page.wait_for_url("**/settings/channels/*/")
        shown = page.locator("main").inner_text()
        assert "다시 연결" in shown
        assert "hanbit_kr" in shown, "the checks say at once who we are"
        picture(page, "connected-ko")


@pytest.mark.parametrize(
    ("language", "light", "width", "height"),
    [("ko", "light", 1440, 900), ("en", "dark", 390, 844), ("ko", "dark", 390, 844)],
)
def test_the_pages_of_connecting_fit_and_have_no_faults(desk, axe, language, light, width, height):
    desk.tell(SPEAK.format(language))
    with desk.sits("yuna", width=width, height=height, color_scheme=light, bypass_csp=True) as page:
        page.route(
            "https://accounts.google.com/**",
            lambda route: route.fulfill(content_type="text/html", body="<p>Google</p>"),
        )
        for slug in ("x", "youtube"):
            page.goto(f"/settings/channels/connect/{slug}/")
            picture(page, f"{slug}-{language}-{light}-{width}")
            page.evaluate(axe)
            assert page.evaluate(RUN) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.fill("input[name=account-name]", "한빛 유튜브")
        page.fill("input[name=kind-client_id]", "client")
        page.fill("input[name=kind-client_secret]", "secret")
        page.locator("main form button[type=submit]").click()
        page.wait_for_url("https://accounts.google.com/**")
        page.goto("/settings/channels/")
        picture(page, f"list-{language}-{light}-{width}")
        page.get_by_role("link", name="한빛 유튜브").click()
        picture(page, f"waiting-{language}-{light}-{width}")
        page.evaluate(axe)
        assert page.evaluate(RUN) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_address_is_copied_by_its_button(desk):
    with desk.sits("yuna", permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto("/settings/channels/connect/x/")
        page.get_by_role("button", name="복사: 돌아올 주소(리디렉션, 콜백)").click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{desk.url}/settings/channels/consent/"
