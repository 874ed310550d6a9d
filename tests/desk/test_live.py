"""Live updates over a real server: who may listen, what is told, how fast, and when it ends."""

import json
import shutil
import socket
import threading
import time

import httpx
import pytest
from tests.servers.house import House

pytestmark = [pytest.mark.real_server, pytest.mark.slow]
SEAT = """
from django.conf import settings
from hanjari.demo import cast
from hanjari.channels.models import Account
from hanjari.kit.clock import now
from hanjari.conversations.models import Conversation
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
import json
def enter(member):
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.create()
    return session.session_key
hanbit, narae = cast.seat_hanbit(), cast.seat_narae()
own = hanbit.roles["reader"]
own.permissions = ["conversation.read_department"]
own.save()
account = Account.objects.create(
    organisation=hanbit.organisation, kind="mail", name="mail", paused_at=now()
)  # or its owner is told, and the ears hear it, that it has no server
rows = {
    key: Conversation.objects.create(
        organisation=hanbit.organisation, account=account, thread_key=key,
        department=hanbit.departments[room],
    ).pk
    for key, room in [("care", "고객응대"), ("product", "제품")]
}
people = {**hanbit.members, **narae.members}
print(json.dumps({
    "rows": rows, "organisation": hanbit.organisation.pk,
    "ids": {name: one.pk for name, one in people.items()},
    "keys": {name: enter(one) for name, one in people.items()},
}))
"""


class Desk:
    """A served house with its cast seated and logged in."""

    def __init__(self, house: House) -> None:
        self.house = house
        told = json.loads(house.tell(SEAT))
        self.rows, self.ids, self.keys = told["rows"], told["ids"], told["keys"]
        self.organisation = told["organisation"]

    def cookies(self, name):
        return {"sessionid": self.keys[name]}

    def ticket(self, name):
        answer = httpx.get(f"{self.house.url}/live/ticket/", cookies=self.cookies(name))
        return answer.json()["ticket"]

    def status(self, ticket, name, **query):
        with httpx.stream(
            "GET",
            f"{self.house.url}/live",
            params={"ticket": ticket, **query},
            cookies=self.cookies(name),
        ) as answer:
            return answer.status_code

    def record(self, event, noun, noun_id, **facts):
        self.house.tell(
            "from hanjari.journal.actions import record\n"
            f"record({event!r}, {noun!r}, {noun_id}, organisation={self.organisation}, **{facts!r})"
        )


class Ear(threading.Thread):
    """A page that listens and keeps what it was told, with the time."""

    def __init__(self, desk: Desk, name: str, **query: object) -> None:
        super().__init__(daemon=True)
        self.desk, self.member, self.query = desk, name, query
        self.heard: list[tuple[float, str, dict[str, str]]] = []
        self.marks: list[str] = []
        self.is_open, self.is_over = threading.Event(), threading.Event()
        self.start()
        assert self.is_open.wait(10)

    def run(self) -> None:
        params = {"ticket": self.desk.ticket(self.member), **self.query}
        try:
            with httpx.stream(
                "GET",
                f"{self.desk.house.url}/live",
                params=params,
                cookies=self.desk.cookies(self.member),
                timeout=60,
            ) as answer:
                assert answer.status_code == 200
                name = ""
                for line in answer.iter_lines():
                    self.is_open.set()
                    key, _, value = line.partition(": ")
                    if key == "event":
                        name = value
                    elif key == "id":
                        self.marks.append(value)
                    elif key == "data":
                        self.heard.append((time.monotonic(), name, json.loads(value)))
        except httpx.HTTPError:
            pass
        self.is_over.set()

    def told(self):
        return [(name, told) for _, name, told in self.heard]


@pytest.fixture(scope="module")
def desk(tmp_path_factory, prepared_home):
    home = tmp_path_factory.mktemp("live") / "home"
    shutil.copytree(prepared_home, home)
    house = House(home)
    desk = Desk(house)
    with house.serving():
        house.wait_until(lambda: "worker.started" in house.said())
        yield desk


def test_a_forged_ticket_opens_nothing(desk):
    assert desk.status("forged", "minseo") == 403
    assert desk.status(desk.ticket("minseo") + "x", "minseo") == 403


def test_a_ticket_opens_nothing_in_another_session(desk):
    assert desk.status(desk.ticket("minseo"), "taeyang") == 403


