"""Files that came with a message: opened by those who may see it, as harmlessly as can be."""

from email.message import EmailMessage
from hashlib import sha256

import pytest

from hanjari.channels.models import Account, RawPayload
from hanjari.conversations.actions import arrival
from hanjari.listening.actions import erase_message, hear_waiting
from hanjari.listening.models import Message


@pytest.fixture
def message(mailbox: Account) -> Message:
    mailbox.settings = {
        "address": "desk@hanbit.example", "imap_host": "x", "imap_port": 1, "imap_security": "tls",
        "smtp_host": "x", "smtp_port": 1, "smtp_security": "tls",
    }  # fmt: skip
    mailbox.save()
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "sky@x.example", "사진", "<photo@x.example>"
    mail.set_content("사진을 보냅니다.")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="누수 사진.png")
    mail.add_attachment(b"<script>", maintype="text", subtype="html", filename="x.html")
    body = mail.as_bytes()
    RawPayload.objects.create(account=mailbox, digest=sha256(body).hexdigest(), body=body)
    hear_waiting(10)
    found = Message.objects.get()
    arrival.thread_messages([found.pk])
    return found


def at(message: Message, number: int) -> str:
    return f"/inbox/messages/{message.pk}/files/{number}/"


def test_a_picture_is_shown(client, minseo, message):
    client.force_login(minseo)
    answer = client.get(at(message, 0))
    assert (answer.content, answer["Content-Type"]) == (b"\x89PNG", "image/png")
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''%EB%88%84")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_could_run_is_only_saved(client, minseo, message):
    client.force_login(minseo)
    answer = client.get(at(message, 1))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="x.html"'


def test_the_thread_links_them(client, minseo, message):
    client.force_login(minseo)
    page = client.get(f"/inbox/{message.turn.conversation_id}/").content.decode()
    assert at(message, 0) in page
    assert "누수 사진.png" in page


def test_a_reader_sees_it_too_and_strangers_do_not(client, doyun, taeyang, message):
    client.force_login(doyun)
    assert client.get(at(message, 0)).status_code == 200
    client.force_login(taeyang)
    assert client.get(at(message, 0)).status_code == 404


def test_nobody_logged_in_is_sent_to_the_door(client, message):
    assert client.get(at(message, 0)).status_code == 302


@pytest.mark.parametrize("number", [2, 999])
def test_a_file_that_is_not_there(client, minseo, message, number):
    client.force_login(minseo)
    assert client.get(at(message, number)).status_code == 404


def test_an_erased_message_has_no_files(client, minseo, message):
    client.force_login(minseo)
    erase_message(message, reason="asked", by=minseo)
    assert client.get(at(message, 0)).status_code == 404


def test_it_is_only_read(client, minseo, message):
    client.force_login(minseo)
    assert client.post(at(message, 0)).status_code == 405
