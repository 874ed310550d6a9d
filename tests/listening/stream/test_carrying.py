"""Through a real NATS server: packed, sifted by hands, acknowledged after the commit; nothing lost, nothing doubled."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import OperationalError, connections
from tests.listening.stream.babbling import gone, said
from tests.listening.stream.conftest import reading, wait_until
from tests.servers.nats import Nats, running_nats

from hanjari.channels.models import Hand as HandRow
from hanjari.channels.models import Stream
from hanjari.channels.queries import stream_of
from hanjari.kit.bus import Pack
from hanjari.listening.models import Message
from hanjari.listening.stream import carrying, hands, keeping
from hanjari.listening.stream.packing import STREAM

pytestmark = [pytest.mark.real_server, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def one_server() -> Iterator[Nats]:
    with running_nats(1) as found:
        yield found


@pytest.fixture
def server(one_server, settings) -> Nats:
    settings.NATS_URL = one_server.url
    one_server.ask(forgotten)
    return one_server


async def forgotten(js) -> None:
    if any(one.config.name == STREAM for one in await js.streams_info()):
        await js.delete_stream(STREAM)


@contextmanager
def sifting(count: int = 1) -> Iterator[None]:
    """Hands in threads of their own."""
    over = Event()

    def work() -> None:
        try:
            hands.Hand(over.is_set).work()
        finally:
            connections.close_all()

    threads = [Thread(target=work) for _ in range(count)]
    for one in threads:
        one.start()
    try:
        yield
    finally:
        over.set()
        for one in threads:
            one.join(15)
            assert not one.is_alive()


def left(server: Nats) -> int:
    return server.ask(lambda js: js.stream_info(STREAM)).state.messages


def test_posts_go_packed_through_the_server_and_what_fits_is_kept_once(
    server, babbling, asked, query, account
):
    babbling.frames = [
        [said(n, f"{'한빛' if n % 10 == 0 else '남의'} 글 {n}") for n in range(base, base + 500)]
        for base in range(0, 3_000, 500)
    ]
    with reading(asked):
        wait_until(lambda: Stream.objects.get().place == {"at": 6})
    assert left(server) < 200, "a hundred and more posts share a message"
    with sifting(2):
        wait_until(lambda: Message.objects.count() == 300)
        wait_until(lambda: left(server) == 0)
        wait_until(lambda: stream_of(account).waiting_count == 0)
        wait_until(lambda: bool(stream_of(account).hands))
    assert not HandRow.objects.exists()
    assert Stream.objects.get().frame_count == 3_000


def test_a_place_read_twice_doubles_nothing(server, babbling, asked, query):
    babbling.frames = [[said(n, f"한빛 {n}") for n in range(50)]]
    for _time in range(2):
        with reading(asked):
            wait_until(lambda: Stream.objects.get().place == {"at": 1})
        Stream.objects.update(place={})
    with sifting():
        wait_until(lambda: Message.objects.count() == 50)
        wait_until(lambda: left(server) == 0)
    assert Message.objects.count() == 50


def test_a_deletion_waits_for_its_post_however_the_hands_take_turns(server, babbling, asked, query):
    babbling.frames = [[said(n, f"한빛 {n}") for n in range(20)], [gone(n) for n in range(10)]]
    with reading(asked):
        wait_until(lambda: Stream.objects.get().place == {"at": 2})
    with sifting(2):
        wait_until(lambda: left(server) == 0)
    assert Message.objects.filter(erased_at=None).count() == 10


def test_no_acknowledgement_before_the_commit(server, babbling, asked, query, monkeypatch):
    real, tries = keeping._together, []

    def away(arrivals, behind):
        tries.append(len(arrivals))
        if len(tries) <= 5:
            assert left(server) > 0
            raise OperationalError("the database is away")
        return real(arrivals, behind)

    monkeypatch.setattr(keeping, "_together", away)
    monkeypatch.setattr(keeping, "FIRST", 0.02)
    babbling.frames = [[said(n, f"한빛 {n}") for n in range(30)]]
    with reading(asked), sifting():
        wait_until(lambda: Message.objects.count() == 30)
        wait_until(lambda: left(server) == 0)
    assert len(tries) >= 6


def test_a_hand_that_dies_with_packs_in_hand_leaves_them_to_others(
    server, babbling, asked, query, monkeypatch
):
    monkeypatch.setattr("hanjari.kit.bus.line.AGAIN_AFTER", 1.0)
    babbling.frames = [[said(n, f"한빛 {n}") for n in range(40)]]
    with reading(asked):
        wait_until(lambda: Stream.objects.get().place == {"at": 1})
    dead = carrying.bus_of()
    assert dead.fetch("posts", most=100, seconds=2)
    dead.close()
    with sifting():
        wait_until(lambda: Message.objects.count() == 40)


def test_what_is_no_pack_is_passed_over(server, babbling, asked, query):
    bus = carrying.bus_of()
    odd = [b"nothing", b'{"a":999,"f":[]}', b'{"a":"x","f":7}']
    assert bus.publish([Pack("hanjari.posts.0", body) for body in odd]) == []
    bus.close()
    babbling.frames = [[said(1, "한빛")]]
    with reading(asked), sifting():
        wait_until(lambda: Message.objects.count() == 1)
        wait_until(lambda: left(server) == 0)


def test_without_a_server_the_reader_stops_at_its_place_says_so_and_goes_on(
    babbling, asked, query, settings, account, monkeypatch
):
    monkeypatch.setattr(carrying, "TELL_AFTER", 0.1)
    babbling.frames = [[said(n, f"한빛 {n}") for n in range(30)]]
    with running_nats(1) as server:
        settings.NATS_URL = server.url
        server.nodes[0].kill()
        with reading(asked):
            wait_until(lambda: stream_of(account).state == "failing")
            assert "NATS" in stream_of(account).words
            assert Stream.objects.get().place == {}
            server.nodes[0].start()
            wait_until(lambda: Stream.objects.get().place == {"at": 1})
            with sifting():
                wait_until(lambda: Message.objects.count() == 30)
            wait_until(lambda: stream_of(account).state == "well")
