"""The widget on a company's site, in a real browser: framed there and nowhere else, safe for Korean typing."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect, sync_playwright
from tests.servers.house import House
from tests.servers.ports import absent
from tests.servers.web import Page as Answer
from tests.servers.web import WebServer, running_web_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHROMIUM = Path("/usr/bin/chromium")
CONNECT = """
from hanjari.demo.cast import seat_hanbit
from hanjari.channels import actions
from hanjari.channels.models import Account
yuna = seat_hanbit().members["yuna"]
form = actions.connect_account("webform", actions.Connection("문의", {{"origins": "{site}"}}), by=yuna)
Account.objects.filter(pk=form.pk).update(door="hanbit")
"""
STORED = """
from hanjari.channels.models import RawPayload
import json
print(json.dumps([json.loads(bytes(row.body))["text"] for row in RawPayload.objects.order_by("pk")]))
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        absent("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def site() -> Iterator[WebServer]:
    """The company's own site."""
    with running_web_server() as server:
        yield server


@pytest.fixture(scope="module")
def stranger() -> Iterator[WebServer]:
    """Somebody else's site."""
    with running_web_server() as server:
        yield server


@pytest.fixture(scope="module")
def desk(tmp_path_factory, prepared_home, site, stranger) -> Iterator[House]:
    home = tmp_path_factory.mktemp("widget") / "home"
    shutil.copytree(prepared_home, home)
    served = House(home)
    served.tell(CONNECT.format(site=site.url("").rstrip("/")))
    for server in (site, stranger):
        snippet = (
            f'<script src="{served.url}/static/channels/widget.js"'
            f' data-form="{served.url}/open/form/hanbit/" data-label="문의하기" defer></script>'
        )
        page = f'<!doctype html><html lang="ko"><title>한빛</title><h1>정수기</h1>{snippet}</html>'
        strict = {
            "Content-Security-Policy": f"default-src 'none'; script-src {served.url}; frame-src {served.url}"
        }
        server.pages["/"] = Answer(page.encode(), headers=strict)
    with served.serving():
        yield served


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context(locale="ko-KR", viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def opened(page: Page, site: WebServer) -> Frame:
    page.goto(site.url("/"))
    page.get_by_role("button", name="문의하기").click()
    page.wait_for_timeout(1500)
    return page.frames[-1]


def test_a_visitor_writes_in_the_widget_and_follows_the_talk_there(desk, page, site) -> None:
    frame = opened(page, site)
    frame.fill("#id_text", "정수기에서 소리가 나요")
    frame.get_by_role("button", name="보내기").click()
    expect(frame.locator("#said")).to_contain_text("정수기에서 소리가 나요")
    assert "/open/talk/" in frame.url
    assert "정수기에서 소리가 나요" in json.loads(desk.tell(STORED))


def test_nothing_is_loaded_before_somebody_asks(desk, page, site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.url("/"))
    page.wait_for_timeout(500)
    assert [url for url in asked if "/open/" in url] == []


def test_a_strangers_site_cannot_show_the_form(desk, page, stranger) -> None:
    refused: list[str] = []
    page.on("console", lambda told: refused.append(told.text))
    frame = opened(page, stranger)
    assert frame.query_selector("#id_text") is None
    assert any("frame-ancestors" in text for text in refused)


def test_enter_that_ends_a_korean_syllable_sends_nothing(desk, page) -> None:
    page.goto(f"{desk.url}/open/form/hanbit/")
    page.fill("#id_text", "이름을 적는 중")
    page.focus("#id_name")
    keyboard = page.context.new_cdp_session(page)
    keyboard.send(
        "Input.imeSetComposition", {"text": "하늘", "selectionStart": 2, "selectionEnd": 2}
    )
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    keyboard.send("Input.insertText", {"text": "하늘"})
    assert page.url.endswith("/open/form/hanbit/")
    assert page.input_value("#id_name") == "하늘"


def test_the_page_works_without_javascript(desk, browser) -> None:
    context = browser.new_context(locale="ko-KR", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk.url}/open/form/hanbit/")
    page.fill("#id_text", "스크립트 없이도 됩니다")
    page.get_by_role("button", name="보내기").click()
    expect(page.locator("#said")).to_contain_text("스크립트 없이도 됩니다")
    context.close()
