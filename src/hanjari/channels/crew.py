"""A crew of threads: one job at a time per key, so many at once, and nobody waits for the slowest."""

import logging
import time
from collections.abc import Callable
from threading import Condition, Thread

from django.db import connections

Job = Callable[[], object]
_log = logging.getLogger(__name__)


class Crew:
    """Runs jobs beside the errand that found them, so that a hanging network holds one hand only."""

    def __init__(self, name: str, size: int) -> None:
        self._name, self._size = name, size
        self._busy: set[int] = set()
        self._changed = Condition()

    @property
    def busy(self) -> frozenset[int]:
        """The keys whose jobs are running."""
        with self._changed:
            return frozenset(self._busy)

    @property
    def free(self) -> int:
        """How many more jobs may begin."""
        return self._size - len(self.busy)

    def offer(self, key: int, job: Job) -> bool:
        """Begin the job; False when this key's job still runs or no hand is free."""
        with self._changed:
            if key in self._busy or len(self._busy) >= self._size:
                return False
            self._busy.add(key)
        Thread(target=self._run, args=(key, job), name=f"{self._name}-{key}", daemon=True).start()
        return True

    def finish(self, seconds: float) -> bool:
        """Wait for the running jobs to end; False when some still run after so long."""
        end = time.monotonic() + seconds
        with self._changed:
            while self._busy and (left := end - time.monotonic()) > 0:
                self._changed.wait(left)
            return not self._busy

    def _run(self, key: int, job: Job) -> None:
        try:
            job()
        except Exception:
            _log.exception("%s: the job for %s broke", self._name, key)
        finally:
            connections.close_all()
            with self._changed:
                self._busy.discard(key)
                self._changed.notify_all()
