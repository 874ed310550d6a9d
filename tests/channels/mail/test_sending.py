"""Sending through a real Postfix: one transaction, exact answers, and what became of a lost one."""

import time
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from tests.channels.mail.letters import mail
from tests.servers.mail import COLLEAGUE, DESK, HANEUL, MailServer

from hanjari.channels.contract import Outgoing, Receipt, RefusedError, UnsureError
from hanjari.channels.kinds.mail import KIND, ids, lines
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


def outgoing(key: str = "key-1", **more: object) -> Outgoing:
    told = {
        "text": "네, 확인했습니다.\n\n곧 보내 드리겠습니다.",
        "subject": "Re: 필터 문의",
        "to": (HANEUL,),
    }
    return Outgoing(key=key, **{**told, **more})


def await_mails(server: MailServer, user: str, count: int = 1) -> list[EmailMessage]:
    for _ in range(100):
        mails = server.mails(user)
        if len(mails) >= count:
            return [message_from_bytes(one, policy=policy.default) for one in mails]
        time.sleep(0.05)
    raise AssertionError(mails)


def plain(message: EmailMessage) -> str:
    return message.get_body(["plain"]).get_content().replace("\r\n", "\n")


def settled(access, told: Outgoing, tries: int = 40) -> Receipt | None:
    """Ask until it can be told, as the outbox does."""
    for _ in range(tries):
        try:
            return KIND.find(access, told, now())
        except UnsureError:
            time.sleep(0.1)
    raise UnsureError


def test_an_answer_arrives_as_a_korean_reader_expects_it(mail_server, open_account):
    told = outgoing(
        parent_id="b@x.example",
        references=("r@x.example", "b@x.example"),
        sender_name="민서",
        language="ko",
    )
    receipt = KIND.send(open_account(), told)
    (got,) = await_mails(mail_server, HANEUL)
    assert got["Message-ID"] == f"<{receipt.external_id}>"
    assert got["Subject"] == "Re: 필터 문의"
    assert str(got["From"]) == f"민서 <{DESK}>"
    assert got["In-Reply-To"] == "<b@x.example>"
    assert got["References"] == "<r@x.example> <b@x.example>"
    assert "Bcc" not in got
    assert plain(got) == told.text + "\n"
    html = got.get_body(["html"]).get_content()
    assert "<p>네, 확인했습니다.</p><p>곧 보내 드리겠습니다.</p>" in html


def test_words_are_not_taken_for_html(mail_server, open_account):
    KIND.send(open_account(), outgoing(text="<b>1 & 2</b>\n.\n..x"))
    (got,) = await_mails(mail_server, HANEUL)
    assert "&lt;b&gt;1 &amp; 2" in got.get_body(["html"]).get_content()
    assert plain(got) == "<b>1 & 2</b>\n.\n..x\n"


def test_headers_cannot_be_smuggled_in(mail_server, open_account):
    KIND.send(open_account(), outgoing(subject="x\r\nBcc: spy@x.example", sender_name="a\nb"))
    (got,) = await_mails(mail_server, HANEUL)
    assert "Bcc" not in got
    assert got["Subject"] == "x Bcc: spy@x.example"


def test_ids_that_we_made_up_are_not_told_outside(mail_server, open_account):
    KIND.send(open_account(), outgoing(parent_id=f"abc@{ids.MISSING}"))
    (got,) = await_mails(mail_server, HANEUL)
    assert "In-Reply-To" not in got


def test_an_automatic_answer_says_so(mail_server, open_account):
    KIND.send(open_account(), outgoing(is_automatic=True))
    (got,) = await_mails(mail_server, HANEUL)
    assert got["Auto-Submitted"] == "auto-replied"


def test_copies_go_along(mail_server, open_account):
    KIND.send(open_account(), outgoing(copy_to=(COLLEAGUE,)))
    assert len(await_mails(mail_server, COLLEAGUE)) == 1
    assert len(await_mails(mail_server, HANEUL)) == 1


def test_an_address_that_is_refused_stops_the_whole_mail(mail_server, open_account):
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), outgoing(to=(HANEUL, "nobody@customer.example")))
    assert not refused.value.can_retry
    assert "nobody@customer.example" in refused.value.words
    time.sleep(0.5)
    assert mail_server.mails(HANEUL) == []


@pytest.mark.parametrize("to", [(), ("no address",), ("한글@customer.example",)])
def test_an_address_that_is_none_is_refused_in_words(open_account, to):
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), outgoing(to=to))
    assert not refused.value.can_retry


def test_a_wrong_password_may_be_mended(open_account):
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(password="expired"), outgoing())
    assert refused.value.can_retry
    assert refused.value.code == "login"
    assert refused.value.retry_after >= 600


