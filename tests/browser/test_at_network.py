"""From the thread to the network and back: take back, correct, moderate, in a real Chromium."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.browser.looking import look_until
from tests.channels.youtube.bench import YouTubeBench, bench
from tests.channels.youtube.simulator import YouTubeSimulator
from tests.channels.youtube.world import CHANNEL

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

SECONDS = 60_000
"""A busy machine's worker pulls, sends and hears within that."""
ANSWER, CORRECTED = "3분 20초쯤 나옵니다.", "3분 40초쯤 나옵니다."
CONNECT = """
import json
from hanjari.channels.access import seal_secrets
from hanjari.channels.models import Account
from hanjari.people.models import Organisation
told = json.loads({told!r})
Account.objects.create(
    organisation=Organisation.objects.get(name="한빛"), kind="youtube", name="한빛 유튜브",
    settings=told["settings"], secrets=seal_secrets(told["secrets"]), own_ids=told["own"],
)
"""


@pytest.fixture
def tube() -> Iterator[YouTubeBench]:
    with bench() as opened:
        yield opened


@pytest.fixture
def sim(tube, desk) -> YouTubeSimulator:
    """The channel is connected; somebody has asked and been answered with a wrong time."""
    access = tube.access()
    told = {"settings": access.settings, "secrets": access.secrets, "own": [CHANNEL]}
    thread = tube.sim.write("몇 분에 나오나요?")
    tube.sim.reply(thread, ANSWER, author=CHANNEL)
    desk.tell(CONNECT.format(told=json.dumps(told, ensure_ascii=False)))
    return tube.sim


def open_talk(page: Page) -> None:
    look_until(page, "/inbox/?view=all", page.locator("#rows .row__link").first).click()
    expect(page.locator("#thread")).to_contain_text(ANSWER)


def offer(page: Page, words: str, name: str) -> None:
    """Open the menu beside the message that says these words, and choose."""
    message = page.locator("#thread > ol > li.message", has_text=words)
    message.get_by_role("button", name="네트워크에서 이 글에 할 수 있는 일").click()
    message.get_by_role("link", name=name).click()


def seen(page: Page, words: str, is_so: Callable[[], bool]) -> None:
    """The worker has done it at the network, and the open thread says so by itself."""
    expect(page.locator("#thread")).to_contain_text(words, timeout=SECONDS)
    assert is_so()


def test_our_answer_is_corrected_and_taken_back_and_a_comment_hidden(desk, sim):
    with desk.sits("minseo") as page:
        open_talk(page)
        offer(page, ANSWER, "네트워크에서 고치기")
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("앞으로 보일 내용").fill(CORRECTED)
        dialog.get_by_role("button", name="고치기").click()
        seen(page, "네트워크에서 고침", lambda: sim.threads[0].replies[0].text == CORRECTED)
        expect(page.get_by_text("이전 내용")).to_be_visible(timeout=SECONDS)
        offer(page, CORRECTED, "네트워크에서 거두기")
        dialog.get_by_label("까닭").fill("영상이 바뀌었습니다")
        dialog.get_by_role("button", name="거두기").click()
        seen(page, "네트워크에서 거둠", lambda: not sim.threads[0].replies)
        offer(page, "몇 분에 나오나요?", "네트워크에서 관리하기")
        dialog.get_by_label("일단 숨기기").check()
        dialog.get_by_role("button", name="하기", exact=True).click()
        seen(page, "네트워크에서 숨김", lambda: sim.threads[0].status == "heldForReview")


def test_all_of_it_works_without_scripts(desk, sim):
    with desk.sits("minseo", java_script_enabled=False) as page:
        open_talk(page)
        offer(page, "몇 분에 나오나요?", "네트워크에서 관리하기")
        page.get_by_label("지우고 작성자 차단하기").check()
        page.get_by_role("button", name="하기", exact=True).click()
        expect(page.get_by_text("차단에는 까닭이 필요합니다")).to_be_visible()
        page.get_by_label("까닭").fill("계속되는 욕설")
        page.get_by_role("button", name="하기", exact=True).click()
        expect(page.locator("#thread")).to_contain_text(re.compile("지우고 작성자"))
