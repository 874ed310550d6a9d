"""The database: reachable, of a version that fits, at this version's migrations, of one mind about the time."""

from collections.abc import Iterator
from datetime import datetime

from django.db import Error, connection

from hanjari.config.examinations.sign import Sign, care, ill, well
from hanjari.config.preparation import waiting_migrations
from hanjari.kit import disk
from hanjari.kit.clock import now

OLDEST = {"sqlite": (3, 35, 0), "postgresql": (14, 0)}
"""RETURNING came with SQLite 3.35; `CREATE OR REPLACE TRIGGER` with PostgreSQL 14."""
SKEW = 2.0
"""Seconds that the clocks of desk and database may differ."""


def look_at_database() -> Iterator[Sign]:
    """Ends at the first thing without which the rest cannot be asked."""
    try:
        connection.ensure_connection()
        yield _version()
        if broken := _broken():
            yield broken
            return
    except Error as error:
        remedy = (
            "Make room first."
            if disk.means_full(error)
            else "Check DATABASE_URL and that the server runs; for SQLite, the permissions of the file."
        )
        yield ill("Database", f"cannot be opened: {str(error).strip()}", remedy)
        return
    yield _migrations()
    if connection.vendor == "postgresql":
        yield _time()


def _version() -> Sign:
    found = connection.get_database_version()
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    words = f"{name} {'.'.join(map(str, found))}"
    if found < OLDEST[connection.vendor]:
        return ill("Database", f"{words} is too old.", "Install a newer one.")
    return well("Database", words)


def _broken() -> Sign | None:
    """SQLite can say of itself whether its pages are whole; PostgreSQL's own tools do."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        (words,) = cursor.fetchone()
    return None if words == "ok" else ill("Database", f"is damaged: {words}", "Restore a backup.")


def _migrations() -> Sign:
    waiting = waiting_migrations()
    if waiting:
        words = f"{len(waiting)} are waiting ({waiting[0]} …)."
        return ill("Migrations", words, "hanjari backup, then hanjari migrate")
    return well("Migrations", "the database is of this version")


def _time() -> Sign:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs: datetime = cursor.fetchone()[0]
    apart = abs((theirs - now()).total_seconds())
    words = f"desk and database are {apart:.1f} s apart"
    if apart > SKEW:
        return care(
            "Clock", words, "Let both machines keep their time (systemd-timesyncd, chrony)."
        )
    return well("Clock", words)
