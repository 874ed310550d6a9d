"""A babbling network in Hanbit's hands, standing queries, and a reader that stops when a test has seen enough."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created
from tests.listening.stream.babbling import Babbling

from hanjari.channels import actions as channels
from hanjari.channels.models import Account, Stream
from hanjari.channels.registry import kinds
from hanjari.listening.models import StandingQuery
from hanjari.listening.stream.reading import read_stream


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


@pytest.fixture(autouse=True)
def threads_share_the_store() -> Iterator[None]:
    """SQLite in memory locks whole tables between threads, unless its readers don't mind."""

    def unlock(connection, **_: object) -> None:
        if connection.vendor == "sqlite":
            connection.connection.execute("PRAGMA read_uncommitted = 1")

    connection_created.connect(unlock)
    if connection.connection is not None:
        unlock(connection)
    yield
    connection_created.disconnect(unlock)


@pytest.fixture
def babbling(monkeypatch) -> Babbling:
    kind = Babbling()
    monkeypatch.setitem(kinds(), kind.slug, kind)
    return kind


@pytest.fixture
def account(babbling, hanbit, yuna) -> Account:
    return Account.objects.create(
        organisation=hanbit.organisation, kind="babbling", name="온 세상", owner=yuna
    )


@pytest.fixture
def asked(account, yuna) -> Stream:
    channels.ask_stream(account, by=yuna)
    return Stream.objects.select_related("account__organisation").get(account=account)


@pytest.fixture
def query(hanbit) -> StandingQuery:
    return StandingQuery.objects.create(
        organisation=hanbit.organisation, name="한빛", expression="한빛"
    )


def patiently(act: Callable[[], object]) -> object:
    """An act on a store in memory, again while another thread writes: its locks do not wait."""
    for _ in range(200):
        try:
            return act()
        except OperationalError:
            time.sleep(0.05)
    return act()


Reading = Callable[[Stream], object]


@contextmanager
def reading(stream: Stream) -> Iterator[Thread]:
    """A reader in a thread of its own, stopped at the end."""
    over = Event()
    thread = Thread(target=read_stream, args=(stream.pk,), kwargs={"is_over": over.is_set})
    thread.start()
    try:
        yield thread
    finally:
        over.set()
        thread.join(10)
        assert not thread.is_alive()


def wait_until(is_so: Callable[[], bool], seconds: float = 15) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, f"not so after {seconds} s"
        time.sleep(0.02)
