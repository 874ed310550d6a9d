"""Keeping what was found, in one transaction with whatever says how far we are; patient with the store."""

import logging
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    connection,
    transaction,
)

from hanjari.kit import disk
from hanjari.kit.collector import held_off
from hanjari.listening.ingest.arrival import Arrival
from hanjari.listening.ingest.keeping import Kept, kept

FIRST, LONGEST = 0.2, 10.0
"""Seconds before a store that is away or full is tried again, doubling."""
TRIES = 3
"""How often a batch is tried that the store refuses; after that its messages go one by one."""
REFUSALS = (DataError, IntegrityError, OverflowError, ValueError)
log = logging.getLogger(__name__)
T = TypeVar("T")
Behind = Callable[[Kept], None]
"""What belongs into the same transaction; it gets what was kept."""


class GivenUpError(Exception):
    """We were told to stop while the store was away: nothing of this batch was kept."""


def patiently(
    act: Callable[[], T],
    *,
    is_over: Callable[[], bool],
    meanwhile: Callable[[str], None] = lambda _words: None,
) -> T:
    """Do it, however long the store is away. Raises `GivenUpError` when told to stop meanwhile.

    `meanwhile` is called before each wait, with the reason in words. What the store refuses for
    what it holds (`REFUSALS`) is raised at once.
    """
    pause = FIRST
    while True:
        try:
            return act()
        except REFUSALS:
            raise
        except (DatabaseError, InterfaceError, OSError) as error:
            words = disk.FULL if disk.means_full(error) else str(error).strip()
            log.warning("the stream waits for the database: %s", words)
            connection.close()
            meanwhile(words)
            _wait(pause, is_over)
            pause = min(pause * 2, LONGEST)


def keep(arrivals: Sequence[Arrival], behind: Behind) -> Kept:
    """Keep the batch whole. A message that the store refuses three times, also alone, is left out.

    What fails in company, or in a race with another hand, mostly passes alone.
    """
    with held_off():
        for _try in range(TRIES):
            try:
                return _together(arrivals, behind)
            except REFUSALS:
                log.info("a batch of the stream was refused", exc_info=True)
        return _one_by_one(arrivals, behind)


@transaction.atomic
def _together(arrivals: Sequence[Arrival], behind: Behind) -> Kept:
    result = kept(arrivals)
    behind(result)
    return result


@transaction.atomic
def _one_by_one(arrivals: Sequence[Arrival], behind: Behind) -> Kept:
    total = Kept()
    for one in arrivals:
        try:
            with transaction.atomic():
                part = kept([one])
        except REFUSALS:
            log.exception(
                "message %s of account %s can't be stored", one.external_id, one.place.account_id
            )
            continue
        total.new += part.new
        total.edited += part.edited
        total.erased += part.erased
        total.double_count += part.double_count
        total.resting_count += part.resting_count
    behind(total)
    return total


def _wait(seconds: float, is_over: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_over():
            raise GivenUpError
        time.sleep(0.05)
