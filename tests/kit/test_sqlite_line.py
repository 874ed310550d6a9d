"""Writers of one SQLite file take turns: nobody is passed over by one who never rests."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from hanjari.config.database import sqlite
from hanjari.kit.sqlite.base import DatabaseWrapper

HOLDS = """
import sys
from django.db.utils import ConnectionHandler
from hanjari.config.database import sqlite
from django.conf import settings; from pathlib import Path
settings.configure(); one = ConnectionHandler({"default": sqlite(Path(sys.argv[1]))})["default"]
from django.db import transaction
one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
one.cursor().execute("INSERT INTO word VALUES ('never')")
print("held", flush=True); sys.stdin.read()
"""


def connected(path: Path, **options: float) -> DatabaseWrapper:
    told = sqlite(path)
    told["OPTIONS"] = told["OPTIONS"] | options
    return ConnectionHandler({"default": told})["default"]


@pytest.fixture
def path(tmp_path: Path, django_db_blocker) -> Iterator[Path]:
    """A database of its own."""
    place = tmp_path / "desk.sqlite3"
    with django_db_blocker.unblock():
        one = connected(place)
        one.cursor().execute("CREATE TABLE word (text)")
        one.close()
        yield place


def begin(one: DatabaseWrapper) -> None:
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(one: DatabaseWrapper) -> None:
    one.commit()
    one.set_autocommit(True)


def write(one: DatabaseWrapper, word: str, seconds: float = 0.0) -> None:
    begin(one)
    one.cursor().execute("INSERT INTO word VALUES (%s)", [word])
    time.sleep(seconds)
    end(one)


def test_one_who_never_rests_passes_nobody_over(path):
    enough, running = Event(), Event()

    def never_rest() -> None:
        one = connected(path)
        while not enough.is_set():
            write(one, "again", 0.03)
            running.set()
        one.close()

    thread = Thread(target=never_rest)
    thread.start()
    other = connected(path)
    try:
        running.wait(10)
        passed = []
        for turn in range(10):
            count = "SELECT count(*) FROM word WHERE text = 'again'"
            before = other.cursor().execute(count).fetchone()[0]
            begin(other)
            passed.append(other.cursor().execute(count).fetchone()[0] - before)
            other.cursor().execute("INSERT INTO word VALUES (%s)", [f"turn {turn}"])
            end(other)
    finally:
        enough.set()
        thread.join()
    # two a turn: the one that was writing, and one in line already; more where the machine halts a thread
    assert sum(passed) <= 60
    other.close()


def test_a_writer_that_is_killed_leaves_the_pen(path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as held:
        assert held.stdout.readline() == b"held\n"
        held.send_signal(signal.SIGKILL)
    one = connected(path, timeout=5)
    write(one, "mine")
    words = one.cursor().execute("SELECT text FROM word").fetchall()
    assert [tuple(row) for row in words] == [("mine",)]
    one.close()


def test_after_its_patience_sqlite_says_what_is_wrong(path):
    one, other = connected(path), connected(path, timeout=0.1)
    begin(one)
    with pytest.raises(OperationalError, match="locked"):
        begin(other)
    one.rollback()
    one.set_autocommit(True)
    other.close()
    other = connected(path)
    write(other, "mine")
    one.close()
    other.close()


def test_a_transaction_that_fails_puts_the_pen_down(path):
    one, other = connected(path), connected(path, timeout=1)
    begin(one)
    with pytest.raises(OperationalError):
        one.cursor().execute("INSERT INTO nowhere VALUES (1)")
    one.rollback()
    one.set_autocommit(True)
    write(other, "mine")
    one.close()
    other.close()


def test_where_no_file_can_be_made_there_is_no_line_and_still_a_pen(path, monkeypatch):
    def full(*_told: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hanjari.kit.sqlite.line.os.open", full)
    one = connected(path)
    write(one, "mine")
    one.close()
