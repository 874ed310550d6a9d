"""What is backed up comes back, whole or not at all."""

import json
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from tests.servers.ports import absent

pytestmark = [pytest.mark.real_server, pytest.mark.slow]
SEAT = """
from hanjari.demo import cast
from hanjari.journal.actions import record
from hanjari.journal.sealing import anchor, seal
company = cast.seat_hanbit()
for n in range(5):
    record("note.added", "note", n, organisation=company.organisation)
seal(); anchor()
"""
LOOK = """
import json
from hanjari.people.models import Member
from hanjari.journal.verification import verify
verdict = verify()
print(json.dumps([Member.objects.count(), verdict.entry_count, verdict.mark_count, verdict.is_whole]))
"""


@pytest.fixture
def seated(house):
    house.tell(SEAT)
    (house.home / "uploads").mkdir()
    (house.home / "uploads" / "사진.png").write_bytes(b"\x89PNG")
    return house


@pytest.fixture
def tar(seated, tmp_path):
    done = seated.run("backup", str(tmp_path / "b.tar"))
    assert done.returncode == 0, done.stderr
    return tmp_path / "b.tar"


def test_a_backup_comes_back_in_an_empty_home(seated, tar, empty_house, tmp_path):
    elsewhere = type(empty_house)(tmp_path / "elsewhere")
    done = elsewhere.run("restore", str(tar))
    assert done.returncode == 0, done.stderr
    members, *journal = json.loads(elsewhere.tell(LOOK))
    assert members == 5
    assert journal[-1] is True
    assert json.loads(seated.tell(LOOK))[1:] == journal
    assert (elsewhere.home / "uploads" / "사진.png").read_bytes() == b"\x89PNG"
    assert "This backup has no keys" in done.stdout


def test_keys_travel_only_when_asked(seated, tar, tmp_path):
    with tarfile.open(tar) as bundle:
        assert not [name for name in bundle.getnames() if "key" in name]
    assert seated.run("backup", "--with-keys", str(tmp_path / "k.tar")).returncode == 0
    with tarfile.open(tmp_path / "k.tar") as bundle:
        assert "home/keys/seal.key" in bundle.getnames()
    assert (tmp_path / "k.tar").stat().st_mode & 0o077 == 0


def test_a_desk_is_not_overwritten_unless_asked_and_is_kept_then(seated, tar):
    before = (seated.home / "hanjari.sqlite3").read_bytes()
    done = seated.run("restore", str(tar))
    assert done.returncode == 1
    assert "There is a desk here already" in done.stderr
    assert (seated.home / "hanjari.sqlite3").read_bytes() == before
    seated.tell("from hanjari.people.models import Member; Member.objects.update(name='x')")
    done = seated.run("restore", "--replace", str(tar))
    assert done.returncode == 0, done.stderr
    [aside] = (seated.home / "backups").glob("replaced-*")
    with sqlite3.connect(aside / "hanjari.sqlite3") as old:
        assert old.execute("SELECT DISTINCT name FROM people_member").fetchall() == [("x",)]
    assert json.loads(seated.tell(LOOK))[0] == 5


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_changed_backup_is_refused_before_anything_is_touched(seated, tar, empty_house, place):
    content = bytearray(tar.read_bytes())
    with tarfile.open(tar) as bundle:
        member = bundle.getmember("database.sqlite3")
    content[member.offset_data + int(member.size * place)] ^= 0xFF
    tar.write_bytes(content)
    done = seated.run("restore", "--replace", str(tar))
    assert done.returncode == 1
    assert "cannot be restored: database.sqlite3 is missing or was changed" in done.stderr
    assert not list((seated.home / "backups").glob("replaced-*"))


def test_a_torn_backup_is_refused(seated, tar):
    tar.write_bytes(tar.read_bytes()[:-20_000])
    done = seated.run("restore", "--replace", str(tar))
    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_open_desk_is_not_restored_over(seated, tar):
    with seated.running("worker"):
        seated.wait_until(lambda: list((seated.home / "run").glob("worker-*.json")))
        done = seated.run("restore", "--replace", str(tar))
    assert done.returncode == 1
    assert "Stop `hanjari serve` first" in done.stderr


def test_a_backup_can_be_made_while_the_desk_is_written(seated, tmp_path):
    with seated.running("worker"):
        seated.tell(
            "from hanjari.journal.actions import record\n"
            "for n in range(300): record('note.added', 'note', n, organisation=None)"
        )
        done = seated.run("backup", str(tmp_path / "busy.tar"))
    assert done.returncode == 0, done.stderr
    elsewhere = type(seated)(tmp_path / "elsewhere")
    assert elsewhere.run("restore", str(tmp_path / "busy.tar")).returncode == 0
    assert json.loads(elsewhere.tell(LOOK))[-1] is True


def test_a_postgresql_desk_comes_back(house, tmp_path):
    if not list(Path("/usr/lib/postgresql").glob("*/bin/pg_dump")):
        absent("PostgreSQL is not installed")
    root, tar = Path(__file__).resolve().parents[2], tmp_path / "p.tar"
    hanjari = f"{sys.executable} -m hanjari"
    tell = "import django; django.setup()\n"
    change = "from hanjari.people.models import Member; Member.objects.update(name='x')"
    names = (
        "from hanjari.people.models import Member; print(Member.objects.filter(name='x').count())"
    )
    (tmp_path / "seat.py").write_text(tell + SEAT)
    (tmp_path / "change.py").write_text(tell + change)
    (tmp_path / "look.py").write_text(tell + names + LOOK)
    story = f"""set -e
        {hanjari} migrate >/dev/null; {sys.executable} {tmp_path}/seat.py
        {hanjari} backup {tar} >/dev/null; {sys.executable} {tmp_path}/change.py
        ! {hanjari} restore {tar} 2>/dev/null
        {hanjari} restore --replace {tar} >/dev/null; {sys.executable} {tmp_path}/look.py"""
    done = subprocess.run(
        [root / "bin" / "with-postgresql", "bash", "-c", story],
        env={**house.environment, "DJANGO_SETTINGS_MODULE": "hanjari.config.settings"},
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    changed, rows = done.stdout.strip().splitlines()[-2:]
    assert changed == "0"
    assert json.loads(rows) == [5, 5, 1, True]
