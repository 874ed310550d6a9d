"""Archives: what the channels room reads from a file becomes messages here."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from hanjari.channels import actions as channels
from hanjari.channels.models import RawPayload
from hanjari.channels.queries import due_imports
from hanjari.journal.hearing import settle
from hanjari.listening.actions.hearing import keep

BATCH, SMALL_BATCH, WHOLE_BATCH = 500, 50, 2_000
"""Rows at once: as many as pay for a commit; few while new messages wait; many when nothing else is to do."""
_reading = Lock()


def read_archive(pk: int, *, most: int = BATCH) -> bool:
    """Read in the next batch of one import; False when it has ended."""
    return channels.advance_import(pk, keep, most=most)


def read_whole_archive(pk: int) -> Iterator[None]:
    """Read in all of an import here and now, its conversations too; yields after each batch."""
    with _few_collections():
        goes_on = True
        while goes_on:
            goes_on = read_archive(pk, most=WHOLE_BATCH)
            settle()
            yield


def read_due_archives() -> bool:
    """One batch of the oldest import that is due. True when more may be read at once.

    New messages go first: while some wait, batches are small and leave them the next turn.
    """
    if not _reading.acquire(blocking=False):
        return False
    try:
        oldest = due_imports().values_list("pk", flat=True).first()
        if oldest is None:
            return False
        is_busy = RawPayload.objects.filter(state=RawPayload.State.WAITING).exists()
        read_archive(oldest, most=SMALL_BATCH if is_busy else BATCH)
        return not is_busy
    finally:
        _reading.release()


@contextmanager
def _few_collections() -> Iterator[None]:
    """Rows live for one batch and hold no circles: looking for those costs a sixth of an import."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
