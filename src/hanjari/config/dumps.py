"""The database as one file and back: SQLite's backup API, PostgreSQL's custom format."""

import os
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from hanjari.config.trouble import Trouble

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}


def dump(target: Path) -> None:
    """A consistent copy while others go on writing."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(_file())) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
        return
    _run("pg_dump", ["--format=custom", f"--file={target}"])


def load(source: Path) -> None:
    """Put a dump in the database's place, whole or not at all."""
    connections.close_all()
    if connection.vendor == "sqlite":
        for rest in ("-wal", "-shm"):
            _file().with_name(_file().name + rest).unlink(missing_ok=True)
        source.replace(_file())
        return
    words = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"]
    _run("pg_restore", [*words, f"--dbname={connection.settings_dict['NAME']}", str(source)])


def holds_a_desk() -> bool:
    """Whether rows would be lost by loading another dump."""
    if connection.vendor == "sqlite" and not _file().exists():
        return False
    if "people_organisation" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM people_organisation)")
        return bool(cursor.fetchone()[0])


def set_aside(folder: Path) -> None:
    """Keep what is there now: the SQLite file is moved, PostgreSQL is dumped."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if connection.vendor != "sqlite":
        dump(folder / NAMES["postgresql"])
        return
    connections.close_all()
    for end in ("", "-wal", "-shm"):
        file = _file().with_name(_file().name + end)
        if file.exists():
            file.replace(folder / file.name)


def _file() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def _run(program: str, words: Sequence[str]) -> None:
    """PostgreSQL's own program; the password goes by the environment, where `ps` shows nothing."""
    told: dict[str, Any] = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(told[key]) for name, key in names.items() if told.get(key)}
    environment = {**os.environ, **given, "PGDATABASE": str(told["NAME"])}
    try:
        subprocess.run(  # noqa: S603 (no shell, no user's words)
            [program, *words], env=environment, check=True, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise Trouble(
            f"{program} is not installed.",
            safe="Nothing was changed.",
            remedy="Install PostgreSQL's client programs (Debian: apt-get install postgresql-client).",
        ) from error
    except subprocess.CalledProcessError as error:
        raise Trouble(
            f"{program} failed: {error.stderr.strip()[-500:]}",
            safe="The database is as it was.",
        ) from error
