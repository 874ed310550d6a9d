"""The worker: all rooms' errands in their lanes, woken by changes, stopped cleanly."""

import os
import signal
from itertools import groupby
from time import monotonic
from typing import Any

import structlog
from django.db import OperationalError, connection

from hanjari.config.lanes import Lane, in_plain_words
from hanjari.journal.hearing import seat_listeners
from hanjari.kit import disk, heartbeat
from hanjari.kit.errands import rounds, stopping
from hanjari.kit.pulse import Pulse

WOKEN = {"desk", "send"}
"""Lanes whose errands are asked at once when something in the database changed."""
GIVES_WAY = {"meaning", "train"}
"""Lanes for whose errands nobody waits while messages wait to be read: they give way to `desk`."""
PATIENCE = 4.5
"""Seconds that running errands get to end; what is cut off then is still due at the next start."""
FIRST, LONGEST = 0.5, 10.0
"""Seconds before a database that is away at the start is asked again, doubling."""

log = structlog.get_logger(__name__)


def make_lanes() -> list[Lane]:
    """The registered errands, by lane."""
    ordered = sorted(rounds(), key=lambda one: one.lane)
    by_lane = {name: list(mine) for name, mine in groupby(ordered, key=lambda one: one.lane)}
    desk = Lane("desk", by_lane.pop("desk", []))
    others = [
        Lane(name, mine, desk if name in GIVES_WAY else None) for name, mine in by_lane.items()
    ]
    return [desk, *others]


def work() -> None:
    """Run until SIGTERM or SIGINT; returns when everything has ended or was cut off."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _ask_to_stop)
    heartbeat.sweep("worker")
    if not _seat():
        return
    lanes = make_lanes()
    pulse = Pulse(lambda: _ring(lanes))
    pulse.start()
    for lane in lanes:
        lane.start()
    log.info("worker.started", pid=os.getpid(), lanes=[lane.name for lane in lanes])
    is_heard = _beat(lanes)
    while not stopping.wait(heartbeat.EVERY):
        is_heard = _beat(lanes, must_tell=is_heard)
    pulse.stop()
    _end(lanes)


def _seat() -> bool:
    """Seat the listeners once the database is there; False when told to stop before.

    A machine may start before the one that holds its PostgreSQL, or while that is away. An SQLite
    file that can't be opened is no weather: it is raised.
    """
    pause = FIRST
    while not stopping.is_set():
        try:
            seat_listeners()
        except OperationalError as error:
            if connection.vendor == "sqlite":
                raise
            log.warning("worker.waits_for_database", words=in_plain_words(error))
            connection.close()
            stopping.wait(pause)
            pause = min(pause * 2, LONGEST)
        else:
            return True
    return False


def _ask_to_stop(*_: Any) -> None:
    stopping.set()


def _ring(lanes: list[Lane]) -> None:
    for lane in lanes:
        if lane.name in WOKEN:
            lane.ring()


def _beat(lanes: list[Lane], *, must_tell: bool = True) -> bool:
    """Whether the beat was written down; why not is told once, not every two seconds."""
    failing = {name: words for lane in lanes for name, words in lane.failing().items()}
    try:
        heartbeat.beat("worker", lanes=[lane.name for lane in lanes], failing=failing)
    except OSError as error:
        if must_tell:
            words = disk.FULL if disk.means_full(error) else str(error)
            log.warning("worker.heartbeat_failed", words=words)
        return False
    return True


def _end(lanes: list[Lane]) -> None:
    for lane in lanes:
        lane.ring()
    until = monotonic() + PATIENCE
    for lane in lanes:
        lane.thread.join(max(0.0, until - monotonic()))
    heartbeat.fall_silent("worker")
    busy = [lane.name for lane in lanes if lane.thread.is_alive()]
    log.info("worker.stopped", cut_off=busy)
    if busy:
        os._exit(0)  # a thread still waits for a network; what it did not finish is due again
