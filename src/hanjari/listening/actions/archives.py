"""Archives: what the channels room reads from a file becomes messages here."""

from threading import Lock

from hanjari.channels import actions as channels
from hanjari.channels.models import RawPayload
from hanjari.channels.queries import due_imports
from hanjari.listening.actions.hearing import keep

BATCH, SMALL_BATCH = 500, 50
"""Rows at once: as many as pay for a commit; few while new messages wait to be read."""
_reading = Lock()


def read_archive(pk: int, *, most: int = BATCH) -> bool:
    """Read in the next batch of one import; False when it has ended."""
    return channels.advance_import(pk, keep, most=most)


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
