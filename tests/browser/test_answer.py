"""Played in real browsers against a real mail server: hear, assign, note, answer with approval, hear back."""

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from tests.servers.house import House
from tests.servers.mail import HANEUL, PASSWORD, MailServer

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

CONNECT = """
from hanjari.channels import actions as channels
from hanjari.conversations.actions import approvals
from hanjari.people.models import Member
yuna = Member.objects.get(email="yuna@hanbit.example")
channels.connect_account("mail", channels.Connection(
    "고객 메일", {settings!r}, secrets={{"password": {password!r}}}, own_ids=({address!r},),
), by=yuna)
approvals.save_rule(yuna.organisation, by=yuna, name="환불", words=["환불"])
"""


def connect(desk: House, server: MailServer) -> None:
    settings = server.settings()
    desk.tell(CONNECT.format(settings=settings, password=PASSWORD, address=settings["address"]))


def mail(subject: str, text: str, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = f"하늘 <{HANEUL}>", "desk@hanbit.example"
    message["Subject"], message["Message-ID"] = subject, f"<{uuid4()}@customer.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def received(server: MailServer) -> list[EmailMessage]:
    return [BytesParser(policy=default).parsebytes(one) for one in server.mails(HANEUL)]


def test_a_mail_arrives_live_is_answered_by_two_and_answered_back(desk, mail_server):
    mail_server.empty("desk@hanbit.example")
    mail_server.empty(HANEUL)
    connect(desk, mail_server)
    with desk.sits("minseo") as minseo, desk.sits("jiho") as jiho:
        minseo.goto("/inbox/?view=all")
        mail_server.deliver(mail("필터가 아직 안 왔어요", "지난주에 주문한 필터가 언제 오나요?"))

        news = minseo.locator("#news a, #news button, #rows .row").first
        expect(news).to_be_visible(timeout=60_000)
        minseo.goto("/inbox/?view=all")
        minseo.get_by_role("link", name="하늘").first.click()
        expect(minseo.locator("#thread")).to_contain_text("언제 오나요")

        minseo.keyboard.press("t")
        expect(minseo.locator("#talk-head")).to_contain_text("민서")

        minseo.locator("input[name=writing][value=note]").check(force=True)
        minseo.fill("#note-text", "@지호 환불까지 이야기될 수 있어요.")
        minseo.press("#note-text", "Control+Enter")
        expect(minseo.locator("#thread")).to_contain_text("환불까지 이야기될")

        minseo.locator("input[name=writing][value=reply]").check(force=True)
        minseo.fill(
            "#reply-text",
            "하늘님, 한빛 민서입니다. 오늘 바로 보내 드리고, 늦은 만큼 배송비는 환불해 드리겠습니다.",
        )
        minseo.locator("#reply-form button[type=submit]").click()
        expect(minseo.locator(".sign [data-state=waiting]")).to_be_visible()
        assert received(mail_server) == []

        jiho.goto(minseo.url)
        jiho.locator(".approval__form button[value=approve]").click()
        expect(minseo.locator("#thread")).to_contain_text("보냄", timeout=60_000)

        desk.wait_until(lambda: len(received(mail_server)) == 1, 20)
        [answer] = received(mail_server)
        assert "배송비는 환불" in answer.get_body(("plain",)).get_content()

        mail_server.deliver(
            mail(
                "Re: 필터가 아직 안 왔어요",
                "빠른 답 감사합니다!",
                In_Reply_To=answer["Message-ID"],
                References=answer["Message-ID"],
            )
        )
        expect(minseo.locator("#thread")).to_contain_text("빠른 답 감사합니다", timeout=60_000)
        expect(minseo.locator("#thread .message")).to_have_count(4)
    assert len(received(mail_server)) == 1
