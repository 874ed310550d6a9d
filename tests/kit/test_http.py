"""The guarded client against real local servers that mean harm."""

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from hanjari.kit.http import (
    USER_AGENT,
    ForbiddenUrlError,
    TooLargeError,
    TooSlowError,
    client,
    guarded_client,
)

pytestmark = pytest.mark.real_server
Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(
    answer: Answer, host: str = "127.0.0.1", port: int = 0
) -> Iterator[ThreadingHTTPServer]:
    """A real server whose every GET is answered by `answer`; requests are noted in `.paths`."""

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.paths.append(self.path)
            answer(self)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer((host, port), Door)
    server.daemon_threads = True
    server.paths = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def plain(body: bytes, **headers: str) -> Answer:
    def answer(door: BaseHTTPRequestHandler) -> None:
        door.send_response(200)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            door.send_header(name.replace("_", "-"), value)
        door.end_headers()
        door.wfile.write(body)

    return answer


def sent_to(target: Callable[[], str]) -> Answer:
    def answer(door: BaseHTTPRequestHandler) -> None:
        door.send_response(302)
        door.send_header("Location", target())
        door.send_header("Content-Length", "0")
        door.end_headers()

    return answer


def only_first_loopback(address: str) -> bool:
    """For these tests 127.0.0.1 plays the public internet and all else the private network."""
    return address == "127.0.0.1"


def url(server: ThreadingHTTPServer, host: str = "127.0.0.1", path: str = "/") -> str:
    return f"http://{host}:{server.server_address[1]}{path}"


def test_this_machine_is_refused_before_any_connection() -> None:
    with serving(plain(b"secret")) as server, guarded_client() as guarded:
        with pytest.raises(ForbiddenUrlError):
            guarded.get(url(server))
        assert server.paths == []


def test_a_host_on_the_operators_list_is_fetched(settings) -> None:
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with serving(plain(b"hello")) as server, guarded_client() as guarded:
        assert guarded.get(url(server)).text == "hello"


def test_a_name_server_that_changes_its_answer_reaches_nothing_private() -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    asked = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with serving(plain(b"public")) as public:
        port = public.server_address[1]
        with (
            serving(plain(b"private"), "127.0.0.2", port) as private,
            guarded_client(resolver=rebinding, judge=only_first_loopback) as guarded,
        ):
            assert guarded.get(f"http://evil.example:{port}/").text == "public"
            assert asked == ["evil.example"], "one look-up for one connection"
            with pytest.raises(ForbiddenUrlError):
                guarded.get(f"http://evil.example:{port}/")
            assert private.paths == []


def test_a_redirect_to_a_private_address_is_judged_too() -> None:
    names = {"public.example": ["127.0.0.1"], "inside.example": ["127.0.0.2"]}
    with serving(plain(b"private"), "127.0.0.2") as private:
        target = sent_to(lambda: url(private, "inside.example", "/admin"))
        with (
            serving(target) as public,
            guarded_client(
                resolver=lambda host, _: names[host], judge=only_first_loopback
            ) as guarded,
        ):
            with pytest.raises(ForbiddenUrlError):
                guarded.get(url(public, "public.example"))
            assert public.paths == ["/"]
            assert private.paths == []


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "http://a:b@127.0.0.1/"],
)
def test_other_schemes_and_credentials_are_refused_even_by_redirect(target) -> None:
    with (
        serving(sent_to(lambda: target)) as server,
        guarded_client(judge=only_first_loopback) as guarded,
    ):
        with pytest.raises((ForbiddenUrlError, httpx.UnsupportedProtocol)):
            guarded.get(url(server))
        with pytest.raises((ForbiddenUrlError, httpx.UnsupportedProtocol)):
            guarded.get(target)


def test_a_circle_of_redirects_ends() -> None:
    with (
        serving(sent_to(lambda: "/again")) as server,
        guarded_client(judge=only_first_loopback) as guarded,
    ):
        with pytest.raises(httpx.TooManyRedirects):
            guarded.get(url(server))
        assert len(server.paths) == 6


def test_an_endless_answer_stops_at_the_limit() -> None:
    def endless(door: BaseHTTPRequestHandler) -> None:
        door.send_response(200)
        door.end_headers()
        try:
            while True:
                door.wfile.write(b"x" * 65_536)
        except OSError:
            pass

    with (
        serving(endless) as server,
        guarded_client(judge=only_first_loopback, size=1_000_000) as guarded,
        pytest.raises(TooLargeError),
    ):
        guarded.get(url(server))


def test_a_small_packed_answer_that_unpacks_to_a_huge_one_stops_at_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with (
        serving(plain(bomb, Content_Encoding="gzip")) as server,
        guarded_client(judge=only_first_loopback, size=1_000_000) as guarded,
        pytest.raises(TooLargeError),
    ):
        guarded.get(url(server))


def _raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", _raw_deflate)],
)
def test_packed_answers_are_unpacked_whole(encoding, pack) -> None:
    body = "한빛 정수기 ".encode() * 50_000
    with (
        serving(plain(pack(body), Content_Encoding=encoding)) as server,
        guarded_client(judge=only_first_loopback) as guarded,
    ):
        assert guarded.get(url(server)).content == body


def test_a_damaged_packed_answer_is_an_error_and_not_a_crash() -> None:
    with (
        serving(plain(b"no gzip at all", Content_Encoding="gzip")) as server,
        guarded_client(judge=only_first_loopback) as guarded,
        pytest.raises(httpx.DecodingError),
    ):
        guarded.get(url(server))


def test_a_server_that_drips_headers_meets_the_deadline() -> None:
    def dripping(door: BaseHTTPRequestHandler) -> None:
        try:
            door.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
            for _ in range(100):
                door.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            pass

    began = time.monotonic()
    with (
        serving(dripping) as server,
        guarded_client(judge=only_first_loopback, seconds=0.6) as guarded,
        pytest.raises(httpx.TimeoutException),
    ):
        guarded.get(url(server))
    assert time.monotonic() - began < 3


def test_a_server_that_drips_its_body_meets_the_deadline() -> None:
    def dripping(door: BaseHTTPRequestHandler) -> None:
        door.send_response(200)
        door.end_headers()
        try:
            for _ in range(100):
                door.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            pass

    with (
        serving(dripping) as server,
        guarded_client(judge=only_first_loopback, seconds=0.6) as guarded,
        pytest.raises((TooSlowError, httpx.ReadTimeout)),
    ):
        guarded.get(url(server))


def test_both_clients_say_who_they_are() -> None:
    agents = []

    def noting(door: BaseHTTPRequestHandler) -> None:
        agents.append(door.headers["User-Agent"])
        plain(b"")(door)

    with serving(noting) as server:
        with guarded_client(judge=only_first_loopback) as guarded:
            guarded.get(url(server))
        with client() as known:
            known.get(url(server))
    assert agents == [USER_AGENT, USER_AGENT]
