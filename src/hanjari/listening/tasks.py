"""Errands of the listening room: reading what waits, and forgetting originals in time."""

from time import perf_counter

from hanjari.kit.errands import errand
from hanjari.listening import actions

FEWEST, MOST = 10, 1_000
AT_MOST = 0.05
"""Seconds that a batch should take: long enough to pay for its commit, too short to be felt."""

_size = FEWEST


@errand(every=0.2, lane="desk")
def hear() -> bool:
    """Read a batch of waiting payloads; the size follows what the last one took."""
    global _size  # noqa: PLW0603 (one worker reads; the size is a guess that any restart may forget)
    began = perf_counter()
    count = actions.hear_waiting(_size)
    if not count:
        return False
    if perf_counter() - began > AT_MOST:
        _size = max(FEWEST, _size // 2)
    elif count >= _size:
        _size = min(MOST, _size * 2)
    return True


@errand(every=1, lane="pull")
def read_archives() -> bool:
    """A batch of an archive; new messages go first."""
    return actions.read_due_archives()


@errand(every=3600, lane="desk")
def forget() -> bool:
    """Originals go when their days are over, and deletions of what never came."""
    actions.forget_originals()
    actions.forget_unseen()
    return False


@errand(every=600, lane="desk")
def tidy_search() -> bool:
    """After erasures the index drops what it had only marked as deleted, a bounded piece at a time."""
    actions.tidy_search()
    return False


@errand(every=3600, lane="desk")
def expire() -> bool:
    """Words that a network's terms let us keep only so long go, a batch at a time."""
    return actions.expire()
