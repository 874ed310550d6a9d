"""A surge planted into real support threads raises its own alarm and no other; it is confirmed and dismissed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import desk_of

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def surging(seated_home, chromium, tmp_path, shared_data):
    tweets = shared_data / "twcs_en" / "twcs.csv"
    if not tweets.is_file():
        pytest.skip("the tweets do not lie beside this checkout")
    desk = desk_of(seated_home, chromium, tmp_path)
    desk.tell(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        f"from tests.browser.surge import replay; replay({str(tweets)!r})"
    )
    with desk.serving():
        yield desk


def test_a_planted_surge_raises_its_alarm_and_none_else(surging):
    with surging.sits("minseo") as page:
        line = page.locator("#alarm-lines .notice")
        expect(line).to_have_count(1, timeout=120_000)  # it comes by itself while the page is open
        expect(line).to_contain_text("배터리")
        expect(line).to_contain_text(re.compile(r"20분에 .*(4\d)건이 왔습니다"))
        line.get_by_role("link").click()
        expect(page.get_by_role("heading", name=re.compile("평소 20분에"))).to_be_visible()
        expect(page.locator(".alarm__words")).to_contain_text("smoke")
        expect(page.locator(".alarm__said li").first).to_be_visible()
        page.get_by_role("button", name="문제가 생겼음").click()
        expect(page.locator(".alarm__story .chip").first).to_have_text("문제가 생겼음")
        page.get_by_text("문제 아님").click()
        page.get_by_label("문제가 아닌 까닭").fill("시험으로 쓴 글")
        page.get_by_role("button", name="기각").click()
        expect(page.locator(".alarm__act")).to_contain_text("시험으로 쓴 글")
        page.get_by_role("link", name="경보", exact=True).click()
        expect(page.locator(".alarms__line")).to_have_count(1)
        expect(page.locator(".alarms__line")).to_contain_text("시험으로 쓴 글")
        page.goto("/")
        expect(page.locator("#alarm-lines .notice")).to_have_count(0)
