"""What is being written outlives what else happens on the page: nothing typed or chosen is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Desk, desk_of
from tests.browser.looking import look_until

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

ARRIVE = """
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.people.models import Organisation
blog = Account.objects.create(
    organisation=Organisation.objects.get(slug="hanbit"), kind="wordpress", name="한빛 블로그", paused_at=now()
)
listening.keep(blog, [
    Envelope(blog.pk, name, now(), Sender(name, name=name), "필터는 언제 오나요?")
    for name in ("하늘", "보라", "나라", "다솜", "라온")
])
"""
WAITS = """
from hanjari.conversations.actions import approvals, replies
from hanjari.conversations.models import Conversation
from hanjari.people.models import Member
minseo = Member.objects.get(email="minseo@hanbit.example")
approvals.save_rule(
    minseo.organisation, by=Member.objects.get(email="yuna@hanbit.example"), name="환불", words=["환불"]
)
talk = Conversation.objects.get(turns__message__external_id="라온")
replies.write_reply(talk, "라온님, 늦은 만큼 환불해 드리겠습니다.", by=minseo)
"""
NOTE = """
from hanjari.conversations.actions import notes
from hanjari.conversations.models import Conversation
from hanjari.people.models import Member
talk = Conversation.objects.get(turns__message__external_id="라온")
notes.write_note(talk, {words!r}, by=Member.objects.get(email="minseo@hanbit.example"))
"""
MEANWHILE = """([id, words]) => document.addEventListener("htmx:beforeOnLoad", () => {
    const field = document.getElementById(id);
    document.querySelector(`[name=writing][value=${id.split("-")[0]}]`).click();
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
}, { once: true })"""
"""Types while the answer of an act is on its way: at the last moment before it is read."""
ORDER = "주문번호 A-20231123 건은 환불했습니다."


@pytest.fixture(scope="module")
def blog(seated_home, chromium, tmp_path_factory) -> Iterator[Desk]:
    """Five strangers have written under a blog."""
    one = desk_of(seated_home, chromium, tmp_path_factory.mktemp("blog"))
    one.tell(ARRIVE)
    with one.serving():
        yield one


def opened(page: Page, name: str) -> Page:
    look_until(page, "/inbox/?view=all", row(page, name)).click()
    is_open(page, name)
    return page


def is_open(page: Page, name: str) -> None:
    expect(page.get_by_label(f"{name}님에게 보낼 답장")).to_be_attached()


def row(page: Page, name: str):
    return page.locator("#rows").get_by_role("link", name=name).first


def is_kept(page: Page) -> None:
    """The draft is on the server: a fresh look shows it."""
    expect(page.locator("#saved")).to_contain_text("저장됨")


def test_a_reply_begun_while_a_note_is_being_kept_stays_and_keeps_the_cursor(blog):
    with blog.sits("minseo") as sitting:
        page = opened(sitting, "하늘")
        page.get_by_role("radio", name="안쪽 메모").check(force=True)
        page.fill("#note-text", "창고에 물어보는 중")
        page.evaluate(MEANWHILE, ["reply-text", "하늘님, 한빛입니다."])
        page.press("#note-text", "Control+Enter")
        expect(page.locator("#thread")).to_contain_text("창고에 물어보는 중")
        expect(page.locator("#reply-text")).to_have_value("하늘님, 한빛입니다.")
        expect(page.locator("#reply-text")).to_be_focused()
        page.keyboard.type(" 내일 갑니다.")
        expect(page.locator("#note-text")).to_have_value("")
        is_kept(page)
        page.reload()
        expect(page.locator("#reply-text")).to_have_value("하늘님, 한빛입니다. 내일 갑니다.")


def test_an_act_leaves_a_begun_note_and_what_was_chosen_for_the_reply(blog):
    with blog.sits("minseo") as sitting:
        page = opened(sitting, "보라")
        page.get_by_label("이 답으로 해결").check(force=True)
        page.get_by_label("언제 보낼까요").select_option(label="내일 09:00")
        page.get_by_role("radio", name="안쪽 메모").check(force=True)
        page.fill("#note-text", "지난달에도 물어보신 분")
        page.get_by_role("button", name="내가 맡기").click()
        expect(page.locator("#talk-head")).to_contain_text("민서")
        expect(page.locator("#note-text")).to_have_value("지난달에도 물어보신 분")
        expect(page.locator("#note-text")).to_be_visible()
        page.get_by_role("radio", name="공개 답장").check(force=True)
        expect(page.get_by_label("이 답으로 해결")).to_be_checked()
        chosen = page.get_by_label("언제 보낼까요").locator("option:checked")
        expect(chosen).to_have_text("내일 09:00")


def test_whoever_opens_another_conversation_finds_reply_and_note_again(blog):
    with blog.sits("minseo") as sitting:
        page = opened(sitting, "나라")
        page.get_by_role("radio", name="안쪽 메모").check(force=True)
        page.fill("#note-text", "반쯤 쓴 메모")
        page.get_by_role("radio", name="공개 답장").check(force=True)
        page.fill("#reply-text", "나라님, 반쯤 쓴 답")
        row(page, "다솜").click()
        is_open(page, "다솜")
        expect(page.locator("#note-text")).to_have_value("")
        expect(page.locator("#reply-text")).to_have_value("")
        row(page, "나라").click()
        is_open(page, "나라")
        expect(page.locator("#reply-text")).to_have_value("나라님, 반쯤 쓴 답")
        expect(page.locator("#note-text")).to_have_value("반쯤 쓴 메모")
        page.fill("#reply-text", "나라님, 다 쓴 답")
        page.goto("/")
        page.go_back()
        expect(page.locator("#reply-text")).to_have_value("나라님, 다 쓴 답")


def test_a_reason_to_say_it_all_the_same_is_not_taken_away_while_it_is_written(blog):
    with blog.sits("jiho") as sitting:
        page = opened(sitting, "다솜")
        page.fill("#reply-text", ORDER)
        reason = page.get_by_label("그래도 써도 되는 까닭")
        reason.fill("본인이 먼저 밝힘")
        page.fill("#reply-text", f"다솜님, {ORDER}")
        expect(page.locator("#findings .finding").first).to_be_visible()
        page.wait_for_timeout(1_500)
        expect(reason).to_have_value("본인이 먼저 밝힘")


def test_why_an_answer_goes_back_stays_while_the_thread_is_read_again(blog):
    with blog.sits("jiho") as sitting:
        page = look_until(sitting, "/inbox/?view=all", row(sitting, "라온")).page
        blog.tell(WAITS)
        opened(page, "라온")
        reason = page.get_by_label("돌려보내는 까닭")
        reason.fill("배송비만 ")
        reason.focus()
        thread = page.locator("#thread")
        blog.tell(NOTE.format(words="한 번 더 읽어 봤어요"))
        expect(thread).to_contain_text("한 번 더 읽어 봤어요")
        expect(reason).to_have_value("배송비만 ")
        expect(reason).to_be_focused()

        keys = page.context.new_cdp_session(page)
        keys.send("Input.imeSetComposition", {"text": "도", "selectionStart": 1, "selectionEnd": 1})
        blog.tell(NOTE.format(words="금액은 그대로예요"))
        page.wait_for_timeout(1_000)
        expect(thread).not_to_contain_text("금액은 그대로예요")
        keys.send("Input.insertText", {"text": "돌"})
        expect(thread).to_contain_text("금액은 그대로예요")
        expect(reason).to_have_value("배송비만 돌")
