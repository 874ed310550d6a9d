"""Pulse: one thread that feels whenever something in the database was changed, by any process.

SQLite: `PRAGMA data_version` of a connection that never writes; 2 µs a look, 10 ms apart while
things happen and 40 ms when quiet. PostgreSQL: LISTEN on `hanjari` (the journal rings), and every
100 ms anyway, because not every change is in the journal.
"""

from collections.abc import Callable
from threading import Event, Thread
from time import monotonic
from typing import Any

import structlog
from django.db import Error, connections

LIVELY, QUIET, LINGER = 0.01, 0.04, 1.0
"""Seconds between looks after a change and when quiet; how long a change keeps us lively."""
TICK = 0.1

log = structlog.get_logger(__name__)


class Pulse(Thread):
    """Calls `beat` after every change, from its own thread; `beat` must be short."""

    def __init__(self, beat: Callable[[], None]) -> None:
        super().__init__(name="pulse", daemon=True)
        self._beat, self._over = beat, Event()

    def stop(self) -> None:
        """Feel no more."""
        self._over.set()

    def run(self) -> None:
        """Feel until stopped; a database that went away is asked again every second."""
        while not self._over.is_set():
            connection = connections.create_connection("default")
            try:
                connection.ensure_connection()
                feel = self._feel_sqlite if connection.vendor == "sqlite" else self._feel_postgresql
                feel(connection.connection)
            except Error as error:
                log.warning("pulse.lost", words=str(error).strip())
                self._over.wait(1)
            finally:
                connection.close()
                connections.close_all()  # this thread's own, which `beat` may have used

    def _feel_sqlite(self, raw: Any) -> None:
        version, changed_at = None, 0.0
        while not self._over.wait(LIVELY if monotonic() - changed_at < LINGER else QUIET):
            (now,) = raw.execute("PRAGMA data_version").fetchone()
            if now != version:
                version, changed_at = now, monotonic()
                self._beat()

    def _feel_postgresql(self, raw: Any) -> None:
        raw.execute("LISTEN hanjari")
        while not self._over.is_set():
            list(raw.notifies(timeout=TICK, stop_after=1))
            self._beat()
