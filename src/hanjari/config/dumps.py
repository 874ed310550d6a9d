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

_OURS = """
SELECT format('DROP TABLE IF EXISTS %s CASCADE', oid::regclass) FROM pg_class
 WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = current_schema()::regnamespace
   AND pg_has_role(relowner, 'USAGE')
UNION ALL
SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc
 WHERE pronamespace = current_schema()::regnamespace AND pg_has_role(proowner, 'USAGE')
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_proc.oid AND d.deptype = 'e')
"""
"""Tables and functions of the schema; what an extension brought stays."""
_MORE_LOCKS = (
    "A desk of many months needs more locks at once than PostgreSQL is set to hold: set"
    " max_locks_per_transaction to 512 in postgresql.conf, restart PostgreSQL, and do this again."
)


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
    emptying, filling = source.with_suffix(".drop.sql"), source.with_suffix(".sql")
    emptying.write_text(_emptying())
    _run("pg_restore", ["--no-owner", "--exit-on-error", f"--file={filling}", str(source)])
    words = ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--single-transaction"]
    _run("psql", [*words, f"--file={emptying}", f"--file={filling}"])


def _emptying() -> str:
    """SQL that drops what is ours; pg_restore's own --clean stumbles over partitions."""
    with connection.cursor() as cursor:
        cursor.execute(_OURS)
        statements = [row[0] for row in cursor.fetchall()]
    connections.close_all()
    return "".join(f"{one};\n" for one in statements)


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
            remedy=_MORE_LOCKS if "max_locks_per_transaction" in error.stderr else "",
        ) from error
