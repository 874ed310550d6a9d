"""A correction that stands alone, in a real Chromium: written, put into English, signed by another, read by everybody."""

import pytest
from playwright.sync_api import expect
from tests.browser.test_notices import OPEN

pytestmark = [pytest.mark.browser, pytest.mark.real_server]
FACT = "저희 필터는 시험을 통과했습니다."


def fill(page, **words: str) -> None:
    for name, text in words.items():
        page.fill(f"#words-form [name={name}]", text)


def test_what_goes_round_is_set_right_in_both_languages(desk, axe):
    desk.tell(OPEN)
    with desk.sits("minseo") as page:
        page.goto("/issues/")
        page.get_by_role("link", name="정정문").click()
        page.fill("[name=claim]", "필터가 시험에 떨어졌다더라")
        page.fill("[name=where]", "https://square.example/1")
        page.get_by_role("button", name="시작").click()
        fill(page, fact=FACT, verdict="사실이 아닙니다.", evidence="https://hanbit.example/t")
        page.get_by_role("button", name="새 판으로 저장").click()
        page.get_by_role("button", name="서명 요청").click()
        page.get_by_role("button", name="영어로도 쓰기").click()
        expect(page.locator("[aria-labelledby=pair]")).to_contain_text(FACT)
        fill(page, title="Our filters passed", fact="Our filters passed the test.")
        fill(page, claim="They failed.", verdict="Not so.", evidence="https://hanbit.example/t")
        page.get_by_role("button", name="새 판으로 저장").click()
        page.get_by_role("button", name="서명 요청").click()
        page.evaluate(axe)
        found = page.evaluate("async () => (await axe.run()).violations.map(one => one.id)")
        assert found == []
        english = page.url
        page.get_by_role("link", name="한국어", exact=True).click()
        page.wait_for_selector("[aria-labelledby=pair]")
        korean = page.url
    with desk.sits("jiho") as page:
        for address in (english, korean):
            page.goto(address)
            page.get_by_role("button", name="대변인 서명").click()
            expect(page.get_by_role("button", name="대변인 서명")).to_have_count(0)
        expect(page.get_by_label("다른 언어도 함께 공개 페이지에 올리기")).to_be_checked()
        page.get_by_role("button", name="지금 내보내기").click()
        page.wait_for_selector("text=입장문을 냈어요")
        for root, words in (("/public/hanbit/", FACT), ("/public/hanbit/en/", "Our filters")):
            for again in range(100):
                page.goto(f"{root}?{again}")  # browsers may keep a sheet for half a minute
                if page.locator("#corrections").count():
                    break
                page.wait_for_timeout(200)
            expect(page.locator("#corrections")).to_contain_text(words)
        page.get_by_role("link", name="Our filters passed").click()
        page.get_by_role("link", name="한국어로 읽기").click()
        expect(page.locator("main")).to_contain_text(FACT)