def test_a_mail_too_large_is_refused_for_good(open_account):
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), outgoing(text="가" * 12_000_000))
    assert not refused.value.can_retry
    assert refused.value.code == "smtp_552"


def test_without_a_copy_the_mail_is_filed_by_hand(mail_server, open_account):
    KIND.send(open_account(echoes=False), outgoing())
    assert len(mail_server.mails(DESK, "Sent")) == 1
    assert mail_server.mails(DESK) == []


def test_a_sent_folder_that_fails_changes_nothing(mail_server, open_account):
    access = open_account(echoes=False, sent_folder="Nowhere", imap_port=1)
    assert KIND.send(access, outgoing()).external_id


def test_the_protection_from_the_start_works_too(mail_server, open_account):
    access = open_account(
        imap_port=mail_server.imaps_port, imap_security="tls",
        smtp_port=mail_server.submissions_port, smtp_security="tls",
    )  # fmt: skip
    assert all(check.is_well for check in KIND.health(access))
    assert KIND.send(access, outgoing()).external_id


def test_a_lost_answer_to_the_dot_is_unsure_and_then_found(mail_server, open_account, monkeypatch):
    def lose(self):
        if self.is_dotted_by_test:
            raise OSError("the line went dead")
        return lines.smtplib.SMTP.getreply(self)

    def send(self, data):
        lines.smtplib.SMTP.send(self, data)
        self.is_dotted_by_test = data in (b".\r\n", b"\r\n.\r\n")

    monkeypatch.setattr(lines._Smtp, "getreply", lose, raising=False)
    monkeypatch.setattr(lines._Smtp, "send", send, raising=False)
    monkeypatch.setattr(lines._Smtp, "is_dotted_by_test", False, raising=False)
    told = outgoing("lost")
    with pytest.raises(UnsureError):
        KIND.send(open_account(), told)
    monkeypatch.undo()
    found = settled(open_account(), told)
    assert found is not None
    assert found.external_id == ids.sent_id(told, "hanbit.example")
    assert len(await_mails(mail_server, HANEUL)) == 1


def test_a_mail_cut_before_the_dot_is_surely_not_sent(mail_server, open_account, monkeypatch):
    def send(self, data):
        if len(data) > 500:
            self.sock.shutdown(2)
        lines.smtplib.SMTP.send(self, data)

    monkeypatch.setattr(lines._Smtp, "send", send, raising=False)
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), outgoing())
    assert refused.value.can_retry
    time.sleep(0.5)
    assert mail_server.mails(HANEUL) == []


def test_what_was_never_sent_is_told_apart_by_a_probe_that_leaves_no_trace(
    mail_server, open_account
):
    with pytest.raises(UnsureError):
        KIND.find(open_account(), outgoing("never"), now())
    assert settled(open_account(), outgoing("never")) is None
    assert mail_server.mails(DESK) == []


def test_before_the_grace_time_nothing_is_told(mail_server, open_account):
    access = open_account(grace=60)
    with pytest.raises(UnsureError):
        settled(access, outgoing("early"), tries=10)


def test_a_mailbox_that_keeps_no_copies_never_proves_absence(mail_server, open_account):
    with pytest.raises(UnsureError):
        settled(open_account(echoes=False), outgoing("none"), tries=5)
    assert mail_server.mails(DESK) == [], "and it asks nobody"


def test_a_mail_that_is_stuck_in_the_queue_is_never_called_not_sent(mail_server, open_account):
    told = outgoing("queued")
    account = open_account(grace=5.0)  # a busy queue delivers what was asked later first
    with mail_server.stuck():
        KIND.send(account, told)
        with pytest.raises(UnsureError):
            settled(account, told, tries=8)
    assert settled(account, told, tries=100) is not None
    assert len(await_mails(mail_server, HANEUL)) == 1


def test_a_probe_that_does_not_arrive_proves_nothing(mail_server, open_account, monkeypatch):
    monkeypatch.setattr(lines._Smtp, "send_message", lambda *_: {}, raising=False)
    with pytest.raises(UnsureError):
        settled(open_account(), outgoing("stuck"), tries=8)


@pytest.mark.parametrize("folder", ["Sent", "Junk", "Archive"])
def test_a_copy_is_found_wherever_a_rule_has_put_it(mail_server, open_account, folder):
    body = mail(
        From=DESK, Message_ID=f"<{ids.sent_id(outgoing('moved'), 'hanbit.example')}>"
    ).as_bytes()
    open_account()
    with mail_server.mailbox() as client:
        client.create(folder)
        client.append(folder, None, None, body)
    assert settled(open_account(), outgoing("moved"), tries=1) is not None


def test_a_key_used_again_for_other_words_is_another_mail():
    one, other = ids.sent_id(outgoing(), "x"), ids.sent_id(outgoing(text="other"), "x")
    assert one == ids.sent_id(outgoing(), "x") != other
