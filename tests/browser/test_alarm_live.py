"""The demo opens with an alarm: the rail counts it, its page follows what others say of it, but not under a hand that writes."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

SECONDS = 60_000


def test_the_demos_alarm_is_counted_and_its_page_follows_by_itself(told_desk):
    with told_desk.sits("minseo") as page, told_desk.sits("jiho") as other:
        badge = page.locator('.rail .badge[data-tone="alarm"]')
        expect(badge).to_have_text("1 건의 경보 진행 중")
        page.goto("/listening/alarms/")
        page.locator(".alarms__line[data-open] a").first.click()
        expect(page.locator(".alarm__words")).to_contain_text("로그인")
        expect(page.locator(".alarm__said li").first).to_contain_text("한빛")
        state = page.locator(".alarm__story .chip").first
        expect(state).to_have_text("아직 아무도 보지 않음")

        other.goto(page.url)
        other.get_by_role("button", name="문제가 생겼음").click()
        expect(state).to_have_text("문제가 생겼음", timeout=SECONDS)

        page.get_by_text("문제 아님").click()
        page.get_by_label("문제가 아닌 까닭").fill("쓰다 만 까닭")
        other.get_by_text("이슈가 될 수 있음").click()
        other.get_by_label("무엇에 대한 일인가요").fill("앱 로그인")
        other.get_by_role("button", name="이슈 후보로 올리기").click()
        expect(other.locator(".alarm__act")).to_contain_text("앱 로그인")
        page.wait_for_timeout(3_000)
        expect(page.get_by_label("문제가 아닌 까닭")).to_have_value("쓰다 만 까닭")
        page.get_by_role("button", name="기각").click()
        expect(badge).to_have_count(0)
