"""A query made in the form is read as text, broken and mended, tried on the past, saved, and finds what comes next."""

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Desk
from tests.browser.looking import look_until

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

COUNT = ".standing__count"
PAST = """
from datetime import timedelta
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.people.models import Organisation
company = Organisation.objects.get(slug="hanbit")
account, _is_new = Account.objects.get_or_create(organisation=company, kind="archive", name="지난 글")
texts = {texts!r}
listening.keep(account, [
    Envelope(account.pk, text, now() - timedelta(minutes=n), Sender("h", "하늘"), text=text)
    for n, text in enumerate(texts)
])
"""
TYPES_AT_ONCE = """
document.body.addEventListener("htmx:oobAfterSwap", () => {
  const text = document.querySelector("#expression textarea");
  text.value = '환불 -"이벤트';
  text.dispatchEvent(new Event("input", {bubbles: true}));
}, {once: true});
"""
LONG_AGO = [
    "정수기 환불은 언제 되나요",
    "반품 신청했어요",
    "환불 이벤트에 당첨됐어요",
    "안녕하세요",
]


def hear(desk: Desk, *texts: str) -> None:
    desk.tell(PAST.format(texts=list(texts)))


def test_a_query_is_made_tried_saved_and_counts_what_comes_next(desk):
    hear(desk, *LONG_AGO)
    with desk.sits("jiho") as page:
        page.goto("/listening/queries/")
        page.get_by_role("link", name="새 조건").first.click()
        text, found = page.get_by_label("조건식", exact=True), page.locator("#found")

        page.get_by_label("하나라도 들어 있음").fill("환불 반품")
        page.keyboard.press("Tab")
        expect(text).to_have_value("환불 OR 반품")
        expect(found).to_contain_text("최근 7일 동안 3건")
        expect(found.locator("mark")).to_have_text(["환불", "반품", "환불"])
        expect(page.get_by_label("들어 있지 않음")).to_be_focused()
        page.keyboard.type("이벤트")
        page.keyboard.press("Tab")
        expect(text).to_have_value("(환불 OR 반품) -이벤트")
        expect(found).to_contain_text("최근 7일 동안 2건")

        text.fill('(환불 OR 반품) -"이벤트')
        expect(page.locator("#flaw")).to_contain_text("따옴표를 열고 닫지 않았습니다.")
        expect(page.locator(".flaw mark")).to_have_text('"')
        expect(page.locator("#builder")).to_contain_text("조건식을 먼저 고쳐 주세요")
        page.locator(".flaw").click()
        assert text.evaluate("box => [box.selectionStart, box.selectionEnd]") == [12, 13]
        expect(text).to_be_focused()
        page.keyboard.press("Delete")
        expect(page.get_by_label("하나라도 들어 있음")).to_have_value("환불 반품")
        expect(page.locator("#flaw")).to_be_empty()

        page.get_by_role("button", name="또는 다른 조건").click()
        expect(page.get_by_label("모두 들어 있음")).to_have_count(2)
        page.get_by_label("이름", exact=True).fill("환불과 반품")
        page.get_by_role("button", name="저장", exact=True).click()
        expect(page.locator("#toasts")).to_contain_text("저장했습니다")
        look_until(page, "/listening/queries/", page.locator(COUNT).get_by_text("2", exact=True))
        hear(desk, "환불 부탁드려요", "반품 이벤트 안내", "배송 문의")
        look_until(page, "/listening/queries/", page.locator(COUNT).get_by_text("3", exact=True))
        page.get_by_role("button", name="환불과 반품 끄기").click()
        expect(page.get_by_text("꺼짐", exact=True)).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_the_editor_is_accessible_and_nothing_hangs_over(desk, axe, width, scheme):
    with desk.sits("jiho", width=width, color_scheme=scheme) as page:
        page.goto(
            "/listening/queries/new/?q=(한빛 OR 정수기) -이벤트 배송 NEAR/5 늦 감정:부정 OR 한빛 뜻:불만"
        )
        page.locator(".query__how summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(axe)
        faults = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in faults] == []


def test_what_is_typed_in_the_moment_the_text_is_exchanged_is_not_lost(desk):
    with desk.sits("jiho") as page:
        page.goto("/listening/queries/new/")
        page.evaluate(TYPES_AT_ONCE)
        page.get_by_label("하나라도 들어 있음").fill("환불")
        page.keyboard.press("Tab")
        expect(page.locator("#flaw")).to_contain_text("따옴표를 열고 닫지 않았습니다.")
        expect(page.locator("#builder")).to_contain_text("조건식을 먼저 고쳐 주세요")
