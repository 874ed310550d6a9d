"""Somebody explores: a wave folds into one, a number opens what is behind it, a stranger's post is taken up, a file leaves."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Desk, desk_of

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

SEED = """
from datetime import timedelta
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account
from hanjari.conversations.models import Conversation, Turn
from hanjari.journal.hearing import seat_listeners, settle
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.people.models import Member
company = Member.objects.get(email="minseo@hanbit.example").organisation
account = Account.objects.create(organisation=company, kind="webform", name="문의")
story = "한빛전자가 오늘 정수기 필터 12만 개를 스스로 거두어들인다고 밝혔다. 물이 새는 일이 잇따랐기 때문이다."
things = ["배송", "환불", "로그인", "포장", "설치", "색깔"]
seat_listeners()
def hear(name, texts, minutes):
    listening.keep(account, [
        Envelope(account.pk, f"{name}{n}", now() - timedelta(minutes=minutes + n), Sender(f"{name}{n}", f"{name} {n}"), text=text)
        for n, text in enumerate(texts)
    ])
hear("이웃", [f"{things[n % 6]} 이야기 {n * 7919 % 997} {n * 104729 % 991}" for n in range(130)], 60)
hear("신문", [story + end for end in ("", " (끝)", " 김기자")], 10)
hear("바다", ["한빛 냉장고 문이 안 닫혀요"], 3)
settle()
while listening.fold_waiting():
    pass
lone = Turn.objects.filter(message__external_id="바다0")
Conversation.objects.filter(turns__in=lone).delete()
"""


@pytest.fixture(scope="module")
def heard_desk(seated_home, chromium, tmp_path_factory) -> Iterator[Desk]:
    """A desk that heard neighbours, three newspapers with one story, and somebody who spoke of us elsewhere."""
    one = desk_of(seated_home, chromium, tmp_path_factory.mktemp("heard"))
    one.tell(SEED)
    with one.serving():
        yield one


def test_a_story_counts_once_and_every_copy_is_one_press_away(heard_desk):
    with heard_desk.sits("minseo") as page:
        page.goto("/listening/explore/")
        page.get_by_label("모아 둔 글 전체에서 찾기").fill("필터")
        page.keyboard.press("Enter")
        expect(page.locator(".find")).to_have_count(1)
        expect(page.locator("mark").first).to_have_text("필터")
        page.get_by_role("link", name="같은 글 2건").click()
        expect(page.locator(".find")).to_have_count(3)


def test_counts_come_by_themselves_and_open_what_is_behind_them(heard_desk):
    with heard_desk.sits("minseo") as page:
        page.goto("/listening/explore/?q=이야기")
        expect(page.get_by_role("heading", name="130건")).to_be_visible()
        bars = page.locator(".bars").first.get_by_role("link")
        busiest = max(
            range(bars.count()), key=lambda n: _number(bars.nth(n).get_attribute("aria-label"))
        )
        bar = bars.nth(busiest)
        count = _number(bar.get_attribute("aria-label"))
        bar.focus()
        expect(bar.locator(".bars__tip")).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**since=**")
        expect(page.get_by_role("heading", name=f"{count}건", exact=True)).to_be_visible()


def _number(label: str | None) -> int:
    return int((label or "").rpartition(": ")[2].removesuffix("건").replace(",", ""))


def test_older_messages_come_while_one_reads_on(heard_desk):
    with heard_desk.sits("minseo") as page:
        page.goto("/listening/explore/?q=이야기")
        page.wait_for_function("window.htmx")
        for count in (100, 130):
            page.locator(".find").last.scroll_into_view_if_needed()
            page.keyboard.press("End")
            page.mouse.wheel(0, 20_000)
            expect(page.locator(".find")).to_have_count(count)
        expect(page.locator(".explore__more")).to_have_count(0)


def test_without_scripts_links_do_the_same(heard_desk):
    with heard_desk.sits("minseo", java_script_enabled=False) as page:
        page.goto("/listening/explore/?q=이야기")
        expect(page.locator(".find")).to_have_count(50)
        page.get_by_role("link", name="나누어 보기").click()
        expect(page.get_by_role("heading", name="130건")).to_be_visible()
        page.get_by_role("link", name="이전 글 더 보기").click()
        expect(page.locator(".find")).to_have_count(50)


def test_who_spoke_elsewhere_is_taken_to_the_inbox(heard_desk):
    with heard_desk.sits("minseo") as page:
        page.goto("/listening/explore/?q=냉장고")
        page.get_by_role("button", name="인박스로 가져와 답하기").click()
        page.wait_for_url("**/inbox/**")
        expect(page.locator("#thread")).to_contain_text("한빛 냉장고 문이 안 닫혀요")
        page.go_back()
        page.reload()
        expect(page.get_by_role("link", name="대화 열기")).to_be_visible()


def test_a_lead_takes_a_search_out_as_a_file(heard_desk):
    with heard_desk.sits("jiho") as page:
        page.goto("/listening/explore/?q=필터&noise=1")
        page.get_by_role("button", name="내보내기").click()
        with page.expect_download() as told:
            page.get_by_role("button", name="CSV").click()
        lines = told.value.path().read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) == 4
        assert told.value.suggested_filename.endswith(".csv")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["explore/?q=이야기", "explore/?q=(", "people/"])
def test_the_pages_are_accessible_and_fit(heard_desk, axe, width, address):
    with heard_desk.sits("minseo", width=width, reduced_motion="reduce") as page:
        page.goto(f"/listening/{address}")
        expect(page.locator(".explore__waits")).to_have_count(0)
        page.evaluate(axe)
        told = page.evaluate(
            "axe.run().then(told => told.violations.map(one => [one.id, one.nodes[0].html]))"
        )
        assert told == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
