"""Carrying: frames go through NATS JetStream to hands elsewhere; the place moves once they are acknowledged."""

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial

from django.conf import settings

from hanjari.channels import actions as channels
from hanjari.channels.actions import Progress
from hanjari.channels.contract import BrokenError, Frame
from hanjari.channels.models import Stream
from hanjari.kit.bus import AwayError, Bus, Pack
from hanjari.listening.stream.keeping import GivenUpError, patiently
from hanjari.listening.stream.packing import QUEUES, STREAM, packed

LINGER = 0.04
"""Seconds in which a few frames wait for more, so that they share a message."""
FIRST, LONGEST = 0.2, 5.0
"""Seconds before NATS is tried again, doubling."""
TELL_AFTER = 3.0
"""Seconds without NATS after which the account's page says so; an election of its servers takes as long."""
_log = logging.getLogger(__name__)


def bus_of() -> Bus:
    """The line to NATS_URL; connects with its first use."""
    return Bus(settings.NATS_URL, stream=STREAM, queues=QUEUES)


class Carrying:
    """One stream's frames on their way."""

    linger = LINGER

    def __init__(self, stream: Stream, is_over: Callable[[], bool]) -> None:
        self._stream, self._is_over, self._bus = stream, is_over, bus_of()

    def take(self, frames: Sequence[Frame], done: Progress, *, must_say: bool) -> bool:
        """Publish until all is acknowledged, then let the place move, once a second."""
        packs = list(packed(self._stream.account_id, frames))
        self._publish(packs)
        if must_say:
            say = partial(channels.note_progress, self._stream, done)
            patiently(say, is_over=self._is_over)
        return must_say

    def _publish(self, packs: list[Pack]) -> None:
        pause, began = FIRST, time.monotonic()
        while packs:
            try:
                packs = self._bus.publish(packs)
                pause = FIRST
                continue
            except AwayError as error:
                _log.warning("the stream waits for NATS: %s", error)
                if time.monotonic() - began > TELL_AFTER:
                    self._tell(error)
            self._wait(pause)
            pause = min(pause * 2, LONGEST)

    def _tell(self, error: AwayError) -> None:
        words = f"NATS: {error}"[:300]
        say = partial(channels.note_break, self._stream, BrokenError("nats_away", words))
        patiently(say, is_over=self._is_over)

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._is_over():
                raise GivenUpError
            time.sleep(0.05)

    def close(self) -> None:
        """What was not acknowledged is read again."""
        self._bus.close()
