"""`hanjari import` killed at random points by a real SIGKILL: repeated, it ends with every row once."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROWS, BAD_EVERY, KILLS = 6_000, 100, 6
SEAT = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from hanjari.demo import cast
cast.seat_hanbit()
"""


@pytest.fixture
def home(tmp_path) -> dict[str, str]:
    environment = {
        **os.environ,
        "HANJARI_HOME": str(tmp_path / "home"),
        "PYTHONPATH": "src",
        "DJANGO_SETTINGS_MODULE": "hanjari.config.settings",
    }
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", SEAT], env=environment, check=True)
    return environment


@pytest.mark.slow
def test_an_import_killed_again_and_again_ends_with_every_row_once(home, tmp_path):
    path = written(tmp_path / "board.jsonl")
    chance, kills = random.Random(), 0  # noqa: S311 (moments, not secrets)
    while kills < KILLS:
        running = begun(home, path)
        enough = kept(home) + chance.randint(1, 700)
        while running.poll() is None and kept(home) < enough:
            time.sleep(0.005)
        if running.poll() is None:
            running.send_signal(signal.SIGKILL)
            kills += 1
        elif running.returncode == 0:
            break
        running.wait()
    assert begun(home, path).wait() == 0, said(home).read_text()
    assert kills, "it was never caught at work"
    with closing(sqlite3.connect(Path(home["HANJARI_HOME"]) / "hanjari.sqlite3")) as store:
        good = ROWS - ROWS // BAD_EVERY
        assert asked(store, "SELECT COUNT(*), COUNT(DISTINCT external_id) FROM listening_message") == (good, good)  # fmt: skip
        assert asked(store, "SELECT COUNT(*) FROM conversations_turn") == (good,)
        assert asked(store, "SELECT SUM(message_count) FROM listening_hourcount") == (good,)
        assert asked(store, "SELECT COUNT(*) FROM listening_search WHERE listening_search MATCH '\"필터\"'") == (good,)  # fmt: skip
        (ended,) = store.execute("SELECT id FROM channels_import WHERE state = 'done' ORDER BY id LIMIT 1").fetchone()  # fmt: skip
    bad = (Path(home["HANJARI_HOME"]) / "imports" / f"{ended}.bad.jsonl").read_text().splitlines()
    assert [json.loads(line)["row"] for line in bad] == list(range(1, ROWS + 1, BAD_EVERY))


def begun(home: dict[str, str], path: Path) -> subprocess.Popen[bytes]:
    """The command, run as a person runs it; what it says goes to a file."""
    command = [sys.executable, "-m", "hanjari", "import", str(path)]
    with said(home).open("ab") as words:
        return subprocess.Popen(command, env=home, stdout=words, stderr=words)


def kept(home: dict[str, str]) -> int:
    """Messages in the store at this moment."""
    with closing(
        sqlite3.connect(Path(home["HANJARI_HOME"]) / "hanjari.sqlite3", timeout=20)
    ) as store:
        return int(asked(store, "SELECT COUNT(*) FROM listening_message")[0])


def said(home: dict[str, str]) -> Path:
    return Path(home["HANJARI_HOME"]) / "said.txt"


def written(path: Path) -> Path:
    """Every hundredth row has no text."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(ROWS):
            text = "" if number % BAD_EVERY == 0 else f"필터 문의 {number}"
            moment = 1_790_000_000 + number
            row = {"id": number, "user_id": number % 50, "text": text, "created_at": moment}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def asked(store: sqlite3.Connection, question: str) -> tuple[int, ...]:
    return store.execute(question).fetchone()
