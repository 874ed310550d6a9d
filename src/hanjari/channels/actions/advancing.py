"""Advancing an import: one batch, its place in the file and its counts in one transaction.

Killed anywhere, the next worker finds the position behind the last whole batch; bad rows that were
written behind the recorded size are cut off first. Doubles die at the keeper's unique key.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from django.db import DataError, IntegrityError, transaction

from hanjari.channels.access import open_access
from hanjari.channels.contract import Access, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.imports import files
from hanjari.channels.imports.survey import bad_row
from hanjari.channels.kinds.archive.envelopes import envelope
from hanjari.channels.kinds.archive.faults import BREAKS
from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.kinds.archive.readers import BrokenArchiveError, Row, rows
from hanjari.channels.models import Account, Import
from hanjari.channels.queries.imports import due_imports
from hanjari.journal import actions as journal
from hanjari.kit.clock import now

State = Import.State
_REFUSALS = (DataError, IntegrityError, OverflowError, ValueError)
_log = logging.getLogger(__name__)


class KeptLike(Protocol):
    """What the keeper says became of a batch."""

    @property
    def new(self) -> Sequence[int]:
        """Ids of the messages that are new."""

    @property
    def double_count(self) -> int:
        """How many were known already."""

    @property
    def resting_count(self) -> int:
        """How many were erased before, and stay so."""


class Keeper(Protocol):
    """Keeps envelopes as messages, inside the caller's transaction, each once."""

    def __call__(self, account: Account, envelopes: Sequence[Envelope]) -> KeptLike:
        """Keep them all, or raise and keep none."""


@dataclass(slots=True)
class _Tape:
    """An open file and the place it has been read to."""

    file: BinaryIO
    rows: Iterator[Row]
    position: int


@dataclass(slots=True)
class _Batch:
    """Rows sorted into messages and what is set aside."""

    rows: list[Row] = field(default_factory=list)
    good: list[tuple[Row, Envelope]] = field(default_factory=list)
    bad: list[dict[str, Any]] = field(default_factory=list)
    broken: str = ""
    kept_count: int = 0
    double_count: int = 0


_tapes: dict[int, _Tape] = {}
"""Open files between batches: opening XML in the middle means reading it from the start."""


def advance_import(pk: int, keeper: Keeper, *, most: int) -> bool:
    """Read in the next batch of at most so many rows; False when the import has ended."""
    archive = due_imports().filter(pk=pk).first()
    if archive is None:
        _close(pk)
        return False
    try:
        batch = _batch(archive, most)
    except OSError as error:
        return _stop(archive, "gone" if isinstance(error, FileNotFoundError) else str(error))
    try:
        return _settle(archive, batch, keeper)
    except BaseException:
        _close(pk)
        raise


def _batch(archive: Import, most: int) -> _Batch:
    tape = _tape(archive)
    access, plan, batch = open_access(archive.account), Plan.of(archive.mapping), _Batch()
    try:
        for row in islice(tape.rows, most):
            batch.rows.append(row)
            _sort(batch, access, plan, row)
    except BrokenArchiveError as error:
        batch.broken = str(error)
    if batch.rows:
        tape.position = batch.rows[-1].end
    return batch


def _sort(batch: _Batch, access: Access, plan: Plan, row: Row) -> None:
    try:
        batch.good.append((row, envelope(access, plan, row)))
    except UnreadableError as error:
        batch.bad.append(bad_row(row, str(error)))


def _tape(archive: Import) -> _Tape:
    known = _tapes.get(archive.pk)
    if known and known.position == archive.position:
        return known
    _close(archive.pk)
    path = Path(archive.path)
    if files.digest_of(path) != archive.digest:
        raise OSError("changed")
    file = path.open("rb")
    plan = Plan.of(archive.mapping)
    tape = _Tape(file, rows(plan, file, archive.position, archive.row_count), archive.position)
    _tapes[archive.pk] = tape
    return tape


def _close(pk: int) -> None:
    if tape := _tapes.pop(pk, None):
        tape.file.close()


@transaction.atomic
def _settle(archive: Import, batch: _Batch, keeper: Keeper) -> bool:
    mine = Import.objects.select_for_update().filter(
        pk=archive.pk, state__in=[State.WAITING, State.RUNNING], position=archive.position
    )
    if not mine.exists():
        _close(archive.pk)
        return True
    _keep(archive.account, batch, keeper)
    has_ended = not batch.rows or bool(batch.broken)
    archive.state = State.RUNNING
    archive.position = batch.rows[-1].end if batch.rows else archive.position
    archive.row_count += len(batch.rows)
    archive.kept_count += batch.kept_count
    archive.double_count += batch.double_count
    if batch.bad:
        archive.bad_size = files.set_aside(archive, batch.bad)
        archive.bad_count += len(batch.bad)
    archive.save()
    return not has_ended or _end(archive, batch.broken)


def _keep(account: Account, batch: _Batch, keeper: Keeper) -> None:
    """All at once; when the store refuses, one by one, so that only what it refuses is set aside."""
    if not batch.good:
        return
    try:
        with transaction.atomic():
            _count(batch, keeper(account, [one for _, one in batch.good]))
    except _REFUSALS:
        for row, one in batch.good:
            try:
                with transaction.atomic():
                    _count(batch, keeper(account, [one]))
            except _REFUSALS:
                _log.exception("row %s of an archive for account %s", row.number, account.pk)
                batch.bad.append(bad_row(row, "refused"))


def _count(batch: _Batch, kept: KeptLike) -> None:
    batch.kept_count += len(kept.new)
    batch.double_count += kept.double_count + kept.resting_count


def _stop(archive: Import, code: str) -> bool:
    with transaction.atomic():
        return _end(archive, code)


def _end(archive: Import, broken: str) -> bool:
    """Done, or stopped with the reason; always False: there is nothing more to do."""
    _close(archive.pk)
    archive.state = State.FAILED if broken else State.DONE
    archive.failure = str(BREAKS.get(broken, broken))
    archive.finished_at = now()
    archive.save(update_fields=["state", "failure", "finished_at"])
    counts = {name: getattr(archive, f"{name}_count") for name in ("row", "kept", "double", "bad")}
    journal.record(
        "import.failed" if broken else "import.finished",
        "import",
        archive.pk,
        organisation=archive.account.organisation_id,
        account=archive.account_id,
        file=archive.file_name,
        **counts,
    )
    if not broken and not archive.bad_count:
        transaction.on_commit(lambda: files.remove(archive, with_bad=False))
    return False
