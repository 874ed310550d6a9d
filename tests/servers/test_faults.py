"""The proxy breaks what it says it breaks, and nothing else."""

from threading import Thread

import httpx
import pytest
from tests.servers.faults import FAULTS, Dice, faulty
from tests.servers.network import network
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.sync.server import serve

pytestmark = pytest.mark.real_server


@pytest.fixture
def server():
    with network() as opened:
        opened.answer("POST", "/posts", 201, {"id": 7})
        yield opened


def post(url: str) -> httpx.Response:
    return httpx.post(f"{url}/posts", json={"text": "안녕하세요"}, timeout=5, trust_env=False)


def test_a_calm_proxy_passes_everything(server):
    with faulty(server.url, Dice(share=1)) as place, place.calm():
        assert post(place.url).json() == {"id": 7}
    assert [call.json for call in server.calls] == [{"text": "안녕하세요"}]
    assert server.calls[0].headers["Host"] == server.url.removeprefix("http://")
    assert place.fault_count == 0


@pytest.mark.parametrize(
    ("fault", "heard"), [("deaf", 0), ("mute", 1), ("half", 1)]
)  # fmt: skip
def test_a_cut_leaves_the_caller_without_an_answer(server, fault, heard):
    with faulty(server.url, Dice(share=1, faults=(fault,))) as place:
        with pytest.raises(httpx.TransportError):
            post(place.url)
        assert place.counts == {fault: 1}
    assert len(server.calls) == heard


@pytest.mark.parametrize(
    ("fault", "heard", "statuses"),
    [
        ("delay", 1, {201}),
        ("slow_down", 0, {429}),
        ("down", 0, {500, 502, 503}),
        ("late_down", 1, {500}),
        ("twice", 2, {201}),
    ],
)
def test_the_server_hears_as_often_as_the_table_says(server, fault, heard, statuses):
    with faulty(server.url, Dice(share=1, faults=(fault,))) as place:
        answers = [post(place.url) for _ in range(3)]
    assert {answer.status_code for answer in answers} <= statuses
    assert len(server.calls) == 3 * heard
    if fault == "slow_down":
        assert {answer.headers.get("Retry-After") for answer in answers} == {None, "1"}


def test_the_same_seed_throws_the_same_faults():
    one, other = Dice(seed=11, share=0.5), Dice(seed=11, share=0.5)
    thrown = [one.throw() for _ in range(300)]
    assert thrown == [other.throw() for _ in range(300)]
    assert set(thrown) == {"", *FAULTS}


def test_a_stream_passes_and_is_cut_when_the_dice_say_so():
    def talk(line):
        for number in range(200):
            line.send(f"{number:050d}")

    with serve(talk, "127.0.0.1", 0) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        target = f"http://127.0.0.1:{server.socket.getsockname()[1]}"
        with faulty(target, Dice(stream_share=1)) as place:
            address = place.url.replace("http", "ws")
            with place.calm(), connect(address, proxy=None, compression=None) as line:
                assert len(list(line)) == 200
            with (
                connect(address, proxy=None, compression=None) as line,
                pytest.raises(ConnectionClosed),
            ):
                [line.recv(5) for _ in range(200)]
            assert place.counts["cut_stream"] == 1
        server.shutdown()
        thread.join()
