"""KakaoTalk's bench: consultation talk at the simulated dealer; `SkillBench` is the chatbot's way."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory
from tests.channels.bench import Bench
from tests.channels.kakao.simulator import (
    CLIENT,
    HANEUL,
    SECRET,
    SENDER_KEY,
    KakaoSimulator,
    packed,
)
from tests.servers.network import network

from hanjari.channels import registry
from hanjari.channels.contract import Access, Outgoing
from hanjari.channels.kinds.kakao.ids import serial
from hanjari.kit.clock import now

HEADER, VALUE = "X-Hanjari-Key", "only-kakao-and-we-know-this"
DOOR = "https://desk.hanbit.example/hooks/d00r/"


def pushed(body: Any, value: str = VALUE, **more: str) -> HttpRequest:
    """A push as it comes in; `value` is the secret header's ('' leaves it out)."""
    headers = {HEADER: value} if value else {}
    return RequestFactory().post(
        "/hooks/d00r/", packed(body), content_type="application/json", headers=headers, **more
    )


class KakaoBench(Bench):
    def __init__(self, sim: KakaoSimulator) -> None:
        self.kind = registry.kind("kakao")
        self.sim, self.url = sim, sim.url

    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        settings = {
            "way": "dealer",
            "api": self.url,
            "client_id": CLIENT,
            "is_serial_unique": True,
            "addresses": "",
        }
        secrets = {"sender_key": SENDER_KEY, "client_secret": SECRET}
        return Access(7, "한빛 카카오톡", settings, secrets, cursor or {})

    def outgoing(self, key: str, text: str) -> Outgoing:
        return Outgoing(key=key, text=text, root_id=f"with:{HANEUL}", to=(HANEUL,))

    def sent(self, outgoing: Outgoing) -> int:
        said = self.sim.chats[HANEUL].said
        return sum(one["serial_number"] == serial(outgoing.key) for one in said)

    def push(self, text: str) -> HttpRequest:
        return pushed(self.sim.talk(text), "")

    def forgeries(self) -> Mapping[str, HttpRequest]:
        true = self.sim.talk("안녕하세요")
        return {
            "another channel's key": pushed({**true, "sender_key": "0" * 40}),
            "no key": pushed({**true, "sender_key": None}),
            "a key that is a list": pushed({**true, "sender_key": [SENDER_KEY]}),
            "letters of no alphabet": pushed({**true, "sender_key": "가나다"}),
            "no JSON": pushed(b"{"),
            "no object": pushed(["sender_key", SENDER_KEY]),
            "nested too deep": pushed(b"[" * 100_000),
            "a GET": RequestFactory().get("/hooks/d00r/", {"sender_key": SENDER_KEY}),
            "too large": pushed({**true, "contents": ["가" * 100_000]}),
        }

    def break_line(self) -> None:
        self.url = "http://127.0.0.1:9"  # discard: nobody listens there


class SkillBench(KakaoBench):
    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        settings = {
            "way": "skill",
            "callbacks": self.url,
            "header_name": HEADER,
            "receipt": "",
            "quick_replies": "",
        }
        return Access(7, "한빛 챗봇", settings, {"header_value": VALUE}, cursor or {})

    def outgoing(self, key: str, text: str) -> Outgoing:
        extra = {
            "callback": self.sim.new_callback().replace(self.sim.url, self.url),
            "callback_until": (now() + timedelta(seconds=60)).isoformat(),
        }
        return Outgoing(key=key, text=text, root_id="with:bot-user-1", extra=extra)

    def sent(self, outgoing: Outgoing) -> int:
        texts = [one["template"]["outputs"][0]["simpleText"]["text"] for one in self.sim.shown]
        return texts.count(outgoing.text)

    def push(self, text: str) -> HttpRequest:
        return pushed(self.sim.skill(text))

    def forgeries(self) -> Mapping[str, HttpRequest]:
        true = self.sim.skill("안녕하세요")
        return {
            "no header": pushed(true, ""),
            "another value": pushed(true, "guessed"),
            "a beginning of the value": pushed(true, VALUE[:-1]),
            "letters of no alphabet": pushed(true, "\u00e9" * 10),
            "no JSON": pushed(b"{"),
            "no object": pushed([true]),
            "a GET": RequestFactory().get("/hooks/d00r/", headers={HEADER: VALUE}),
            "too large": pushed(self.sim.skill("가" * 100_000)),
        }


@contextmanager
def bench() -> Iterator[KakaoBench]:
    with network() as place:
        yield KakaoBench(KakaoSimulator(place))


@contextmanager
def skill_bench() -> Iterator[SkillBench]:
    with network() as place:
        yield SkillBench(KakaoSimulator(place))
