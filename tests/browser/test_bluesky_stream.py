"""A query is written in the browser, somebody at Bluesky says it, and it stands in Explore and in the inbox by its name."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Desk
from tests.browser.looking import look_until
from tests.browser.test_bluesky import connect

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

KEPT = """
from hanjari.listening.models import Message
print("\\n".join(Message.objects.values_list("text", flat=True)))
"""


@pytest.fixture
def sky_desk(sky_desk, sky) -> Desk:
    """The same with an account there."""
    connect(sky_desk, sky, sky.join("hanbit", "한빛정수기"))
    return sky_desk


def ask(page: Page, name: str, words: str, *, is_for_inbox: bool = False) -> None:
    """Write a standing query in the form and save it."""
    page.goto("/listening/queries/new/")
    page.get_by_label("하나라도 들어 있음").fill(words)
    page.keyboard.press("Tab")
    expect(page.get_by_label("조건식", exact=True)).to_have_value(" OR ".join(words.split()))
    page.get_by_label("이름", exact=True).fill(name)
    if is_for_inbox:
        page.get_by_label("네트워크에서 흘러온 글도 인박스로 보내기").check()
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("저장했습니다")


def listen(page: Page) -> None:
    """Switch the account's stream on, and wait until its line stands."""
    page.goto("/settings/channels/")
    page.get_by_role("link", name="한빛 블루스카이").click()
    page.get_by_role("button", name="모두 듣기").click()
    look_until(page, page.url, page.locator("[aria-labelledby=stream] [data-tone=good]"))


def test_what_fits_a_query_arrives_by_the_stream_under_its_name_and_nothing_else_is_kept(
    sky_desk, sky
):
    haneul, baram = sky.join("haneul", "하늘"), sky.join("baram", "바람")
    with sky_desk.sits("yuna") as page:
        ask(page, "연기와 탄내", "연기 탄내", is_for_inbox=True)
        ask(page, "필터 이야기", "필터")
        listen(page)

        baram.post("오늘 점심은 김치찌개였어요")
        haneul.post("한빛 정수기에서 탄내가 나요")
        baram.post("필터를 갈았더니 물맛이 좋아졌어요")

        look_until(page, "/listening/explore/", page.locator("main", has_text="필터를 갈았더니"))
        look_until(page, "/listening/explore/", page.locator("main", has_text="하늘"))
        smoke = page.locator(".find", has_text="탄내가 나요")
        expect(smoke).to_contain_text("하늘")
        expect(smoke.get_by_role("link", name="연기와 탄내")).to_be_visible()
        expect(smoke.get_by_role("link", name="필터 이야기")).to_have_count(0)
        filters = page.locator(".find", has_text="필터를 갈았더니")
        expect(filters.get_by_role("link", name="필터 이야기")).to_be_visible()
        expect(page.locator(".find")).to_have_count(2)
        smoke.get_by_role("link", name="연기와 탄내").click()
        expect(page.get_by_role("heading", name="연기와 탄내", level=1)).to_be_visible()

        look_until(page, "/inbox/?view=all", page.locator("main", has_text="하늘"))
        expect(page.locator("#rows .row")).to_have_count(1)
        page.get_by_role("link", name="하늘").first.click()
        expect(page.locator("#thread")).to_contain_text("탄내가 나요")
        expect(page.locator("#talk-head").get_by_role("link", name="연기와 탄내")).to_be_visible()

    kept = sky_desk.tell(KEPT)
    assert "탄내" in kept
    assert "필터" in kept
    assert "김치찌개" not in kept
