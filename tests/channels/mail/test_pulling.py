"""Pulling from a real Dovecot: nothing lost, nothing twice, newest first."""

import json
import threading
import time
from typing import Any

import pytest
from tests.channels.mail.letters import mail
from tests.servers.mail import DESK, HANEUL, MailServer

from hanjari.channels.contract import Access, Outgoing
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.mail import KIND, fetching, pulling

pytestmark = pytest.mark.real_server


def pull(access: Access, pieces: int = 1000) -> tuple[list[Envelope], dict[str, Any]]:
    """At most so many pieces, as if killed then; what they held, and the cursor kept."""
    found: list[Envelope] = []
    cursor = access.cursor
    for catch, _ in zip(KIND.pull(access), range(pieces), strict=False):
        found += [one for raw in catch.payloads for one in KIND.read(access, raw)]
        cursor = json.loads(json.dumps(catch.cursor))
    return found, cursor


def plant(server: MailServer, *numbers: int, folder: str = "INBOX") -> None:
    """Mails by number straight into a folder."""
    with server.mailbox(DESK, folder) as client:
        for number in numbers:
            body = mail(f"body {number}", Message_ID=f"<{number}@x.example>").as_bytes()
            client.append(folder, None, None, body)


def numbers(found: list[Envelope]) -> list[int]:
    return [int(one.external_id.partition("@")[0]) for one in found]


def test_a_mail_from_outside_is_read_with_its_arrival(mail_server, open_account):
    mail_server.deliver(mail(Date="Mon, 02 Nov 2099 00:00:00 +0000"))
    for _ in range(100):
        found, _cursor = pull(open_account())
        if found:
            break
        time.sleep(0.05)
    assert found[0].posted_at.year < 2099


def test_the_newest_come_first_and_a_killed_backfill_goes_on(
    mail_server, open_account, monkeypatch
):
    monkeypatch.setattr(pulling, "PIECE", 3)
    plant(mail_server, *range(1, 9))
    first, cursor = pull(open_account(), pieces=1)
    assert sorted(numbers(first)) == [6, 7, 8]
    plant(mail_server, 9)
    rest, cursor = pull(open_account(cursor))
    assert numbers(rest)[0] == 9, "what is new goes before what is old"
    assert sorted(numbers(first + rest)) == list(range(1, 10))
    assert pull(open_account(cursor))[0] == []


def test_a_kill_at_any_piece_loses_nothing(mail_server, open_account, monkeypatch):
    monkeypatch.setattr(pulling, "PIECE", 2)
    plant(mail_server, *range(1, 8))
    plant(mail_server, *range(11, 14), folder="Sent")
    found: list[Envelope] = []
    cursor: dict[str, Any] = {}
    for _ in range(20):
        some, cursor = pull(open_account(cursor), pieces=1)
        found += some
    assert sorted(numbers(found)) == [*range(1, 8), *range(11, 14)]


def test_a_renumbered_folder_is_read_again_under_the_same_ids(mail_server, open_account):
    plant(mail_server, 1, 2)
    before, cursor = pull(open_account())
    mail_server.renumber(DESK)
    plant(mail_server, 3)
    after, cursor = pull(open_account(cursor))
    assert sorted(numbers(after)) == [1, 2, 3]
    assert {one.external_id for one in before} < {one.external_id for one in after}
    assert pull(open_account(cursor))[0] == []


def test_deleted_mail_does_not_come_back(mail_server, open_account):
    plant(mail_server, 1, 2)
    _, cursor = pull(open_account())
    with mail_server.mailbox() as client:
        client.uid("STORE", "1:*", "+FLAGS", "(\\Deleted)")
        client.expunge()
    plant(mail_server, 3)
    assert numbers(pull(open_account(cursor))[0]) == [3]


def test_reading_leaves_mail_unread(mail_server, open_account):
    plant(mail_server, 1)
    pull(open_account())
    with mail_server.mailbox() as client:
        assert client.search(None, "UNSEEN")[1] == [b"1"]


def test_a_colleagues_answer_from_their_own_program_is_ours(mail_server, open_account):
    told = mail("답장입니다", From=DESK, To=HANEUL, In_Reply_To="<a@x.example>", Message_ID="<c@m>")
    with mail_server.mailbox(DESK, "Sent") as client:
        client.append("Sent", None, None, told.as_bytes())
    (found,), _ = pull(open_account())
    assert found.is_ours
    assert found.parent_id == "a@x.example"


def test_old_mail_stays_where_it_is(mail_server, open_account):
    with mail_server.mailbox() as client:
        client.append("INBOX", None, '"01-Jan-2020 00:00:00 +0000"', mail().as_bytes())
    plant(mail_server, 2)
    assert numbers(pull(open_account(history_days=30))[0]) == [2]
    assert len(pull(open_account(history_days=0))[0]) == 2


def test_pieces_stay_small_and_giants_come_cut(mail_server, open_account, monkeypatch):
    monkeypatch.setattr(fetching, "PIECE_BYTES", 3000)
    monkeypatch.setattr(fetching, "MAIL_LIMIT", 5000)
    monkeypatch.setattr(fetching, "CUT_AT", 1000)
    with mail_server.mailbox() as client:
        for number, length in enumerate((1000, 1000, 1000, 9000), start=1):
            body = mail("x " * (length // 2), Message_ID=f"<{number}@x>").as_bytes()
            client.append("INBOX", None, None, body)
    catches = list(KIND.pull(open_account()))
    sizes = [sum(len(raw.body) for raw in catch.payloads) for catch in catches]
    assert max(sizes) <= 3000
    cut = [raw for catch in catches for raw in catch.payloads if raw.hints.get("cut")]
    assert [KIND.read(open_account(), raw)[0].external_id for raw in cut] == ["4@x"]
    assert sum(len(catch.payloads) for catch in catches) == 4


def test_our_own_copies_move_to_the_sent_folder(mail_server, open_account):
    KIND.send(open_account(), Outgoing(key="echo", text="네", subject="Re: x", to=(HANEUL,)))
    for _ in range(100):
        if mail_server.mails(DESK):
            break
        time.sleep(0.05)
    found, cursor = pull(open_account())
    assert [one.extra["key"] for one in found] == ["echo"]
    assert mail_server.mails(DESK) == []
    assert len(mail_server.mails(DESK, "Sent")) == 1
    assert pull(open_account(cursor))[0] == []


def test_waiting_hears_a_mail_at_once(mail_server, open_account):
    _, cursor = pull(open_account())
    heard: list[float] = []

    def listen() -> None:
        if KIND.wait(open_account(cursor), 20):
            heard.append(time.monotonic())

    thread = threading.Thread(target=listen)
    thread.start()
    time.sleep(1)
    sent = time.monotonic()
    mail_server.deliver(mail())
    thread.join(25)
    assert heard
    assert heard[0] - sent < 5


def test_what_came_before_the_wait_is_heard_too(mail_server, open_account):
    _, cursor = pull(open_account())
    plant(mail_server, 1)
    began = time.monotonic()
    assert KIND.wait(open_account(cursor), 20)
    assert time.monotonic() - began < 5
