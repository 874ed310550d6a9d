"""Personal data is starred out before anything is stored: message, index, and the raw payload."""

import json
from base64 import b64encode
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from tests.listening.spoken import payload, said

from hanjari.channels.envelope import Medium
from hanjari.channels.models import Account, RawPayload
from hanjari.kit.secrets import unseal
from hanjari.listening import actions as listening
from hanjari.listening.models import HourCount, Message, Original
from hanjari.listening.search import Scope, search

RESIDENT = "900101-1234567"
WORDS = f"제 주민번호는 {RESIDENT} 이고 전화는 010-1234-5678 입니다"


def everything_stored() -> str:
    """All that a thief of the database would read of messages and payloads."""
    rows = [*Message.objects.values(), *RawPayload.objects.values(), *HourCount.objects.values()]
    return " ".join(
        bytes(value).decode("utf-8", "replace")
        if isinstance(value, bytes | memoryview)
        else str(value)
        for row in rows
        for value in row.values()
    )


def test_nothing_of_it_is_stored_anywhere(square):
    payload(square, {"id": "1", "text": WORDS, "name": "하늘 010-1234-5678"})
    listening.hear_waiting(10)
    assert "1234567" not in everything_stored()
    assert "1234-5678" not in everything_stored()
    assert search(Scope(square.organisation_id), "1234567").ids == []
    assert "제 주민번호는" in Message.objects.get().text


def test_a_redacted_payload_reads_the_same(square):
    raw = payload(square, {"id": "1", "text": WORDS}, {"id": "2", "text": "다른 말"})
    listening.hear_waiting(10)
    raw.refresh_from_db()
    assert [row["id"] for row in json.loads(bytes(raw.body))] == ["1", "2"]
    assert raw.hints == {"part": "x", "masked": True, "sealed": False}


def test_quoted_words_markup_media_and_facts_are_masked_too(square):
    envelope = said(
        square, "1", "첨부합니다",
        quoted=WORDS,
        html=f"<p>{WORDS}</p>",
        media=(Medium(f"신분증 {RESIDENT}.jpg", "image/jpeg", part="2"),),
        extra={"base_subject": RESIDENT},
    )  # fmt: skip
    listening.keep(square, [envelope])
    assert RESIDENT not in everything_stored()


def test_markup_that_cuts_a_number_up_is_not_kept(square):
    listening.keep(square, [said(square, "1", "표", html="<p>900101-<b>1234567</b></p>")])
    assert Message.objects.get().html == ""


def test_the_original_is_not_kept_unless_the_organisation_says_so(square):
    listening.keep(square, [said(square, "1", WORDS)])
    assert not Original.objects.exists()


def test_where_a_rule_allows_it_the_original_is_kept_sealed_and_for_its_days(square):
    square.organisation.original_days = 30
    square.organisation.save()
    listening.keep(square, [said(square, "1", WORDS)])
    original = Original.objects.get()
    assert json.loads(unseal(original.sealed)) == {"text": WORDS}
    assert original.kinds == ["phone", "resident"]
    assert 29 <= (original.kept_until - datetime.now(UTC)).days <= 30


def mail(body: str, **headers: str) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"] = "하늘 <haneul@example.com>", "care@hanbit.example"
    letter["Subject"] = headers.get("subject", "문의")
    letter["Message-ID"], letter["Date"] = "<1@example.com>", "Fri, 20 Nov 2026 12:00:00 +0900"
    letter.set_content(body, charset="utf-8", cte="base64")
    letter.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="사진.png")
    return letter.as_bytes()


@pytest.fixture
def mailbox(hanbit) -> Account:
    return Account.objects.create(
        organisation=hanbit.organisation,
        kind="mail",
        name="문의함",
        settings={
            "address": "care@hanbit.example",
            "imap_host": "x",
            "imap_port": 143,
            "imap_security": "none",
            "smtp_host": "x",
            "smtp_port": 25,
            "smtp_security": "none",
        },
    )


def keep_mail(mailbox: Account, body: bytes) -> RawPayload:
    raw = RawPayload.objects.create(account=mailbox, digest="d", body=body)
    listening.hear_waiting(10)
    raw.refresh_from_db()
    return raw


def test_a_mail_is_masked_inside_its_encoding_and_keeps_its_attachment(mailbox):
    raw = keep_mail(mailbox, mail(WORDS, subject=f"제 번호 {RESIDENT}"))
    assert raw.hints["masked"] is True
    body = bytes(raw.body)
    assert b64encode(b"\x89PNG\r\n") in body
    assert b"Message-ID: <1@example.com>" in body
    text = message_from_bytes(body, policy=policy.default).get_body().get_content()
    assert "제 주민번호는" in text
    assert "1234567" not in text + everything_stored()
    message = Message.objects.get()
    assert message.media[0]["name"] == "사진.png"
    assert "*" in message.subject


def test_a_mail_without_personal_data_stays_byte_for_byte(mailbox):
    before = mail("정수기에서 물이 새요")
    assert bytes(keep_mail(mailbox, before).body) == before
