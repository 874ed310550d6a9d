"""Sifting in this very process: what is kept and the place behind it change in one transaction."""

from collections.abc import Callable, Sequence
from functools import partial

from hanjari.channels import actions as channels
from hanjari.channels.actions import Progress
from hanjari.channels.contract import Frame
from hanjari.channels.models import Stream
from hanjari.kit.clock import now
from hanjari.listening.ingest.keeping import Kept
from hanjari.listening.stream.finding import found
from hanjari.listening.stream.keeping import keep, patiently


class Here:
    """One stream's frames, sifted as they come."""

    linger = 0.0

    def __init__(self, stream: Stream, is_over: Callable[[], bool]) -> None:
        self._stream, self._is_over = stream, is_over

    def take(self, frames: Sequence[Frame], done: Progress, *, must_say: bool) -> bool:
        """Find, keep, and say how far we are; where nothing was found, only now and then."""
        findings = patiently(
            partial(found, self._stream.account, frames, now()), is_over=self._is_over
        )
        done.refused_count += findings.refused_count
        if not findings.arrivals and not must_say:
            return False
        before = done.kept_count

        def behind(kept: Kept) -> None:
            done.kept_count = before + len(kept.new)
            done.double_count = kept.double_count
            channels.note_progress(self._stream, done)

        patiently(partial(keep, findings.arrivals, behind), is_over=self._is_over)
        return True

    def close(self) -> None:
        """Nothing is held."""
