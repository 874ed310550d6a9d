"""Hands: take packs from NATS, sift them, keep what fits, and acknowledge what is committed; as many as you like.

A pack is acknowledged only after the commit, so a hand that dies at any point loses nothing; what
it had committed comes again to another hand and is known by its name. Edits and deletions have a
queue of their own and wait there until all posts that were published before them are done with:
so the hands need no order among themselves.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.db import DatabaseError

from hanjari.channels import actions as channels
from hanjari.channels.contract import Frame, UnreadableError
from hanjari.channels.models import Account
from hanjari.kit import heartbeat
from hanjari.kit.bus import AwayError, Backlog, Bus, Taken
from hanjari.kit.clock import now
from hanjari.listening.ingest.keeping import Kept
from hanjari.listening.stream.carrying import bus_of
from hanjari.listening.stream.finding import Findings, found
from hanjari.listening.stream.keeping import GivenUpError, keep, patiently
from hanjari.listening.stream.packing import CHANGES, POSTS, unpacked

AT_ONCE = 48
"""Packs of one batch, each a hundred frames and more: a commit costs the same for few and for many."""
QUIET = 0.5
"""Seconds for which an idle hand waits at the server; what comes ends the wait at once."""
SAY_EVERY = 1.0
FIRST, LONGEST = 0.2, 5.0
"""Seconds before NATS is tried again, doubling."""
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Told:
    """What this hand did since it last said so."""

    taken_count: int = 0
    kept_count: int = 0
    since: float = field(default_factory=time.monotonic)
    failure: str = ""


class Hand:
    """One process's share of the sifting."""

    def __init__(self, is_over: Callable[[], bool], bus: Bus | None = None) -> None:
        self._is_over, self._bus = is_over, bus or bus_of()
        self._told = Told()
        self._backlog = Backlog(0, 0, 0)

    def work(self) -> None:
        """Until told to stop."""
        pause = FIRST
        try:
            while not self._is_over():
                try:
                    self.turn()
                    pause = FIRST
                except AwayError as error:
                    log.warning("this hand waits for NATS: %s", error)
                    self._say(failure=f"NATS: {error}")
                    time.sleep(pause)
                    pause = min(pause * 2, LONGEST)
        except GivenUpError:
            log.info("told to stop while the database was away; what was in hand goes to others")
        finally:
            self._bus.close()
            self._leave()

    def turn(self) -> int:
        """One batch; says how many frames it held. Raises `AwayError` and `GivenUpError`."""
        packs = self._bus.fetch(POSTS, most=AT_ONCE, seconds=QUIET)
        count = self._sift(packs) if packs else 0
        if time.monotonic() - self._told.since > SAY_EVERY or not packs:
            self._backlog = self._bus.backlog(POSTS)
            count += self._change()
            self._say()
        return count

    def _change(self) -> int:
        """Edits and deletions whose posts are all done with; the others come again a little later."""
        packs = self._bus.fetch(CHANGES, most=AT_ONCE, seconds=0)
        is_quiet = not (self._backlog.waiting_count or self._backlog.held_count)
        ripe = [one for one in packs if is_quiet or one.number <= self._backlog.done_number]
        unripe = [one for one in packs if one not in ripe]
        if unripe:
            self._bus.give_back(unripe, 1.0)
        return self._sift(ripe) if ripe else 0

    def _sift(self, packs: Sequence[Taken]) -> int:
        """Match, keep, commit; then acknowledge."""
        frames, count = _by_account(packs)
        patient = partial(patiently, is_over=self._is_over, meanwhile=self._wait_is_told)
        findings = patient(partial(_found, frames))
        kept = Kept()
        if findings.arrivals:
            kept = patient(partial(keep, findings.arrivals, lambda _kept: None))
        self._told.taken_count += count
        self._told.kept_count += len(kept.new)
        self._told.failure = ""
        try:
            self._bus.done(packs)
        except AwayError as error:  # they come again, and are known
            log.info("what was kept could not be acknowledged: %s", error)
        return count

    def _wait_is_told(self, words: str) -> None:
        self._told.failure = words
        self._beat()

    def _say(self, *, failure: str = "") -> None:
        """Tell the database and the machine how it goes; both may be away."""
        told, self._told = self._told, Told()
        seconds = max(time.monotonic() - told.since, 0.001)
        counts = {"taken_count": told.taken_count, "kept_count": told.kept_count}
        rest = {"rate": told.taken_count / seconds, "waiting_count": self._backlog.waiting_count}
        self._told.failure = failure
        try:
            channels.note_hand({**counts, **rest}, failure=failure)
        except (DatabaseError, OSError):
            log.debug("the database does not hear how this hand does", exc_info=True)
        self._beat()

    def _beat(self) -> None:
        try:
            waiting = self._backlog.waiting_count
            heartbeat.beat("ingest", failure=self._told.failure, waiting_count=waiting)
        except OSError:
            log.debug("a sign of life found no room", exc_info=True)

    def _leave(self) -> None:
        heartbeat.fall_silent("ingest")
        try:
            channels.drop_hand()
        except (DatabaseError, OSError):
            log.debug("the database does not hear that this hand ends", exc_info=True)


def _by_account(packs: Sequence[Taken]) -> tuple[dict[int, list[Frame]], int]:
    """The frames of each account, in order; what is no pack of ours is passed over, and done with."""
    frames: defaultdict[int, list[Frame]] = defaultdict(list)
    count = 0
    for one in packs:
        try:
            account_id, some = unpacked(one.body)
        except UnreadableError:
            log.exception("a pack that can't be read is passed over")
            continue
        frames[account_id] += some
        count += len(some)
    return frames, count


def _found(frames: dict[int, list[Frame]]) -> Findings:
    """What of all accounts is to be kept; accounts that are gone ask for nothing."""
    total = Findings()
    accounts = Account.objects.filter(removed_at=None).select_related("organisation")
    for account in accounts.in_bulk(frames.keys()).values():
        part = found(account, frames[account.pk], now())
        total.arrivals += part.arrivals
        total.refused_count += part.refused_count
    return total
