"""Lanes: errands that go round in a thread of their own, so that a slow one holds up no other lane."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Condition, Thread
from time import monotonic

import structlog
from django.db import DatabaseError, InterfaceError, connection

from hanjari.kit import disk
from hanjari.kit.errands import Round, stopping

LONGEST_BACKOFF = 60.0
LONGEST_WAY = 5.0
"""Seconds at most for which a due errand gives way to another lane's."""
BREATH, LONGEST_BREATH, RESTS = 0.02, 0.1, 10
"""Seconds between two turns of an errand that changes call, ten times as long as its turn took within
these bounds: what a burst changes is looked at together, and on a busy machine, where looking takes
longer, it does not take the time of those who have something to do. The first change after a rest is
looked at at once."""
ROOM_AGAIN = 5.0
"""Seconds at most until a lane that met a full disk looks for room again: trying costs nothing."""
log = structlog.get_logger(__name__)


@dataclass
class Turn:
    """An errand's next turn, and how it went lately. `rings` counts changes, to miss none.

    `rested` is when a change may call it again.
    """

    round: Round
    due: float = 0.0
    rested: float = 0.0
    failures: int = 0
    rings: int = 0
    error: str = ""
    wants_room: bool = False
    has_more: bool = False


class Lane:
    """One lane: its errands take turns, the longest waiting first.

    All lanes share one interpreter, so one that can wait gives way while `first` is busy.
    """

    def __init__(self, name: str, rounds: Sequence[Round], first: "Lane | None" = None) -> None:
        self.name = name
        self.turns = [Turn(one) for one in rounds]
        self._first = first
        self._bell = Condition()
        self.thread = Thread(target=self._go_round, name=name, daemon=True)

    def start(self) -> None:
        """Let it go."""
        self.thread.start()

    def ring(self) -> None:
        """Something changed: every eager errand that is not backing off is due now."""
        with self._bell:
            for turn in self.turns:
                if turn.round.is_eager:
                    turn.rings += 1
                    turn.due = turn.due if turn.failures else min(turn.due, turn.rested)
            self._bell.notify()

    @property
    def is_busy(self) -> bool:
        """Whether an errand said at its last turn that there is more to do at once."""
        return any(turn.has_more for turn in self.turns)

    def failing(self) -> dict[str, str]:
        """Errands that failed at their last turn, and why."""
        return {turn.round.name: turn.error for turn in self.turns if turn.failures}

    def _go_round(self) -> None:
        while turn := self._take():
            rings, began = turn.rings, monotonic()
            outcome = _run(turn)
            self._put_back(turn, rings, again=outcome, took=monotonic() - began)
        connection.close()

    def _take(self) -> Turn | None:
        """The next due turn, waited for; None when the worker stops."""
        with self._bell:
            while not stopping.is_set():
                now = monotonic()
                turn = min(self.turns, key=lambda one: one.due)
                if turn.due > now:
                    self._bell.wait(min(turn.due - now, 1.0))
                elif self._gives_way(turn, now):
                    self._bell.wait(0.05)
                else:
                    return turn
        return None

    def _gives_way(self, turn: Turn, now: float) -> bool:
        return self._first is not None and self._first.is_busy and now - turn.due < LONGEST_WAY

    def _put_back(self, turn: Turn, rings: int, *, again: bool, took: float) -> None:
        """Due at once when there is more or something changed meanwhile; later after a failure."""
        with self._bell:
            now = monotonic()
            turn.has_more = again
            turn.rested = now + min(max(BREATH, RESTS * took), LONGEST_BREATH)
            if turn.failures:
                longest = ROOM_AGAIN if turn.wants_room else LONGEST_BACKOFF
                turn.due = now + min(longest, 0.25 * 2 ** min(turn.failures, 10))
            elif again:
                turn.due = now
            elif turn.rings != rings:
                turn.due = turn.rested
            else:
                turn.due = now + turn.round.every


def _run(turn: Turn) -> bool:
    """One turn. A failure is said and remembered, and never leaves this function."""
    name = turn.round.name
    try:
        again = turn.round.errand()
    except (DatabaseError, InterfaceError) as error:
        _stumble(turn, error)
        log.warning("worker.database_refused", errand=name, words=in_plain_words(error))
        connection.close()
    except Exception as error:
        _stumble(turn, error)
        if turn.wants_room:
            log.warning("worker.disk_full", errand=name, words=disk.FULL)
        else:
            log.exception("worker.errand_failed", errand=name, failures=turn.failures)
    else:
        if turn.failures:
            log.info("worker.errand_recovered", errand=name, failures=turn.failures)
        turn.failures, turn.error = 0, ""
        return again
    return False


def _stumble(turn: Turn, error: Exception) -> None:
    turn.failures += 1
    turn.wants_room = disk.means_full(error)
    turn.error = disk.FULL if turn.wants_room else f"{type(error).__name__}: {error}"[:300]


def in_plain_words(error: Exception) -> str:
    """What a refusal of the database means to the person who runs the machine."""
    words = str(error).strip()
    if disk.means_full(error):
        return disk.FULL
    if "locked" in words:
        return "The database was busy for too long. Nothing is lost; it is tried again."
    if "readonly" in words or "read-only" in words:
        return "The database may not be written. Check the permissions of HANJARI_HOME."
    return f"{words} Nothing is lost; it is tried again."
