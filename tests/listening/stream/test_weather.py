"""Bad weather, for real: the database goes away, the disk is full; nothing lost, nothing double, and it goes on."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError
from tests.conftest import ROOT
from tests.listening.stream.conftest import wait_until
from tests.servers.disk import small_disk
from tests.servers.house import House
from tests.servers.postgresql import running_postgresql

from hanjari.kit import disk
from hanjari.listening.stream import keeping

POSTS = 120
KEPT = "SELECT external_id FROM listening_message WHERE erased_at IS NULL"
COUNTED = "SELECT sum(message_count) FROM listening_querycount"
Ask = Callable[[str], list[tuple]]


@contextmanager
def listening(house: House) -> Iterator[subprocess.Popen[bytes]]:
    """The reader of `weathered.py` in this house."""
    environment = {**house.environment, "DJANGO_SETTINGS_MODULE": "hanjari.config.settings"}
    environment["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"
    words = [sys.executable, "-m", "tests.listening.stream.weathered", str(POSTS)]
    with house.log.open("wb") as log:
        process = subprocess.Popen(words, env=environment, stdout=log, stderr=log, cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def kept(ask: Ask) -> int:
    try:
        return len(ask(KEPT))
    except (psycopg.Error, sqlite3.Error):
        return 0


def is_whole(house: House, process: subprocess.Popen[bytes], ask: Ask) -> None:
    """The reader ended by itself, was never opened anew, and each post is there once, but for the deleted one."""
    assert process.wait(120) == 0, house.log.read_text()
    said = house.log.read_text()
    assert "opened 1\n" in said, said
    wanted = sorted(f"p{number}" for number in range(1, POSTS))
    assert sorted(name for (name,) in ask(KEPT)) == wanted
    assert ask(COUNTED) == [(POSTS,)], "a counter counted twice"


@pytest.mark.real_server
@pytest.mark.slow
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it starts a PostgreSQL of its own")
def test_a_postgresql_that_stops_under_the_reader_costs_nothing_but_time(tmp_path):
    with running_postgresql() as database:
        house = House(tmp_path / "home")
        house.environment["DATABASE_URL"] = database.url
        assert house.run("migrate").returncode == 0

        def ask(words: str) -> list[tuple]:
            with psycopg.connect(database.url) as line:
                return line.execute(words).fetchall()

        with listening(house) as process:
            wait_until(lambda: kept(ask) > 5, 120)
            database.stop()
            time.sleep(4)
            assert process.poll() is None, house.log.read_text()
            database.start()
            is_whole(house, process, ask)
        assert "the stream waits for the database" in house.log.read_text()


@pytest.mark.real_server
@pytest.mark.slow
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the disk is that of an SQLite file")
def test_a_full_disk_under_the_reader_is_said_in_words_and_costs_nothing_but_time(
    tmp_path, prepared_home
):
    with small_disk(tmp_path / "disk", 64) as small:
        house = House(Path(shutil.copytree(prepared_home, small.folder / "home")))
        house.log = tmp_path / "said.log"

        def ask(words: str) -> list[tuple]:
            with closing(sqlite3.connect(next(house.home.glob("*.sqlite3")))) as line:
                return line.execute(words).fetchall()

        with listening(house) as process:
            wait_until(lambda: kept(ask) > 5, 120)
            small.fill()
            wait_until(lambda: disk.FULL in house.log.read_text(), 60)
            before = kept(ask)
            time.sleep(2)
            assert process.poll() is None, house.log.read_text()
            assert kept(ask) == before < POSTS - 1
            small.empty()
            is_whole(house, process, ask)


def test_five_minutes_without_a_store_are_waited_out_and_told_in_words(monkeypatch):
    slept, told = [0.0], []
    monkeypatch.setattr(keeping, "_wait", lambda seconds, _is_over: slept.append(seconds))

    def act() -> str:
        if sum(slept) < 300:
            raise OperationalError("connection refused")
        return "kept"

    assert keeping.patiently(act, is_over=lambda: False, meanwhile=told.append) == "kept"
    assert set(told) == {"connection refused"}
    assert max(slept) == keeping.LONGEST
    assert len(told) < 50, "a store that comes back is not stormed"
