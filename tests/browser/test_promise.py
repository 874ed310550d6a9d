"""A promise is kept by one key, or by a button without scripts, and opened again where that was wrong."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

PROMISE = r"\d+월 \d+일까지"
"""The demo promises for nine days from the day it is told, so its words differ from day to day."""


def open_talk(page: Page) -> None:
    """The demo's conversation in which a change was promised."""
    page.goto("/inbox/?view=all")
    page.get_by_role("link", name="바람", exact=True).first.click()
    expect(page.locator("#promises")).to_contain_text(re.compile(PROMISE))


def test_a_promise_is_kept_by_a_key_and_opened_again(told_desk):
    with told_desk.sits("minseo") as page:
        open_talk(page)
        page.keyboard.press("y")
        expect(page.locator("#promises")).not_to_contain_text(re.compile(PROMISE))
        expect(page.locator("#person")).to_contain_text("지킨 약속")
        page.get_by_role("button", name=re.compile(f"다시 열기: {PROMISE}")).click()
        expect(page.locator("#promises")).to_contain_text(re.compile(PROMISE))


def test_an_answer_that_comes_after_the_live_news_of_it_is_still_shown(told_desk):
    def arrive_late(route: Route) -> None:
        answer = route.fetch()
        page.wait_for_timeout(2000)
        route.fulfill(response=answer)

    with told_desk.sits("minseo") as page:
        open_talk(page)
        page.route("**/keep/**", arrive_late)
        with page.expect_request("**/row/**"):  # the news: the row is read again, the thread waits
            page.keyboard.press("y")
        page.get_by_role("button", name=re.compile(f"다시 열기: {PROMISE}")).click()
        expect(page.locator("#promises")).to_contain_text(re.compile(PROMISE))


def test_a_promise_is_kept_without_scripts(told_desk):
    with told_desk.sits("minseo", java_script_enabled=False) as page:
        open_talk(page)
        page.get_by_role("button", name=re.compile(f"지켰어요: {PROMISE}")).click()
        expect(page.locator("#promises")).not_to_contain_text(re.compile(PROMISE))
        page.get_by_role("button", name=re.compile(f"다시 열기: {PROMISE}")).click()
        expect(page.locator("#promises")).to_contain_text(re.compile(PROMISE))


def test_taking_a_promise_back_asks_for_a_reason_in_a_dialog(told_desk):
    with told_desk.sits("minseo") as page:
        open_talk(page)
        page.get_by_role("link", name=re.compile(f"거두기: {PROMISE}")).click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_label("까닭")).to_be_visible()
        dialog.get_by_role("link", name="그만두기").click()
        expect(dialog).to_be_hidden()
