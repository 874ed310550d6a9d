"""Months: on PostgreSQL messages lie in one partition a month; SQLite has one table, and nothing to do here.

Ids are made from the provider's time, so that a month is a range of ids. What is older than the first
month lies in a partition of its own; nothing comes from the future (`bounding.believable`). A message
is unique by (account, external id) over all months: the side table `listening_name` holds that key,
and a trigger keeps it beside every message, whoever writes it.
"""

import logging
from datetime import UTC, datetime

from django.db import OperationalError, connection, transaction

from hanjari.kit.clock import now
from hanjari.listening.ids import first_id_at, moment_of

AHEAD = 3
"""Months that stand ready: a worker may rest so long before its first batch must make one itself."""
PATIENCE = "2s"
"""A new month needs the table for itself for an instant; ingest must not queue behind that for long."""

_STANDING = (
    "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
    " WHERE i.inhparent = 'listening_message'::regclass AND c.relname LIKE 'listening!_message!_y%' ESCAPE '!'"
)
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('listening_message months'))"

_PREFIX = "listening_message_y"

log = logging.getLogger(__name__)

_known: set[str] = set()


def make_ahead() -> list[str]:
    """Make the months that are missing up to some from now, and return their names.

    Where the table is busy it lets go; the next call tries again.
    """
    if not missing():
        return []
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            return _make()
    except OperationalError:
        log.warning("the months ahead must wait: messages are being written")
        return []


def make_room(newest: int) -> None:
    """Before messages are written, the newest of this id: their months must stand.

    Only a worker that rested for months makes them here.
    """
    name = _name(following(moment_of(newest), 0))
    if connection.vendor == "postgresql" and name not in _known:
        if missing():
            _make()
        transaction.on_commit(lambda: _known.add(name))


def missing() -> list[str]:
    """Names of months that should stand ready and do not."""
    return [_name(month) for month in _missing()]


def statement(month: datetime) -> str:
    """The SQL that makes a month."""
    return (
        f"CREATE TABLE IF NOT EXISTS {_name(month)} PARTITION OF listening_message"
        f" FOR VALUES FROM ({first_id_at(month)}) TO ({first_id_at(following(month))})"
    )


def following(month: datetime, count: int = 1) -> datetime:
    """The first moment of a later month, or of an earlier one."""
    number = month.year * 12 + month.month - 1 + count
    return datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC)


def _make() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        new = _missing()
        for month in new:
            cursor.execute(statement(month))
    return [_name(month) for month in new]


def _missing() -> list[datetime]:
    """From the first month that stands to some from now: a gap would have no place for its messages."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(_STANDING)
        standing = {row[0] for row in cursor.fetchall()}
    month, last = _month_named(min(standing)), following(now().astimezone(UTC), AHEAD)
    wanted = []
    while month <= last:
        if _name(month) not in standing:
            wanted.append(month)
        month = following(month)
    return wanted


def _name(month: datetime) -> str:
    return f"{_PREFIX}{month.year:04}m{month.month:02}"


def _month_named(name: str) -> datetime:
    year, month = name.removeprefix(_PREFIX).split("m")
    return datetime(int(year), int(month), 1, tzinfo=UTC)
