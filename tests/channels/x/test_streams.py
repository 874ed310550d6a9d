"""The filtered stream rings the bell; whatever happens to it, pulling misses nothing."""

import threading
import time

import pytest
from tests.channels.x.test_pulling import pulled
from tests.channels.x.world import STRANGER, problem
from tests.servers.network import Reply

from hanjari.channels.kinds.x import KIND, rules, streams

pytestmark = pytest.mark.real_server


@pytest.fixture(autouse=True)
def _no_lag(monkeypatch) -> None:
    monkeypatch.setattr(streams, "LAG", 0.05)


def waited(access, seconds: float, act=None):
    """Whether it rang, after how long; `act` happens once the line is open."""
    timer = threading.Timer(0.6, act or (lambda: None))
    timer.start()
    began = time.monotonic()
    rang = KIND.wait(access, seconds)
    timer.join()
    return rang, time.monotonic() - began


def test_a_mention_rings_and_is_then_pulled(sim, open_account):
    account = open_account(pulled(open_account())[1])
    rang, after = waited(account, 10, lambda: sim.write("@hanbit_kr 급해요", STRANGER))
    assert rang
    assert after < 3
    assert pulled(account)[0] == ["@hanbit_kr 급해요"]


def test_heartbeats_others_rules_and_odd_lines_do_not_ring(sim, open_account):
    sim.rules["1"] = {"id": "1", "value": "다른", "tag": "someone-else"}
    odd = [
        b"\r\n",
        b"{\r\n",
        b'{"errors":[{"title":"operational-disconnect"}]}\r\n',
        b"[1]\r\n",
        b"\xff\r\n",
    ]

    def act() -> None:
        for line in odd:
            sim.streams[-1].put(line)
        sim.write("다른 이야기", STRANGER)

    rang, after = waited(open_account(), 1.5, act)
    assert not rang
    assert 1.4 < after < 3


def test_what_came_before_the_line_was_open_rings_at_once(sim, open_account):
    account = open_account(pulled(open_account())[1], queries="정수기")
    sim.write("정수기 물이 새요", STRANGER)
    assert waited(account, 10)[0]


def test_a_line_that_is_cut_is_opened_again(sim, open_account):
    def act() -> None:
        sim.close_streams()
        time.sleep(0.4)
        sim.write("@hanbit_kr 다시", STRANGER)

    assert waited(open_account(), 10, act)[0]
    assert len(sim.streams) >= 2


def test_the_rules_are_kept_as_the_settings_say_and_others_are_left_alone(sim, open_account):
    sim.rules["1"] = {"id": "1", "value": "남의 규칙", "tag": "someone-else"}
    assert rules.keep(open_account(queries="정수기\n필터")) == 3
    assert rules.keep(open_account(queries="필터")) == 2
    values = {rule["value"] for rule in sim.rules.values()}
    assert values == {"남의 규칙", "필터", "@hanbit_kr -is:retweet"}
    writes = [call for call in sim.place.calls if call.method == "POST"]
    rules.keep(open_account(queries="필터"))
    assert [call for call in sim.place.calls if call.method == "POST"] == writes, (
        "nothing to change"
    )


def test_pauses_grow_as_x_asks():
    def grown(outcome: str, count: int) -> list[float]:
        pause, found = 0.0, []
        for _ in range(count):
            pause = streams.after(outcome, pause)
            found.append(pause)
        return found

    assert grown(streams.NETWORK, 3) == [0.25, 0.5, 0.75]
    assert grown(streams.HTTP, 8)[-3:] == [160.0, 320.0, 320.0]
    assert grown(streams.BUSY, 3) == [60.0, 120.0, 240.0]
    assert max(grown(streams.NETWORK, 100)) == 16.0


@pytest.mark.parametrize("reply", [problem(429, "ConnectionException", "maximum allowed connection limit", "streaming-connection"), problem(403, "Client Forbidden", "no access", "client-forbidden"), Reply(503, b"")])  # fmt: skip
def test_a_stream_that_cannot_be_had_only_waits(sim, open_account, reply):
    rules.keep(open_account())
    sim.place.on("GET", streams.PATH, lambda _call: reply)
    rests: list[float] = []

    def rest(seconds: float) -> None:
        rests.append(seconds)
        time.sleep(seconds)

    assert streams.wait(open_account(), 2.5, rest) is False
    opened = [call for call in sim.place.calls if call.path == streams.PATH]
    assert len(opened) == 1, "not asked in a circle"
    assert rests


def test_an_account_without_stream_sleeps_and_asks_nothing(sim, open_account):
    rests: list[float] = []
    assert streams.wait(open_account(streams=False), 300, rests.append) is False
    assert streams.wait(open_account(secrets={"bearer_token": ""}), 300, rests.append) is False
    assert rests == [300, 300]
    assert sim.place.calls == []
