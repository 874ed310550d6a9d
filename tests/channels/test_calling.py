"""The line to a network: every way in which an answer can fail becomes the right error."""

import socket
import threading
from collections.abc import Iterator

import pytest
from tests.servers.network import Network, network

from hanjari.channels.calling import Attachment, Line, attachments
from hanjari.channels.contract import (
    Access,
    BrokenError,
    Outgoing,
    RefusedError,
    SpentError,
    UnsureError,
)

pytestmark = pytest.mark.real_server


class EmptyMeter:
    """A meter with nothing left."""

    def take(self, name, count=1, *, microcents=0):
        raise SpentError("rate", "오늘 몫을 다 썼습니다.", 120.0)

    def note(self, limit):
        """Nothing."""


@pytest.fixture
def place(settings) -> Iterator[Network]:
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with network() as opened:
        yield opened


def line(place: Network, **access) -> Line:
    return Line(Access(1, "광장", {}, {}, {}, **access), place.url)


def test_json_comes_back_as_what_it_says(place):
    place.answer("GET", "/talk", 200, {"words": "안녕하세요"})
    with line(place) as open_line:
        assert open_line.ask("GET", "/talk").body == {"words": "안녕하세요"}


@pytest.mark.parametrize(
    ("status", "code", "needs_person"),
    [(401, "http_401", True), (403, "http_403", True), (404, "http_404", False), (429, "rate", False), (503, "http_503", False)],
)  # fmt: skip
def test_what_is_asked_fails_in_plain_words(place, status, code, needs_person):
    place.answer("GET", "/talk", status, {}, {"Retry-After": "7"})
    with line(place) as open_line, pytest.raises(BrokenError) as broken:
        open_line.ask("GET", "/talk")
    assert (broken.value.code, broken.value.needs_person) == (code, needs_person)
    assert broken.value.retry_after == (7.0 if status in {429, 503} else None)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422, 429])
def test_what_the_network_refuses_was_surely_not_taken(place, status):
    place.answer("POST", "/talk", status, {})
    with line(place) as open_line, pytest.raises(RefusedError) as refused:
        open_line.say("POST", "/talk", json={"text": "답"})
    assert refused.value.can_retry == (status == 429)
    assert refused.value.words


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_after_a_network_s_own_trouble_nobody_knows(place, status):
    place.answer("POST", "/talk", status, {})
    with line(place) as open_line, pytest.raises(UnsureError):
        open_line.say("POST", "/talk", json={"text": "답"})


def test_a_half_answer_to_what_was_said_is_unsure(place):
    place.answer("POST", "/talk", 200, b'{"id": "1', {"Content-Type": "application/json"})
    with line(place) as open_line, pytest.raises(UnsureError):
        open_line.say("POST", "/talk", json={})


def test_a_half_answer_to_what_was_asked_is_broken(place):
    place.answer("GET", "/talk", 200, b'{"id": "1', {"Content-Type": "application/json"})
    with line(place) as open_line, pytest.raises(BrokenError) as broken:
        open_line.ask("GET", "/talk")
    assert broken.value.code == "garbled"


def test_nobody_there_means_surely_not_sent(settings):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))  # bound, and nobody listens
        closed = f"http://127.0.0.1:{door.getsockname()[1]}"
        with (
            Line(Access(1, "광장", {}, {}, {}), closed) as open_line,
            pytest.raises(RefusedError) as refused,
        ):
            open_line.say("POST", "/talk", json={})
    assert refused.value.can_retry


def test_a_line_that_breaks_while_we_speak_is_unsure(settings):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with socket.create_server(("127.0.0.1", 0)) as door:

        def hang_up() -> None:
            caller, _ = door.accept()
            caller.recv(65_536)
            caller.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        address = f"http://127.0.0.1:{door.getsockname()[1]}"
        with Line(Access(1, "광장", {}, {}, {}), address) as open_line, pytest.raises(UnsureError):
            open_line.say("POST", "/talk", json={})
        thread.join()


def test_a_private_address_is_not_called(place, settings):
    settings.ALLOW_PRIVATE_HOSTS = []
    with line(place) as open_line, pytest.raises(BrokenError) as broken:
        open_line.ask("GET", "/talk")
    assert broken.value.code == "forbidden_address"
    assert place.calls == []


def test_an_empty_meter_stops_the_call_before_it_is_made(place):
    with line(place, meter=EmptyMeter()) as open_line:
        with pytest.raises(BrokenError) as broken:
            open_line.ask("GET", "/talk", take="search")
        with pytest.raises(RefusedError) as refused:
            open_line.say("POST", "/talk", take="write")
    assert broken.value.retry_after == refused.value.retry_after == 120.0
    assert refused.value.can_retry
    assert place.calls == []


def test_attachments_come_with_their_bytes_and_what_is_broken_without():
    good = {"name": "필터.png", "kind": "image/png", "alt": "새 필터", "content": "cG5n"}
    broken = {"kind": "image/png", "content": "%%%"}
    found = attachments(Outgoing("k", "글", extra={"media": [good, broken, "a.png"]}))
    assert found[0] == Attachment("필터.png", "image/png", "새 필터", "", b"png")
    assert [(one.kind, one.content) for one in found[1:]] == [("image/png", b""), ("", b"")]
    assert attachments(Outgoing("k", "글")) == []
