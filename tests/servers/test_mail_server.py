"""The mail server that the other tests lean on does what a mail server does, and nothing leaves it."""

import smtplib
import ssl
import time
from email.message import EmailMessage

import pytest
from tests.servers.mail import DESK, HANEUL, PASSWORD, MailServer

pytestmark = pytest.mark.real_server


@pytest.fixture
def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = HANEUL, DESK, "필터"
    message["Message-ID"] = "<letter@customer.example>"
    message.set_content("필터가 오지 않았어요.")
    return message


def await_count(server: MailServer, user: str, count: int) -> list[bytes]:
    for _ in range(100):
        mails = server.mails(user)
        if len(mails) >= count:
            return mails
        time.sleep(0.05)
    raise AssertionError(mails)


def test_a_mail_from_outside_reaches_the_desk(mail_server, letter):
    mail_server.empty(DESK)
    mail_server.deliver(letter)
    assert b"letter@customer.example" in await_count(mail_server, DESK, 1)[0]


def test_a_login_may_submit_and_an_address_elsewhere_is_refused(mail_server, letter):
    mail_server.empty(HANEUL)
    trust = ssl.create_default_context(cadata=mail_server.certificate)
    with smtplib.SMTP("127.0.0.1", mail_server.submission_port) as smtp:
        smtp.starttls(context=trust)
        smtp.login(DESK, PASSWORD)
        refused = smtp.sendmail(DESK, [HANEUL, "stranger@elsewhere.example"], letter.as_bytes())
    assert list(refused) == ["stranger@elsewhere.example"]
    assert len(await_count(mail_server, HANEUL, 1)) == 1


def test_a_folder_can_be_renumbered(mail_server, letter):
    mail_server.empty(DESK)
    mail_server.deliver(letter)
    await_count(mail_server, DESK, 1)
    with mail_server.mailbox() as client:
        before = client.response("UIDVALIDITY")
    mail_server.renumber(DESK)
    with mail_server.mailbox() as client:
        assert client.response("UIDVALIDITY") != before
    assert len(mail_server.mails()) == 1
