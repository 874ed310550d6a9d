"""The first hour of a desk in a real Chromium: founded by the first key, a key added, logged in with it."""

import re

import pytest
from playwright.sync_api import Page
from tests.servers.browser import chromium, faults

pytestmark = [pytest.mark.browser, pytest.mark.real_server]
PASSWORD = "celadon-table-5"
PAGES = [
    "settings/members/", "settings/members/invite/", "settings/members/1/", "settings/roles/",
    "settings/roles/add/", "settings/departments/", "settings/hours/", "settings/organisation/",
    "settings/audit/", "mine/", "mine/sessions/", "account/2fa/", "account/password/change/",
]  # fmt: skip
DARK = {"settings/members/", "settings/hours/", "settings/audit/", "mine/"}


def name_of(house) -> str:
    """Browsers make keys for names, not for bare addresses."""
    return house.url.replace("127.0.0.1", "localhost")


def found_desk(page: Page, house) -> None:
    secret = re.search(r"/join/first/([\w-]+)/", house.said())[1]
    page.goto(f"{name_of(house)}/join/first/{secret}/")
    assert faults(page) == []
    page.fill("[name=organisation]", "한빛")
    page.fill("[name=name]", "유나")
    page.fill("[name=email]", "yuna@hanbit.example")
    for field in ("password", "again"):
        page.fill(f"[name={field}]", PASSWORD)
    page.click("main button.button--main")


def log_in(page: Page) -> None:
    page.fill("[name=login]", "yuna@hanbit.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main button.button--main")


def plug_in_a_key(page: Page) -> None:
    """Chromium's virtual authenticator: a key that is touched at once."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_the_first_hour_of_a_desk(house):
    with house.serving(), chromium() as browser:
        page = browser.new_context(locale="ko-KR").new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
        found_desk(page, house)
        assert "환영합니다" in page.inner_text("main")
        assert faults(page) == []
        log_in(page)
        add_a_department_by_keyboard(page, house)
        log_in_by_key(page, house)
        for path in PAGES:
            page.goto(f"{name_of(house)}/{path}")
            assert faults(page) == []
        page.set_viewport_size({"width": 360, "height": 800})
        page.emulate_media(color_scheme="dark")
        for path in PAGES:
            page.goto(f"{name_of(house)}/{path}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert path not in DARK or faults(page) == []
        assert not [words for words in complaints if "Content Security Policy" in words]
        open_the_first_key_again(page, house)


def add_a_department_by_keyboard(page: Page, house) -> None:
    page.goto(f"{name_of(house)}/settings/departments/")
    page.focus("main [name=name]")
    page.keyboard.type("Legal")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("main li:has-text('Legal')")


def log_in_by_key(page: Page, house) -> None:
    plug_in_a_key(page)
    page.goto(f"{name_of(house)}/account/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.click("main button.button--main")
    page.fill("[name=name]", "서랍 속 키")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    assert len(page.input_value("#recovery_codes").split()) == 10
    page.goto(f"{name_of(house)}/account/2fa/webauthn/")
    assert "서랍 속 키" in page.inner_text("main")
    page.goto(f"{name_of(house)}/account/logout/")
    page.click("main button.button--main")
    log_in(page)
    assert "/2fa/authenticate/" in page.url
    assert faults(page) == []
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url(lambda address: "/account/" not in address)
    assert page.goto(f"{name_of(house)}/mine/").status == 200


def open_the_first_key_again(page: Page, house) -> None:
    secret = re.search(r"/join/first/([\w-]+)/", house.said())[1]
    answer = page.goto(f"{name_of(house)}/join/first/{secret}/")
    assert answer.status == 410
    assert "쓸 수 없습니다" in page.inner_text("main")
    assert faults(page) == []
