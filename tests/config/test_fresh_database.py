"""A fresh database is set up in a hurry, and comes out as Django alone would have made it."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from tests.servers.house import House
from tests.servers.postgresql import running_postgresql

pytestmark = [pytest.mark.real_server, pytest.mark.slow]
ALONE = """
from django.core.management import call_command
from django.core.management.commands import migrate
call_command(migrate.Command(), interactive=False, verbosity=0)
"""
"""The command as Django brings it."""


def lying_in(path: Path) -> tuple[list[tuple], dict[str, int]]:
    """All that is made, and how many rows lie in each table."""
    with closing(sqlite3.connect(path)) as line:
        made = line.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2").fetchall()
        tables = [name for kind, name, _ in made if kind == "table" and name != "listening_search"]
        return made, {
            name: line.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 (names of our own tables)
            for name in tables
        }


def test_sqlite_comes_out_the_same(tmp_path, prepared_home):
    other = House(tmp_path / "home")
    other.tell(ALONE)
    [ours], [theirs] = (list(home.glob("*.sqlite3")) for home in (prepared_home, other.home))
    made, rows = lying_in(ours)
    assert (made, rows) == lying_in(theirs)
    assert len(made) > 500
    assert rows["journal_cursor"] > 5


_KEY = ("\\restrict ", "\\unrestrict ")


def dumped(url: str) -> list[str]:
    """All that is made, as PostgreSQL's own program says it, but for its key of this one dump."""
    program = max(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))
    words = [program, "--schema-only", "--no-owner", f"--dbname={url}"]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return [line for line in said.splitlines() if not line.startswith(_KEY)]


def test_postgresql_comes_out_the_same(tmp_path):
    found = []
    for make in (
        lambda house: house.run("migrate").check_returncode(),
        lambda house: house.tell(ALONE),
    ):
        house = House(tmp_path / f"home{len(found)}")
        with running_postgresql() as database:
            house.environment["DATABASE_URL"] = database.url
            make(house)
            found.append(dumped(database.url))
    assert found[0] == found[1]
    assert len(found[0]) > 5_000
