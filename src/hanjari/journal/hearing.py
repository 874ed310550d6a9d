"""Hearing: hands sealed entries to the listeners, each entry once to each.

A listener's work and its cursor move in one transaction, so a worker killed between leaves both
undone. Entries go in batches; when one of a batch fails, the batch is taken back and its entries
go one by one, so that only the failing one waits (a Retry row) while the others go on.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Max, Model, QuerySet

from hanjari.journal.ears import Listener, listeners
from hanjari.journal.models import Cursor, Entry, Retry
from hanjari.journal.sealing import seal
from hanjari.kit.clock import now

BATCH = 50
WAITS = (5, 30, 120, 600, 3600, 6 * 3600, 24 * 3600)
"""Seconds before the second, third … attempt; after the last one the entry is given up."""

log = structlog.get_logger(__name__)
Row = TypeVar("Row", bound=Model)


def hear() -> bool:
    """One round: at most BATCH entries to every listener. True when more may wait. One query if quiet."""
    known = {listener.name: listener for listener in listeners()}
    if not known:
        return False
    newest, lowest, retry_count = _look(list(known))
    heard = bool(retry_count) and _hear_again(known)
    if lowest is None or (lowest or 0) >= newest:
        return heard
    return _hear_on(known, newest) or heard


def _look(names: list[str]) -> tuple[int, int | None, int]:
    """The newest place, the hindmost cursor and the count of due retries, in one query."""
    marks = ", ".join(["%s"] * len(names))
    question = (
        "SELECT COALESCE((SELECT MAX(sequence) FROM journal_entry), 0),"  # noqa: S608 (marks are placeholders)
        f" (SELECT MIN(sequence) FROM journal_cursor WHERE listener IN ({marks})),"
        " (SELECT COUNT(*) FROM journal_retry WHERE given_up_at IS NULL AND not_before <= %s"
        f" AND listener IN ({marks}))"
    )
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now())
        cursor.execute(question, [*names, moment, *names])
        newest, lowest, retries = cursor.fetchone()
    return newest, lowest, retries


def settle() -> None:
    """Seal and hear until nothing is left; for tests and for commands that end by themselves."""
    while seal() or hear():
        pass


def seat_listeners() -> None:
    """Give listeners that have no cursor yet one at the journal's end: the past is not theirs.

    Runs after every `migrate` (on a fresh database: at 0, so they hear everything) and when a
    worker starts.
    """
    missing = {listener.name for listener in listeners()} - set(
        Cursor.objects.values_list("listener", flat=True)
    )
    if not missing:
        return
    end = Entry.objects.aggregate(end=Max("sequence"))["end"] or 0
    Cursor.objects.bulk_create(
        [Cursor(listener=name, sequence=end) for name in sorted(missing)], ignore_conflicts=True
    )


def _hear_on(known: dict[str, Listener], newest: int) -> bool:
    places = dict(Cursor.objects.filter(listener__in=known).values_list("listener", "sequence"))
    events = frozenset[str]().union(*(known[name].events for name in places))
    entries = list(
        Entry.objects.filter(sequence__gt=min(places.values()), event__in=events).order_by(
            "sequence"
        )[:BATCH]
    )
    horizon = newest if len(entries) < BATCH else entries[-1].sequence or newest
    deaf = []
    for name, place in places.items():
        if mine := [
            e for e in entries if (e.sequence or 0) > place and e.event in known[name].events
        ]:
            _hear_batch(known[name], mine, horizon)
        else:
            deaf.append(name)
    Cursor.objects.filter(listener__in=deaf, sequence__lt=horizon).update(sequence=horizon)
    return bool(entries) or horizon < newest


def _hear_batch(listener: Listener, entries: Sequence[Entry], horizon: int) -> None:
    try:
        _hear_together(listener, entries, horizon)
    except (OperationalError, InterfaceError):
        raise  # the database is not well: no entry's fault, the whole round comes again
    except Exception:
        log.info("journal.batch_taken_back", listener=listener.name, entries=len(entries))
        for entry in entries:
            _hear_alone(listener, entry)
        _hear_together(listener, [], horizon)


def _hear_together(listener: Listener, entries: Sequence[Entry], horizon: int) -> None:
    with transaction.atomic():
        cursor = _hold_cursor(listener)
        if cursor is None:
            return
        if fresh := [entry for entry in entries if (entry.sequence or 0) > cursor.sequence]:
            listener.ear(fresh)
        _move(cursor, horizon)


def _hear_alone(listener: Listener, entry: Entry) -> None:
    try:
        _hear_together(listener, [entry], entry.sequence or 0)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.exception("journal.listener_failed", listener=listener.name, entry=entry.pk)
        with transaction.atomic():
            if (cursor := _hold_cursor(listener)) and cursor.sequence < (entry.sequence or 0):
                Retry.objects.get_or_create(
                    listener=listener.name,
                    entry=entry,
                    defaults={"not_before": _after(1), "error": _words(error)},
                )
                _move(cursor, entry.sequence or 0)


def _hear_again(known: dict[str, Listener]) -> bool:
    """Try due retries, each in its own transaction. True when one was due."""
    due = Retry.objects.filter(given_up_at=None, not_before__lte=now(), listener__in=known)
    keys = list(due.order_by("not_before").values_list("pk", flat=True)[:BATCH])
    for key in keys:
        _try_again(known, key)
    return bool(keys)


def _try_again(known: dict[str, Listener], key: int) -> None:
    try:
        with transaction.atomic():
            if retry := _held(Retry.objects.select_related("entry").filter(pk=key)).first():
                known[retry.listener].ear([retry.entry])
                retry.delete()
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        with transaction.atomic():
            if retry := _held(Retry.objects.filter(pk=key)).first():
                _put_off(retry, error)


def _put_off(retry: Retry, error: Exception) -> None:
    retry.attempts += 1
    retry.error = _words(error)
    if retry.attempts > len(WAITS):
        retry.given_up_at = now()
        log.error("journal.entry_given_up", listener=retry.listener, entry=retry.entry_id)
    else:
        retry.not_before = _after(retry.attempts)
    retry.save()


def _hold_cursor(listener: Listener) -> Cursor | None:
    """The cursor, locked; None while another worker holds it."""
    return _held(Cursor.objects.filter(pk=listener.name)).first()


def _held(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Locked rows; those that another worker holds are left out. SQLite's transaction is the lock."""
    return rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)


def _move(cursor: Cursor, place: int) -> None:
    if place > cursor.sequence:
        Cursor.objects.filter(pk=cursor.pk).update(sequence=place)


def _after(attempts: int) -> datetime:
    return now() + timedelta(seconds=WAITS[min(attempts, len(WAITS)) - 1])


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]
