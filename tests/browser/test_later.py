"""An answer is scheduled in a browser, moved, held when the person writes again, and taken back."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from tests.browser.test_answer import connect, mail, received
from tests.servers.mail import HANEUL

from hanjari.kit.clock import now

NEWS = """document.body.dispatchEvent(new CustomEvent("live:conversation",
    { detail: { id: document.querySelector(".talk").dataset.conversation } }))"""
"""Something moved in this conversation: the thread is read anew, but under no hand."""
pytestmark = [pytest.mark.browser, pytest.mark.real_server]


def test_an_answer_for_later_is_held_by_a_new_mail_and_leaves_by_hand(desk, mail_server):
    mail_server.empty("desk@hanbit.example")
    mail_server.empty(HANEUL)
    connect(desk, mail_server)
    with desk.sits("minseo") as minseo:
        first = mail("필터가 아직 안 왔어요", "지난주에 주문한 필터가 언제 오나요?")
        mail_server.deliver(first)
        minseo.goto("/inbox/?view=all")
        expect(minseo.locator("#news a, #news button, #rows .row").first).to_be_visible(
            timeout=60_000
        )
        minseo.goto("/inbox/?view=all")
        minseo.get_by_role("link", name="하늘").first.click()

        minseo.fill("#reply-text", "하늘님, 필터는 오늘 출고했습니다.")
        minseo.select_option("#when-new", "other")
        ahead = (now() + timedelta(days=3)).strftime("%Y-%m-%dT09:00")
        minseo.fill("#time-new", ahead)
        expect(minseo.locator("#send-verb")).to_have_text("예약하기")
        minseo.locator("#reply-form button[type=submit]").click()
        thread = minseo.locator("#thread")
        expect(thread).to_contain_text("09:00에 나가요")

        minseo.get_by_text("시각 바꾸기").click()
        minseo.locator("#thread input[name=send_time]").fill(ahead.replace("09:00", "10:30"))
        minseo.evaluate(NEWS)
        minseo.wait_for_timeout(1_000)
        minseo.get_by_role("button", name="이 시각으로").click()
        expect(thread).to_contain_text("10:30에 나가요")

        again = {"In_Reply_To": first["Message-ID"], "References": first["Message-ID"]}
        mail_server.deliver(mail("Re: 필터가 아직 안 왔어요", "지금 막 왔어요!", **again))
        expect(thread).to_contain_text("지금 막 왔어요", timeout=60_000)
        expect(thread).to_contain_text("예약한 답이 멈춰 있습니다", timeout=60_000)
        assert received(mail_server) == []

        minseo.get_by_role("button", name="지금 보내기").click()
        expect(thread).to_contain_text("보냄", timeout=60_000)
        desk.wait_until(lambda: len(received(mail_server)) == 1, 20)
