"""Mail to members leaves by an errand: the page waits for nobody, and nothing secret lies about."""

import logging
import smtplib
import socket
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hanjari.config.rotation import rotate
from hanjari.kit.clock import now
from hanjari.kit.secrets import forget_keys
from hanjari.people import actions as people
from hanjari.people import post
from hanjari.people.actions import letters
from hanjari.people.models import Letter, Member
from hanjari.people.queries import open_invitations_for

RESET = "/account/password/reset/"
GAON = "gaon@hanbit.example"


@pytest.fixture(autouse=True)
def _has_post(settings) -> None:
    settings.EMAIL_HOST = "mail.hanbit.example"


@pytest.fixture
def refusing(monkeypatch):
    """A mail server that takes nothing, for the reason given."""

    def refuse(error: Exception) -> None:
        def send(self, messages):
            raise error

        monkeypatch.setattr(EmailBackend, "send_messages", send)

    return refuse


def ask(address: str) -> Client:
    client = Client()
    client.post(RESET, {"email": address})
    return client


def at(**after: float):
    return time_machine.travel(now() + timedelta(**after), tick=False)


def test_asking_does_the_same_for_a_member_and_for_a_stranger(minseo):
    ask("first@hanbit.example")
    asked = []
    for address in (minseo.email, "nobody@hanbit.example"):
        with CaptureQueriesContext(connection) as queries:
            ask(address)
        asked.append([query["sql"].split('"')[0] for query in queries])
        assert not any("people_member" in query["sql"] for query in queries)
    assert asked[0] == asked[1]
    assert Letter.objects.count() == 3


def test_a_strangers_row_goes_without_a_letter(client, db):
    ask("nobody@hanbit.example")
    assert letters.send_letters() == 0
    assert not Letter.objects.exists()
    assert not mail.outbox


def test_a_member_gets_a_link_that_works(minseo, told):
    ask(minseo.email.upper())
    assert letters.send_letters() == 1
    (letter,) = mail.outbox
    assert letter.to == [minseo.email]
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    link = next(word for word in letter.body.split() if "/password/reset/key/" in word)
    client = Client()
    page = client.get("/" + link.split("/", 3)[3], follow=True)
    new = {"password1": "celadon-table-5", "password2": "celadon-table-5"}
    client.post(page.redirect_chain[-1][0], new)
    assert Member.objects.get(pk=minseo.pk).check_password("celadon-table-5")
    assert told("member.new_password_asked")[0].facts["ip"] == "127.0.0.1"


def test_a_disabled_member_gets_no_link(minseo, yuna):
    people.disable(minseo, by=yuna)
    Letter.objects.all().delete()
    ask(minseo.email)
    assert letters.send_letters() == 0


def test_the_link_is_made_when_it_is_sent(minseo):
    ask(minseo.email)
    with at(days=1):
        letters.send_letters()
    assert len(mail.outbox) == 1


@pytest.mark.real_server
def test_a_dead_mail_server_keeps_no_page_waiting(minseo, settings):
    with socket.socket() as deaf:  # takes connections and never says a word
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = deaf.getsockname()
        began = time.monotonic()
        ask(minseo.email)
        assert time.monotonic() - began < 5
        assert Letter.objects.count() == 1


@pytest.mark.real_server
def test_what_a_hanging_mail_server_leaves_is_tried_again(minseo, settings):
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        backend = settings.EMAIL_BACKEND
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = deaf.getsockname()
        settings.EMAIL_TIMEOUT = 0.3
        ask(minseo.email)
        assert letters.send_letters() == 0
        assert letters.send_letters() == 0  # not due: nothing is claimed twice
    letter = Letter.objects.get()
    assert (letter.attempts, bool(letter.fault)) == (1, True)
    settings.EMAIL_BACKEND = backend
    with at(minutes=2):
        assert letters.send_letters() == 1
    assert not Letter.objects.exists()


