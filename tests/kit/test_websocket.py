"""The guarded WebSocket against a real local server."""

import threading
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import serve

from hanjari.kit.addresses import ForbiddenAddressError
from hanjari.kit.websocket import guarded_websocket

pytestmark = pytest.mark.real_server


@pytest.fixture
def echo(settings) -> Iterator[str]:
    """A server that says back what it hears."""
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]

    def answer(connection):
        for message in connection:
            connection.send(message)

    with serve(answer, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}/"
        server.shutdown()
        thread.join()


def test_words_go_there_and_back(echo):
    with guarded_websocket(echo) as line:
        line.send("안녕")
        assert line.recv(timeout=5) == "안녕"


def test_quiet_is_told_from_an_end(echo):
    with guarded_websocket(echo) as line, pytest.raises(TimeoutError):
        line.recv(timeout=0.05)


def test_a_message_beyond_all_bounds_ends_the_line(echo):
    with guarded_websocket(echo, size=1_000) as line:
        line.send("x" * 5_000)
        with pytest.raises(ConnectionClosed):
            line.recv(timeout=5)


def test_a_private_host_is_not_called(echo, settings):
    settings.ALLOW_PRIVATE_HOSTS = []
    with pytest.raises(ForbiddenAddressError):
        guarded_websocket(echo)


@pytest.mark.parametrize("url", ["http://hanbit.example/", "ws://me:secret@hanbit.example/", "ws:///x"])  # fmt: skip
def test_other_addresses_are_no_websockets(url):
    with pytest.raises(ValueError, match="ws://"):
        guarded_websocket(url)
