"""Members correct what the reading says, an administrator has tables made, and the next customer is understood."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Desk, desk_of
from tests.browser.looking import look_until

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

SEED = """
from datetime import timedelta
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account
from hanjari.conversations.actions import judging
from hanjari.journal.hearing import seat_listeners, settle
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening.models import Message
from hanjari.people.models import Member
account = Account.objects.get(kind="webform")
minseo = Member.objects.get(email="minseo@hanbit.example")
things = ["정수기", "냉장고", "세탁기", "제습기", "비데", "가습기", "오븐", "식세기", "건조기"]
names = ["purifier", "fridge", "washer", "dryer", "bidet", "heater", "oven", "kettle", "cooler"]
codes = [text for thing, name in zip(things, names) for text in (
    f"{thing}에 E7 표시", f"{thing} 화면 E7이에요", f"E7 보이는 {thing}",
    f"the {name} shows E7", f"E7 on the {name}", f"my {name} display E7",
)]
kept = [f"{thing} 거실에 두었습니다" for thing in things] + [f"put the {name} in the hall" for name in names]
seat_listeners()
begun = now() - timedelta(hours=3)
def hear(texts, who):
    listening.keep(account, [
        Envelope(account.pk, f"{who}{n}", begun - timedelta(seconds=n), Sender(f"{who}{n}", f"{who} {n}"),
                 text=text, is_public=False)
        for n, text in enumerate(texts)
    ])
hear(kept, "이웃")
hear(codes, "손님")
settle()
for message in Message.objects.filter(external_id__startswith="손님").select_related("turn"):
    if int(message.external_id[2:]) >= 4:
        judging.judge(message, "intents", ["request"], by=minseo)
"""


@pytest.fixture
def code_desk(told_home, chromium, tmp_path) -> Iterator[Desk]:
    """The demo's desk, to which fifty customers wrote of a code that the shipped tables cannot know; all but four were corrected."""
    one = desk_of(told_home, chromium, tmp_path)
    one.tell(SEED)
    with one.serving():
        yield one


def open_talk(page: Page, name: str) -> None:
    row = page.get_by_role("link", name=name, exact=True).first
    look_until(page, "/inbox/?view=all", row).click()
    expect(page.locator("#thread .labels").first).to_be_visible()


def say_outside(desk: Desk, name: str, text: str) -> None:
    """A customer at the company's form, without any account."""
    context = desk.chromium.new_context(locale="ko-KR", base_url=desk.url)
    page = context.new_page()
    page.goto("/open/form/hanbit/")
    page.fill("#id_text", text)
    page.fill("#id_name", name)
    page.wait_for_timeout(3_000)
    page.get_by_role("button", name="보내기").click()
    expect(page.locator("#said")).to_contain_text(text)
    context.close()


def test_corrections_become_tables_that_read_the_next_message_and_can_be_undone(code_desk):
    with code_desk.sits("minseo") as minseo, code_desk.sits("yuna") as yuna:
        for number in range(4):  # two presses each: the word behind the labels, and what it is
            open_talk(minseo, f"손님 {number}")
            labels = minseo.locator("#thread .labels")
            expect(labels.get_by_role("button", name="요청", exact=True)).to_have_count(0)
            minseo.get_by_role("link", name="이 글의 판단 바로잡기").click()
            minseo.get_by_role("dialog").get_by_role("button", name="요청", exact=True).click()
            expect(minseo.get_by_role("dialog")).to_be_hidden()
            expect(labels.get_by_role("button", name="요청", exact=True)).to_be_visible()
            expect(minseo.locator("#talk-head")).to_contain_text("요청")

        yuna.goto("/settings/judgements/")
        expect(yuna.locator(".judged").first).to_contain_text("민서")
        yuna.get_by_role("button", name="판단표 만들기").click()
        expect(yuna.locator(".try").first).to_contain_text("쓰는 중", timeout=120_000)
        expect(yuna.locator(".try").first).to_contain_text("뚜렷하게 나음")

        say_outside(code_desk, "솔", "온풍기 화면 E7이에요")
        say_outside(code_desk, "Iris", "the toaster shows E7")
        for name, words in (("솔", "E7"), ("Iris", "E7")):
            open_talk(minseo, name)
            label = minseo.locator("#thread .labels").get_by_role("button", name="요청", exact=True)
            label.click()
            card = minseo.locator(".label__card:popover-open")
            expect(card).to_contain_text(words)
            expect(card.get_by_role("button", name="요청 아님")).to_be_visible()

        yuna.get_by_role("button", name="그만 쓰기").click()
        expect(yuna.locator("main")).to_contain_text("새 글을 우리 판단표 없이 읽고 있습니다.")
        say_outside(code_desk, "달", "선풍기에 E7 표시")
        open_talk(minseo, "달")
        labels = minseo.locator("#thread .labels")
        expect(labels.get_by_role("button", name="요청", exact=True)).to_have_count(0)


def test_a_label_shows_its_words_to_pointer_keyboard_and_finger(told_desk):
    with told_desk.sits("minseo") as page:
        open_talk(page, "푸른집")
        label = page.locator("button.label").first
        card = page.locator(".label__card:popover-open")
        label.hover()
        expect(card).to_be_visible()
        marked = page.locator(".message__sheet mark").first
        expect(marked).to_have_css("text-decoration-style", "solid")
        page.mouse.move(5, 5)
        expect(card).to_be_hidden()
        label.focus()
        page.keyboard.press("Enter")
        expect(card).to_be_visible()
        page.keyboard.press("Tab")
        expect(card.locator("button").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()
    with told_desk.sits("minseo", width=390, height=844, has_touch=True) as phone:
        open_talk(phone, "푸른집")
        phone.locator("button.label").first.tap()
        expect(phone.locator(".label__card:popover-open")).to_be_in_viewport()


def test_a_press_is_taken_back_where_it_was_told(told_desk):
    with told_desk.sits("minseo") as page:
        open_talk(page, "새싹")
        page.wait_for_function("window.htmx")
        page.locator('button[popovertarget$="-mood"]').first.click()
        page.locator(".label__card:popover-open").get_by_role("button", name="긍정").click()
        label = page.locator("#thread button.label", has_text="긍정")
        expect(label).to_be_visible()
        page.get_by_role("button", name="되돌리기").click()
        expect(label).to_have_count(0)


def test_without_scripts_a_label_opens_and_is_corrected(told_desk):
    with told_desk.sits("minseo", java_script_enabled=False) as page:
        open_talk(page, "도토리")
        page.locator("button.label").first.click()
        expect(page.locator(".label__card:popover-open")).to_be_visible()
        page.keyboard.press("Escape")
        page.get_by_role("link", name="이 글의 판단 바로잡기").last.click()
        page.get_by_role("button", name="지금 바로").click()
        expect(page.locator("button.label", has_text="지금 바로").last).to_be_visible()
