"""Preparing: no page is served from a database of another version.

A fresh database, and the embedded SQLite one, are brought to this version here, one process at a
time and after a copy; a PostgreSQL that holds a desk is somebody's to migrate.
"""

import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from hanjari.config.fresh import is_fresh
from hanjari.config.trouble import Trouble
from hanjari.kit import disk
from hanjari.kit.clock import now
from hanjari.kit.secrets import make_key_file

Say = Callable[[str], None]


def prepare(*, say: Say, may_migrate: bool = False) -> None:
    """Bring the database to this version where that is ours to do; else say who must.

    Raises `Trouble` for a database that cannot be reached, is newer, or waits for `hanjari migrate`.
    """
    make_key_file(Path(settings.KEY_FILE))
    with alone():
        names = waiting_migrations()
        if not names:
            return
        fresh = is_fresh(connection)
        if not (fresh or may_migrate or connection.vendor == "sqlite"):
            raise Trouble(
                f"The database is of an older version ({len(names)} migrations are waiting).",
                safe="Nothing was changed and nothing is served.",
                remedy="Make a backup (hanjari backup), then bring it up to date: hanjari migrate",
            )
        if not fresh and connection.vendor == "sqlite":
            say(f"Kept a copy of the database first: {keep_a_copy()}")
        say("Setting up the database." if fresh else "Bringing the database to this version.")
        call_command("migrate", interactive=False, verbosity=0)


def waiting_migrations() -> list[str]:
    """Names of migrations that this version has and the database lacks."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        if disk.means_full(error):
            raise
        raise Trouble(
            f"The database cannot be opened: {str(error).strip()}",
            safe="Nothing was changed.",
            remedy="Check DATABASE_URL, or the permissions of HANJARI_HOME; `hanjari doctor` looks closer.",
        ) from error
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def known_migrations() -> set[str]:
    """Names of all migrations that this version has."""
    known = MigrationExecutor(connection).loader.disk_migrations
    return {f"{app}.{name}" for app, name in known}


def keep_a_copy() -> Path:
    """A consistent copy of the SQLite file beside it, made while others may write."""
    folder = Path(settings.HOME) / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"before-migration-{now():%Y%m%d-%H%M%S}.sqlite3"
    source = settings.DATABASES["default"]["NAME"]
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
    copy.chmod(0o600)
    return copy


@contextmanager
def alone() -> Iterator[None]:
    """One process at a time prepares this HANJARI_HOME; others wait."""
    folder = Path(settings.HOME) / "run"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "prepare.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
