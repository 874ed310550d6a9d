"""Listening: one thread at the network's line; a line that breaks is opened again from where it was."""

import logging
from collections.abc import Generator, Mapping
from contextlib import closing, suppress
from threading import Event, Thread
from typing import Any, cast

from django.db import DatabaseError, connections

from hanjari.channels import actions as channels
from hanjari.channels import registry
from hanjari.channels.access import open_access
from hanjari.channels.contract import BrokenError, Flow, SpentError, Streams
from hanjari.channels.models import Account, Stream
from hanjari.listening.stream.belt import Belt

FIRST, LONGEST = 0.5, 60.0
"""Seconds before a broken line is opened again, doubling until something comes."""
_log = logging.getLogger(__name__)


class Line:
    """A network's line, laid onto a belt. `break_count` grows with each time that it was opened again."""

    def __init__(self, stream: Stream, belt: Belt) -> None:
        self.stream, self.belt = stream, belt
        self.place: Mapping[str, Any] = dict(stream.place)
        self.break_count = 0
        self.is_open = False
        self._is_over = Event()
        self._pause = FIRST
        self._thread = Thread(target=self._run, name=f"line-{stream.account_id}", daemon=True)

    def open(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def close(self, seconds: float = 3.0) -> None:
        """Hear no more; a line that says nothing is let go of within its sign of life."""
        self._is_over.set()
        self.belt.close()
        self._thread.join(seconds)

    def taken_breaks(self) -> int:
        """How often it broke since this was asked last."""
        count, self.break_count = self.break_count, 0
        return count

    def _run(self) -> None:
        try:
            while not self._is_over.is_set():
                error = self._hear()
                if error is not None and not self._is_over.is_set():
                    self._wait(error)
        finally:
            connections.close_all()

    def _hear(self) -> BrokenError | SpentError | None:
        """Until the line breaks; says why."""
        try:
            account = Account.objects.get(pk=self.stream.account_id)
            kind = cast("Streams", registry.kind(account.kind))
            flows = kind.stream(open_access(account), self.place)
            with closing(cast("Generator[Flow, None, None]", flows)):
                for flow in flows:
                    self.is_open = True
                    if self._is_over.is_set() or not self.belt.put(flow):
                        return None
                    if flow.place or flow.has_gap:
                        self.place = flow.place
                    self._pause = FIRST if flow.frames else self._pause
        except (BrokenError, SpentError) as error:
            return error
        except Exception as error:
            _log.exception("the stream of account %s broke", self.stream.account_id)
            return BrokenError("unexpected", f"{type(error).__name__}: {error}"[:300])
        return BrokenError("ended", "")

    def _wait(self, error: BrokenError | SpentError) -> None:
        self.break_count += 1
        self.is_open = False
        with suppress(DatabaseError):  # the next break says it again
            channels.note_break(self.stream, error)
        self._is_over.wait(max(self._pause, error.retry_after or 0))
        self._pause = min(self._pause * 2, LONGEST)
