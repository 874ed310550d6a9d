"""An issue is raised from an alarm with all its messages, collects the next one, and is lowered by two."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import desk_of
from tests.browser.looking import look_until

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

ROOT = Path(__file__).resolve().parents[2]


def story(verb: str) -> str:
    return (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        f"from tests.browser import leaking; leaking.{verb}()"
    )


@pytest.fixture
def leaking(seated_home, chromium, tmp_path):
    desk = desk_of(seated_home, chromium, tmp_path)
    desk.tell(story("leak"))
    with desk.serving():
        yield desk


def test_an_issue_is_raised_from_an_alarm_and_collects_what_comes(leaking):
    with leaking.sits("minseo") as page:
        page.locator("#alarm-lines .notice").get_by_role("link").click()
        page.get_by_role("link", name="이슈로 제기").click()
        expect(page.locator("#twins")).to_be_visible()
        expect(page.locator("#new-issue")).to_contain_text("메시지 3건")
        page.get_by_label("무슨 일인가요").fill("정수기 바닥 누수")
        page.get_by_role("button", name="제기하기").click()
        expect(page.get_by_role("heading", name="정수기 바닥 누수")).to_be_visible()
        expect(page.locator(".heard__row .heard__text")).to_have_count(3)
        leaking.tell(story("say_more"))

        def is_proposed() -> bool:
            page.reload()
            return page.get_by_role("heading", name="이 이슈에 속하는 글인가요?").is_visible()

        leaking.wait_until(is_proposed, 60)
        expect(page.locator("section", has=page.locator("#proposed"))).to_contain_text("정민아")
        page.get_by_role("button", name="해당함", exact=True).click()
        expect(page.get_by_role("heading", name="이 이슈에 속하는 글인가요?")).to_have_count(0)
        expect(page.locator(".heard__row .heard__text")).to_have_count(4)
        page.get_by_role("link", name="대화에서 보기").first.click()
        expect(page.locator("#talk-title")).to_be_visible()
        page.goto("/issues/")
        expect(page.locator(".issues__line")).to_have_count(1)


def test_a_level_is_raised_by_an_agent_and_lowered_by_two_leads(leaking):
    with leaking.sits("minseo", width=390, height=844) as page:
        page.goto("/issues/new/?alarm=1")
        page.get_by_role("button", name="제기하기").click()
        page.get_by_role("link", name="단계와 지난 일").click()
        page.get_by_text("단계 올리기").click()
        page.get_by_role("button", name="올리기", exact=True).click()
        committee = page.locator(".issue__head", has_text="위원회")
        look_until(page, "/issues/1/standing/", committee)
    with leaking.sits("jiho") as page:
        page.goto("/issues/1/standing/")
        page.get_by_text("단계 낮추기 요청").click()
        page.get_by_role("textbox", name="까닭").last.fill("사진이 예전 것")
        page.get_by_role("button", name="요청하기", exact=True).click()
        expect(page.get_by_text(re.compile("지호 님이 단계를"))).to_be_visible()
        expect(page.get_by_role("button", name="동의하고 낮추기")).to_have_count(0)
    with leaking.sits("sora") as page:
        page.goto("/issues/1/standing/")
        page.get_by_role("button", name="동의하고 낮추기").click()
        expect(page.locator(".issue__head")).to_contain_text("관찰")
