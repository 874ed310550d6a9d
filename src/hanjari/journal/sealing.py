"""Sealing: entries get their place in one order and a digest that hangs on the one before.

digest = SHA-256(previous digest + canonical JSON of the entry). No act waits for another: acts
write entries without a place, and one sealer at a time lines them up afterwards. The newest digest
is also written outside the database (the seal log), so that a journal cut short, or wholly
rewritten, is found too.
"""

import json
import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction

from hanjari.journal.models import Entry
from hanjari.kit.clock import now

BATCH = 500
GENESIS = ""
"""What the first entry's digest hangs on."""
FIELDS = ("id", "organisation_id", "at", "by_id", "by_name", "event", "noun", "noun_id", "facts")
_LOCK = 0x48414E4A  # "HANJ": PostgreSQL's advisory lock of the one sealer


class Head(NamedTuple):
    """The newest sealed place and its digest; 0 and GENESIS in a fresh journal."""

    sequence: int
    digest: str


class Mark(NamedTuple):
    """A line of the seal log: the head as it was at that time."""

    at: str
    sequence: int
    digest: str


def link(previous: str, sequence: int, row: tuple[object, ...]) -> str:
    """The digest of a row of FIELDS at this place, hung on the digest before it."""
    named = dict(zip(FIELDS, row, strict=True), sequence=sequence)
    text = json.dumps(named, sort_keys=True, separators=(",", ":"), default=_canonical)
    return sha256((previous + text).encode()).hexdigest()


def _canonical(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    message = f"{type(value).__name__} has no canonical form"
    raise TypeError(message)


def head() -> Head:
    """The end of the chain."""
    last = (
        Entry.objects.filter(sequence__isnull=False)
        .order_by("-sequence")
        .values_list("sequence", "digest")
        .first()
    )
    return Head(last[0] or 0, last[1]) if last else Head(0, GENESIS)


def seal(batch: int = BATCH) -> int:
    """Line up and seal at most `batch` waiting entries; returns how many. One query when none wait."""
    if not Entry.objects.filter(sequence__isnull=True).exists():
        return 0
    with transaction.atomic():
        if not _is_only_sealer():
            return 0
        waiting = Entry.objects.filter(sequence__isnull=True).order_by("id")[:batch]
        return _line_up(list(waiting.values_list(*FIELDS)))


def _line_up(rows: list[tuple[object, ...]]) -> int:
    last, digest = head()
    seals: list[tuple[int, str, Any]] = []
    for sequence, row in enumerate(rows, start=last + 1):
        digest = link(digest, sequence, row)
        seals.append((sequence, digest, row[0]))
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE journal_entry SET sequence = %s, digest = %s WHERE id = %s", seals
        )
    return len(seals)


def _is_only_sealer() -> bool:
    """SQLite's transaction is the only writer already; PostgreSQL asks for the sealer's lock."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def anchor() -> Mark | None:
    """Write the head into the seal log if it has moved; returns the new line."""
    path: Path = settings.SEAL_LOG
    newest, sealed = last_mark(path), head()
    if sealed.sequence == (newest.sequence if newest else 0):
        return None
    mark = Mark(now().isoformat(timespec="seconds"), *sealed)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as log:
        log.write(f"{mark.at} {mark.sequence} {mark.digest}\n")
        log.flush()
        os.fsync(log.fileno())
    return mark


def marks(path: Path) -> list[Mark]:
    """All whole lines of the seal log, oldest first; a line torn by a power cut is left out."""
    if not path.exists():
        return []
    return [mark for line in path.read_text().splitlines() if (mark := _read_mark(line))]


def last_mark(path: Path) -> Mark | None:
    """The newest whole line, found from the end of the file."""
    if not path.exists():
        return None
    with path.open("rb") as log:
        log.seek(max(0, path.stat().st_size - 400))
        lines = log.read().decode(errors="replace").splitlines()
    return next((mark for line in reversed(lines) if (mark := _read_mark(line))), None)


def _read_mark(line: str) -> Mark | None:
    parts = line.split(" ")
    is_whole = len(parts) == 3 and parts[1].isdigit() and len(parts[2]) == 64
    return Mark(parts[0], int(parts[1]), parts[2]) if is_whole else None
