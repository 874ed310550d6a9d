"""A full disk, for real: said in plain words, nothing lost, nothing twice, and all goes on by itself."""

import re
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest
from tests.servers.disk import SmallDisk, small_disk
from tests.servers.house import House
from tests.servers.mail import DESK, HANEUL, PASSWORD, MailServer

from hanjari.demo import cast

pytestmark = [pytest.mark.real_server, pytest.mark.slow]
MEGABYTES = 256
"""More than the doctor's least, so that he is content once the disk is empty again."""
WAITS_KO, WAITS_EN = "새 메시지는 각 채널에서 기다리고 있고", "New messages wait at their channels"
UNSAVED_KO, UNSAVED_EN = "이번 내용은 저장하지 못했습니다.", "This was not saved; everything saved"
LONG = "오늘 출고됩니다. " * 2000
"""What is short may still find room in a block that is there already; this does not."""
SEAT = """
from hanjari.channels.access import seal_secrets
from hanjari.channels.models import Account
from hanjari.demo import cast

company = cast.seat_hanbit()
company.members["jiho"].language = "en"
company.members["jiho"].save()
Account.objects.create(
    organisation=company.organisation, kind="mail", name="한빛 메일",
    settings={settings!r}, secrets=seal_secrets({{"password": {password!r}}}), own_ids=[{desk!r}],
)
Account.objects.create(organisation=company.organisation, kind="webform", name="문의", door="hanbit")
"""
QUEUE = """
from datetime import timedelta
from django.db import transaction
from hanjari.channels.models import Delivery
from hanjari.conversations.actions.replies import write_reply
from hanjari.conversations.models import Conversation
from hanjari.kit.clock import now
from hanjari.people.models import Member

with transaction.atomic():
    reply = write_reply(
        Conversation.objects.order_by("pk")[0], "확인해 보겠습니다.",
        by=Member.objects.get(email="minseo@hanbit.example"), is_confirmed=True,
    )
    Delivery.objects.filter(pk=reply.delivery_id).update(not_before=now() + timedelta(seconds={after}))
"""
MESSAGES = "SELECT external_id FROM listening_message"
TURNS = (
    "SELECT external_id FROM conversations_turn t JOIN listening_message m ON m.id = t.message_id"
)
RAWS = "SELECT DISTINCT state FROM channels_rawpayload"
SENT = "SELECT external_id FROM channels_delivery WHERE state = 'sent'"


