"""Who writes next: SQLite has one pen and no line before it.

A writer that finds the pen taken sleeps and looks again, up to a tenth of a second later. Whoever
writes one short transaction after another puts the pen down for a millisecond between two, so that
everybody else finds it taken again and again, for seconds. Here they stand in line: one waits at the
pen, the others behind, and whoever has just written joins at the end. Two file locks, which the
kernel lets go of when a process dies.
"""

import fcntl
import os
import time
from pathlib import Path

LOOK_EVERY = 0.002
"""Seconds between two looks: a fifth of the shortest transactions."""


class Line:
    """One connection's place in the line of a database file; for one thread."""

    def __init__(self, database: str, patience: float) -> None:
        self._paths = (Path(f"{database}-line"), Path(f"{database}-pen"))
        self._patience = patience
        self._files: tuple[int, ...] = ()

    def wait(self) -> None:
        """Come to the pen and take it.

        After `patience` seconds, or where no file can be made, without: SQLite itself says what is wrong.
        """
        try:
            line, pen = self._opened()
        except OSError:  # a full disk, which SQLite's own words tell better
            return
        until = time.monotonic() + self._patience
        if _take(line, until):
            _take(pen, until)
            fcntl.flock(line, fcntl.LOCK_UN)

    def leave(self) -> None:
        """Put the pen down. Safe to repeat."""
        if len(self._files) == len(self._paths):
            fcntl.flock(self._files[1], fcntl.LOCK_UN)

    def close(self) -> None:
        """Leave, and close the files, so that a fork shares no place."""
        for file in self._files:
            os.close(file)
        self._files = ()

    def _opened(self) -> tuple[int, ...]:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        while len(self._files) < len(self._paths):
            self._files += (os.open(self._paths[len(self._files)], flags, 0o600),)
        return self._files


def _take(file: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(LOOK_EVERY)
        else:
            return True
