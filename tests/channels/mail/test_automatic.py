"""What a machine wrote is known, and never answered."""

import pytest
from tests.channels.mail.letters import mail, raw, read


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; x=y"},
        {"Precedence": "bulk"},
        {"X_Auto_Response_Suppress": "All"},
        {"Return_Path": "<>"},
        {"List_Id": "<news.example.com>"},
        {"List_Unsubscribe": "<mailto:a@x.example>"},
        {"X_Autoreply": "yes"},
        {"From": "MAILER-DAEMON@x.example"},
        {"From": "no-reply@shop.example"},
        {"Subject": "자동 회신: 부재중입니다"},
        {"Subject": "[자동응답] 문의가 접수되었습니다"},
        {"Subject": "Automatic reply: filter"},
    ],
)
def test_machines_give_themselves_away(headers):
    found = read(mail(**headers).as_bytes())
    assert found.is_automatic
    assert found.extra["why_automatic"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "no"},
        {"Subject": "자동으로 회신이 안 와요"},
        {"Subject": "Re: 부재중 전화"},
        {"X_Auto_Response_Suppress": "None"},
    ],
)
def test_people_are_not_taken_for_machines(headers):
    assert not read(mail(**headers).as_bytes()).is_automatic


BOUNCE = raw(
    "From: MAILER-DAEMON@mail.hanbit.example\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    b"--b\r\n\r\nI'm sorry.\r\n"
    b"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    b"Reporting-MTA: dns; mail.hanbit.example\r\n\r\n"
    b"Final-Recipient: rfc822; gone@customer.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    b"Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
    b"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <ours@hanbit.example>\r\n"
    b"--b--\r\n",
)


def test_a_bounce_joins_the_mail_that_came_back():
    found = read(BOUNCE)
    assert found.is_automatic
    assert found.parent_id == "ours@hanbit.example"
    assert found.extra["bounce"] == {
        "recipient": "gone@customer.example",
        "status": "5.1.1",
        "words": "550 5.1.1 no such user",
        "of": "ours@hanbit.example",
    }
