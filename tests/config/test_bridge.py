"""Pages in threads: one computes, and a page that stands still holds up no other."""

import asyncio
from threading import Event
from types import SimpleNamespace

from hanjari.config.bridge import Bridge


class Proto:
    """What granian hands over: takes the answer."""

    def __init__(self) -> None:
        self.answer: tuple[int, bytes] | None = None

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answer = (status, body)


def scope(path: str) -> SimpleNamespace:
    return SimpleNamespace(
        method="GET", path=path, query_string="", server="127.0.0.1:8000", client="127.0.0.1:5000",
        scheme="http", http_version="1.1", headers={}, authority="",
    )  # fmt: skip


def test_a_page_that_stands_still_holds_up_no_other():
    gate = Event()

    def pages(environ, start_response):
        if environ["PATH_INFO"] == "/slow":
            assert gate.wait(20)
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode()]

    async def visit() -> list[tuple[int, bytes] | None]:
        bridge, slow, quick = Bridge(pages, threads=2), Proto(), [Proto() for _ in range(3)]
        waiting = asyncio.ensure_future(bridge(scope("/slow"), slow))
        await asyncio.sleep(0.02)
        await asyncio.wait_for(asyncio.gather(*(bridge(scope("/quick"), one) for one in quick)), 10)
        assert slow.answer is None
        gate.set()
        await asyncio.wait_for(waiting, 10)
        return [one.answer for one in (*quick, slow)]

    assert asyncio.run(visit()) == [(200, b"/quick")] * 3 + [(200, b"/slow")]