def test_waits_grow_and_end(minseo, refusing):
    refusing(smtplib.SMTPServerDisconnected("gone"))
    ask(minseo.email)
    waits = []
    for hours in (0, 1, 2, 30):
        with at(hours=hours):
            letters.send_letters()
            waits.append(Letter.objects.get().not_before - now())
    assert waits == sorted(waits)
    assert waits[-1] <= timedelta(hours=1)
    with at(hours=60):
        letters.send_letters()
    letter = Letter.objects.get()
    assert letter.given_up_at
    assert letter.sealed is None


def test_a_mailbox_that_is_not_there_is_given_up_and_shown(yuna, hanbit, refusing, as_member):
    people.invite(hanbit.roles["agent"], by=yuna, email=GAON)
    refusing(smtplib.SMTPRecipientsRefused({GAON: (550, b"no such user")}))
    letters.send_letters()
    assert Letter.objects.get().given_up_at
    assert open_invitations_for(yuna).get().is_undelivered
    yuna.language = "en"
    yuna.save()
    assert "Its mail did not go out" in as_member(yuna).get("/settings/members/").content.decode()


def test_an_invitation_is_mailed_in_its_language(yuna, hanbit):
    _, secret = people.invite(hanbit.roles["agent"], by=yuna, email=GAON, language="en")
    letters.send_letters()
    (letter,) = mail.outbox
    assert letter.to == [GAON]
    assert letter.subject.endswith("invites you to its desk")
    assert post.join_link(secret) in letter.body


def test_a_withdrawn_invitation_is_not_mailed(yuna, hanbit):
    invitation, _ = people.invite(hanbit.roles["agent"], by=yuna, email=GAON)
    people.withdraw_invitation(invitation, by=yuna)
    assert letters.send_letters() == 0
    assert not Letter.objects.exists()


def test_no_letter_waits_where_no_mail_is_sent(yuna, hanbit, settings, minseo):
    settings.EMAIL_HOST = ""
    people.invite(hanbit.roles["agent"], by=yuna, email=GAON)
    ask(minseo.email)
    assert not Letter.objects.exists()


def test_neither_address_nor_link_lies_open(yuna, hanbit, minseo, refusing, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    _, secret = people.invite(hanbit.roles["agent"], by=yuna, email=GAON)
    ask(minseo.email)
    stored = str([bytes(row.sealed) for row in Letter.objects.all()])
    for word in (secret, GAON, minseo.email):
        assert word not in stored
    refusing(smtplib.SMTPRecipientsRefused({GAON: (451, b"later, " + secret.encode())}))
    letters.send_letters()
    said = caplog.text + capsys.readouterr().out + str(list(Letter.objects.values_list("fault")))
    assert "SMTPRecipientsRefused" in said
    assert secret not in said
    assert GAON not in said


def test_a_letter_opens_after_the_key_was_rotated(minseo, settings, tmp_path):
    settings.KEY_FILE = tmp_path / "seal.key"
    ask(minseo.email)
    rotate(forget_old=True)
    forget_keys()
    assert letters.send_letters() == 1


def test_a_changed_password_is_told_by_a_letter(minseo, settings, as_member):
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    client, new = as_member(minseo), "celadon-table-5"
    minseo.set_password("celadon-chair-5")
    minseo.save()
    client.force_login(minseo)
    answers = {"oldpassword": "celadon-chair-5", "password1": new, "password2": new}
    assert client.post("/account/password/change/", answers).status_code == 302
    assert not mail.outbox
    letters.send_letters()
    assert [letter.to for letter in mail.outbox] == [[minseo.email]]
    assert "비밀번호" in mail.outbox[0].subject
    assert "관리자에게" in mail.outbox[0].body


def test_a_letter_that_is_sent_again_bears_the_same_message_id(minseo, monkeypatch, settings):
    settings.EMAIL_HOST = "mail.hanbit.example"
    settings.DEFAULT_FROM_EMAIL = "한자리 <desk@hanbit.example>"
    post.post(minseo.email, "한 번만", "두 번 와도 하나입니다.")
    letter = Letter.objects.get()
    letters.send_letters()
    letter.save(force_insert=True)
    letters.send_letters()
    first, second = (one.extra_headers["Message-ID"] for one in mail.outbox)
    assert first == second
    assert first.endswith("@hanbit.example>")
