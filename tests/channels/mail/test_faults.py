"""Servers at their worst: plain words for a person, bounded time, nothing else disturbed."""

import time
from itertools import chain

import pytest
from tests.channels.mail import hostile
from tests.channels.mail.letters import mail
from tests.servers.certificates import write_certificate
from tests.servers.mail import DESK, FULL
from tests.servers.ports import free_ports

from hanjari.channels.contract import BrokenError, Outgoing, RefusedError
from hanjari.channels.kinds.mail import KIND, health, lines, pulling
from hanjari.channels.kinds.mail.forms import MailForm

pytestmark = pytest.mark.real_server
MANNERS = [
    hostile.hangs, hostile.hangs_up, hostile.resets, hostile.babbles, hostile.drips, hostile.promises,
]  # fmt: skip


@pytest.fixture(autouse=True)
def _short_patience(monkeypatch) -> None:
    monkeypatch.setattr(lines, "STEP", 1.0)
    monkeypatch.setattr(pulling, "VISIT", 2.0)
    monkeypatch.setattr(health, "VISIT", 2.0)


def broken(access) -> BrokenError:
    began = time.monotonic()
    with pytest.raises(BrokenError) as error:
        list(KIND.pull(access))
    assert time.monotonic() - began < 8
    return error.value


@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.__name__)
@pytest.mark.parametrize("security", ["none", "tls", "starttls"])
def test_a_bad_reading_server_is_told_in_plain_words(open_account, manner, security):
    with hostile.listening(manner) as port:
        error = broken(open_account(imap_port=port, imap_security=security))
    assert "127.0.0.1" in error.words
    assert error.code in {"timeout", "dropped", "garbled", "tls"}
    assert not error.needs_person


@pytest.mark.parametrize("manner", MANNERS[:5], ids=lambda manner: manner.__name__)
def test_a_bad_sending_server_surely_sends_nothing(open_account, manner, monkeypatch):
    monkeypatch.setattr("hanjari.channels.kinds.mail.sending.VISIT", 2.0)
    with hostile.listening(manner) as port:
        access = open_account(smtp_port=port, smtp_security="none")
        with pytest.raises(RefusedError) as refused:
            KIND.send(access, Outgoing(key="k", text="네", to=("a@customer.example",)))
    assert refused.value.can_retry
    assert refused.value.words


@pytest.mark.parametrize("manner", MANNERS[:5], ids=lambda manner: manner.__name__)
def test_health_tells_every_ill_line_with_a_remedy(open_account, manner):
    with hostile.listening(manner) as port:
        access = open_account(
            imap_port=port, smtp_port=port, imap_security="none", smtp_security="none"
        )
        ill = KIND.health(access)
    assert len(ill) == 2
    assert all(not check.is_well and check.words and check.remedy for check in ill)


def test_each_fault_has_its_code(open_account, settings):
    assert broken(open_account(imap_port=free_ports(1)[0])).code == "refused"
    assert broken(open_account(password="expired")).code == "login"
    assert broken(open_account(certificate="")).code == "certificate"
    settings.ALLOW_PRIVATE_HOSTS = []
    assert broken(open_account()).code == "private"


def test_a_name_that_nobody_knows(open_account, monkeypatch):
    def unknown(*_args: object, **_more: object) -> None:
        raise lines.socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(lines, "reachable", unknown)
    error = broken(open_account(imap_host="mail.nowhere.example"))
    assert error.code == "unresolved"
    assert "mail.nowhere.example" in error.words


def test_a_missing_sent_folder_is_shown(open_account):
    words = [
        check for check in KIND.health(open_account(sent_folder="Nowhere")) if not check.is_well
    ]
    assert [bool(check.remedy) for check in words] == [True]


def test_a_full_mailbox_is_shown(mail_server, open_account):
    mail_server.empty(FULL)
    with mail_server.mailbox(FULL) as client:
        client.append("INBOX", None, None, mail("x" * 980).as_bytes())
    told = KIND.health(open_account(address=FULL))
    assert any("MB" in check.words for check in told)


def test_health_in_good_days(open_account):
    told = KIND.health(open_account())
    assert all(check.is_well and check.words for check in told)
    assert len(told) == 4


def test_a_broken_pull_keeps_what_came_before(mail_server, open_account, monkeypatch):
    monkeypatch.setattr(pulling, "PIECE", 1)
    with mail_server.mailbox() as client:
        for number in range(3):
            client.append("INBOX", None, None, mail(Message_ID=f"<{number}@x>").as_bytes())
    pulled = KIND.pull(open_account())
    first = next(pulled)
    with mail_server.mailbox(DESK):
        monkeypatch.setattr(pulling, "fetch", lambda *_: chain.from_iterable([1]))
        with pytest.raises(BrokenError):
            list(pulled)
    monkeypatch.undo()
    rest = list(KIND.pull(open_account(first.cursor)))
    assert sum(len(catch.payloads) for catch in [first, *rest]) == 3


FORM = {
    "address": "Desk@Hanbit.example",
    "password": "p",
    "imap_host": "mail.hanbit.example",
    "imap_port": 993,
    "imap_security": "tls",
    "smtp_host": "mail.hanbit.example",
    "smtp_port": 465,
    "smtp_security": "tls",
    "history_days": 30,
}


def test_the_form_takes_what_is_sound(tmp_path):
    write_certificate(tmp_path / "c.pem", tmp_path / "k.pem")
    form = MailForm({**FORM, "certificate": (tmp_path / "c.pem").read_text()})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["address"] == "desk@hanbit.example"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", "desk"),
        ("imap_port", 0),
        ("smtp_port", 70_000),
        ("imap_security", "ssl"),
        ("smtp_security", "none"),
        ("certificate", "-----BEGIN CERTIFICATE-----\nx"),
        ("history_days", -1),
        ("password", ""),
    ],
)
def test_the_form_refuses_what_is_not(field, value):
    form = MailForm({**FORM, field: value})
    assert not form.is_valid()
    assert field in form.errors