class Desk:
    """Hanbit's desk on a small disk, with a real mailbox, and those who write to it."""

    def __init__(self, house: House, server: MailServer) -> None:
        self.house, self._server = house, server
        self.planted: list[str] = []
        for address in (DESK, HANEUL):
            server.empty(address)
        house.environment["HANJARI_ALLOW_PRIVATE_HOSTS"] = "127.0.0.1"
        house.tell(SEAT.format(settings=server.settings(), password=PASSWORD, desk=DESK))

    def plant(self, *, size: int = 0) -> None:
        """Haneul writes a mail."""
        name = f"full-{len(self.planted)}@customer.example"
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = f"하늘 <{HANEUL}>", DESK, name
        message["Message-ID"] = f"<{name}>"
        message.set_content("필터가 아직 안 왔어요." + " 기다립니다." * (size // 20))
        self._server.deliver(message)
        self.planted.append(name)

    def told(self, question: str) -> Counter[str]:
        """What the rows say, read without the house."""
        path = f"file:{self.house.home / 'hanjari.sqlite3'}?mode=ro"
        with closing(sqlite3.connect(path, uri=True, timeout=20)) as rows:
            return Counter(word for (word,) in rows.execute(question))

    def is_settled(self, answers: int) -> bool:
        """Everything planted is threaded, and so many answers are out and in their threads."""
        sent = self.told(SENT)
        return sent.total() == answers and {*self.planted, *sent} <= self.told(TURNS).keys()

    def await_settled(self, answers: int) -> None:
        try:
            self.house.wait_until(lambda: self.is_settled(answers), 60)
        except AssertionError:
            pytest.fail(f"{self.told(TURNS)} {self.told(SENT)}\n{self.house.said()}")

    def arrived(self) -> Counter[str]:
        """How often each answer lies in Haneul's mailbox."""
        mails = [message_from_bytes(body) for body in self._server.mails(HANEUL)]
        return Counter(str(mail["Message-ID"]).strip("<>") for mail in mails)


class Browser:
    """Somebody's browser at the desk."""

    def __init__(self, house: House) -> None:
        self._http = httpx.Client(
            base_url=house.url,
            follow_redirects=True,
            timeout=30,
            headers={"Origin": house.url, "Accept-Language": "ko"},
        )

    def close(self) -> None:
        self._http.close()

    def get(self, path: str) -> httpx.Response:
        return self._http.get(path)

    def post(self, path: str, page: str, **fields: str) -> httpx.Response:
        """Send a form with the tokens that its page carries."""
        hidden = re.findall(
            r'name="(csrfmiddlewaretoken|ticket)"[^>]* value="([^"]+)"', self.get(page).text
        )
        return self._http.post(path, data={**dict(hidden), **fields})

    def log_in(self, who: str) -> httpx.Response:
        door = "/account/login/"
        return self.post(door, door, login=f"{who}@hanbit.example", password=cast.PASSWORD)


@pytest.fixture
def browsers(desk) -> Iterator[list[Browser]]:
    """Three of them, closed again."""
    opened = [Browser(desk.house) for _ in range(3)]
    yield opened
    for one in opened:
        one.close()


@pytest.fixture
def disk(tmp_path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", MEGABYTES) as one:
        yield one


@pytest.fixture
def home(disk, prepared_home) -> Path:
    return Path(shutil.copytree(prepared_home, disk.folder / "home"))


@pytest.fixture
def desk(home, mail_server) -> Desk:
    return Desk(House(home), mail_server)


def test_a_full_disk_is_said_in_words_and_nothing_is_lost_or_sent_twice(disk, desk, browsers):
    house, (minseo, jiho, haneul) = desk.house, browsers
    with house.serving() as served:
        desk.plant()
        desk.await_settled(0)
        for browser, who in ((minseo, "minseo"), (jiho, "jiho")):
            assert browser.log_in(who).status_code == 200
        children = house.children(served.pid)
        for answers, room in enumerate((0, 60_000), start=1):
            house.tell(QUEUE.format(after=2))
            disk.fill(but=room)
            for size in (0, 200_000, 0):
                desk.plant(size=size)
            if not room:
                pages_say_it(minseo, jiho, haneul)
                commands_say_it(house)
            time.sleep(4)
            disk.empty()
            desk.await_settled(answers)
        answered = minseo.post(
            "/inbox/1/reply/", "/inbox/1/", text="오늘 출고됩니다.", is_confirmed="on"
        )
        assert answered.status_code == 200
        desk.await_settled(3)
        assert house.children(served.pid) == children, house.said()
        nothing_is_lost_or_twice(desk)
        well = house.run("doctor")
        assert well.returncode == 0, well.stdout
    assert house.run("journal", "verify").returncode == 0


def pages_say_it(minseo: Browser, jiho: Browser, haneul: Browser) -> None:
    """Whoever looks reads it; whoever sends learns that nothing was saved, and may send again."""
    assert WAITS_KO in minseo.get("/").text
    assert WAITS_EN in jiho.get("/").text
    for who, words in ((minseo, UNSAVED_KO), (jiho, UNSAVED_EN)):
        told = who.post("/inbox/1/reply/", "/inbox/1/", text=LONG, is_confirmed="on")
        assert (told.status_code, words in told.text) == (507, True)
    form = haneul.post("/open/form/hanbit/", "/open/form/hanbit/", text="어디까지 왔나요? " * 400)
    assert form.status_code == 507
    assert "지금은 메시지를 받을 수 없습니다." in form.text
    assert "어디까지 왔나요?" in form.text
    entered = haneul.log_in("doyun")
    assert (entered.status_code, UNSAVED_KO in entered.text) == (507, True)


def commands_say_it(house: House) -> None:
    """The doctor names the fault and no other; a backup leaves no half file."""
    doctor = house.run("doctor")
    assert doctor.returncode == 1
    assert "✗ Disk: is full." in doctor.stdout
    assert doctor.stdout.count("✗") == 1
    assert "✓ Worker: 1 running" in doctor.stdout
    backup = house.run("backup")
    assert "No space left" in backup.stderr
    assert not [*house.home.glob("backups/*"), *house.home.glob("backup-*")]
    assert "Traceback" not in doctor.stderr + backup.stderr


def nothing_is_lost_or_twice(desk: Desk) -> None:
    sent = desk.told(SENT)
    expected = Counter(desk.planted) + sent
    assert desk.told(MESSAGES) == expected
    assert desk.told(TURNS) == expected
    assert desk.told(RAWS).keys() == {"read"}
    assert desk.arrived() == sent


def test_a_house_that_finds_no_room_says_so_and_opens_once_there_is_some(home, disk):
    house = House(home)
    shutil.rmtree(home / "keys")
    disk.fill()
    refused = house.run("serve", "--port", str(house.port))
    assert refused.returncode == 1
    assert "The disk is full." in refused.stderr
    assert "Traceback" not in refused.stderr
    disk.empty()
    with house.serving():
        assert f"{house.url}/join/first/" in house.said()