def test_an_old_ticket_opens_nothing(desk):
    old = desk.house.tell(
        "import time; from django.core import signing\n"
        "from hanjari.desk.live import tickets\n"
        "real = time.time; time.time = lambda: real() - 61\n"
        "from types import SimpleNamespace as N; from hanjari.people.models import Member\n"
        f"m = Member.objects.get(pk={desk.ids['minseo']})\n"
        f"print(tickets.ticket_for(N(session=N(session_key={desk.keys['minseo']!r})), m))"
    ).strip()
    assert desk.status(old, "minseo") == 403


def test_a_stranger_gets_no_ticket(desk):
    answer = httpx.get(f"{desk.house.url}/live/ticket/")
    assert answer.status_code == 302


def test_a_page_is_told_what_moved_and_nothing_of_what_was_said(desk):
    ear = Ear(desk, "minseo")
    desk.record("conversation.assigned", "conversation", desk.rows["care"], reason="비밀")
    desk.house.wait_until(lambda: ear.heard)
    assert ear.told() == [
        ("conversation", {"id": str(desk.rows["care"]), "event": "conversation.assigned"})
    ]


def test_a_rival_hears_nothing_of_it(desk):
    minseo, taeyang = Ear(desk, "minseo"), Ear(desk, "taeyang")
    desk.record("conversation.assigned", "conversation", desk.rows["care"])
    desk.house.wait_until(lambda: minseo.heard)
    time.sleep(0.3)
    assert taeyang.heard == []


def test_who_reads_one_department_hears_of_that_department(desk):
    minseo, doyun = Ear(desk, "minseo"), Ear(desk, "doyun")
    desk.record("conversations.arrived", "account", 1, opened=list(desk.rows.values()), grown=[])
    desk.house.wait_until(lambda: len(minseo.heard) == 2)
    desk.house.wait_until(lambda: doyun.heard)
    assert [told["id"] for _, told in doyun.told()] == [str(desk.rows["product"])]


def test_colleagues_hear_that_somebody_is_writing_and_the_writer_does_not(desk):
    jiho, minseo = Ear(desk, "jiho"), Ear(desk, "minseo")
    desk.house.tell(
        "from hanjari.conversations.models import Draft\n"
        f"Draft.objects.create(conversation_id={desk.rows['care']}, member_id={desk.ids['minseo']}, text='안녕')"
    )
    desk.house.wait_until(lambda: jiho.heard)
    assert jiho.told() == [
        (
            "draft",
            {
                "id": str(desk.rows["care"]),
                "event": "draft.written",
                "member": str(desk.ids["minseo"]),
            },
        )
    ]
    assert minseo.heard == []


def test_a_page_that_comes_back_is_told_what_it_missed(desk):
    ear = Ear(desk, "minseo")
    desk.record("conversation.assigned", "conversation", desk.rows["care"])
    desk.house.wait_until(lambda: ear.marks)
    desk.record("conversation.closed", "conversation", desk.rows["care"])
    desk.house.wait_until(lambda: len(ear.marks) == 2)
    late = Ear(desk, "minseo", after=ear.marks[0])
    desk.house.wait_until(lambda: late.heard)
    assert [told["event"] for _, told in late.told()] == ["conversation.closed"]


def test_many_open_pages_shut_out_nobody(desk):
    ticket, streams = desk.ticket("minseo"), []
    try:
        for _ in range(200):
            stream = socket.create_connection(("127.0.0.1", desk.house.port), timeout=10)
            streams.append(stream)
            stream.sendall(
                f"GET /live?ticket={ticket} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Cookie: sessionid={desk.keys['minseo']}\r\n\r\n".encode()
            )
            assert stream.recv(100).startswith(b"HTTP/1.1 200")
        assert desk.house.answers()
    finally:
        for stream in streams:
            stream.close()


def test_who_logs_out_or_is_disabled_loses_the_stream_within_a_minute(desk):
    sora, yuna, jiho = Ear(desk, "sora"), Ear(desk, "yuna"), Ear(desk, "jiho")
    desk.house.tell(
        "from django.contrib.sessions.models import Session\n"
        "from hanjari.people.models import Member\n"
        f"Member.objects.filter(pk={desk.ids['sora']}).update(is_active=False)\n"
        f"Session.objects.filter(session_key={desk.keys['yuna']!r}).delete()"
    )
    assert sora.is_over.wait(45)
    assert yuna.is_over.wait(5)
    assert not jiho.is_over.is_set()


def test_open_streams_do_not_keep_the_house_from_closing(house):
    desk = Desk(house)
    with house.serving() as served:
        house.wait_until(lambda: "worker.started" in house.said())
        ear = Ear(desk, "minseo")
        begun = time.monotonic()
        served.terminate()
        assert served.wait(10) == 0
        assert time.monotonic() - begun < 5
        assert ear.is_over.wait(2)
