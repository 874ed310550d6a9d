"""The watch: starts child processes, starts again those that die, and stops all of them cleanly.

Children run in sessions of their own, so that one Ctrl-C reaches the watch alone, and hold a
lifeline (`watched.py`), so that none outlives a watch that was killed.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

LOOK_EVERY = 0.1
STOP_WITHIN = 5.0
LONGEST_BACKOFF = 30.0
SETTLED = 20.0
"""A child that lived so long starts again at once when it dies; before, later each time."""


@dataclass
class Child:
    """A process to be kept alive."""

    name: str
    words: Sequence[str]
    process: subprocess.Popen[bytes]
    started_at: float = field(default_factory=time.monotonic)
    deaths: int = 0
    again_at: float = 0.0


class Watch:
    """Keeps children alive until asked to stop by SIGINT or SIGTERM; asked twice, stops hard."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.asked = 0
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask_to_stop)

    @property
    def is_stopping(self) -> bool:
        """Whether somebody asked."""
        return self.asked > 0

    def start(self, name: str, words: Sequence[str], *, at_first: Sequence[str] = ()) -> Child:
        """Start a child and keep it; words `at_first` are left out when it is started again."""
        child = Child(name, words, _spawn([*words, *at_first]))
        self.children.append(child)
        return child

    def until_stopped(self) -> int:
        """Watch; returns the exit status once all children are gone."""
        while not self.is_stopping:
            self.look()
            time.sleep(LOOK_EVERY)
        _say("Closing.")
        return self.stop()

    def look(self) -> None:
        """See who died, and start again whose time has come."""
        now = time.monotonic()
        for child in self.children:
            if child.process.poll() is None:
                continue
            if not child.again_at:
                self._mourn(child, now)
            elif child.again_at <= now:
                child.process, child.started_at, child.again_at = _spawn(child.words), now, 0.0
                _say(f"{child.name} was started again.")

    def _mourn(self, child: Child, now: float) -> None:
        if now - child.started_at > SETTLED:
            child.deaths = 0
        wait = min(LONGEST_BACKOFF, 0.5 * 2**child.deaths) if child.deaths else 0.01
        child.deaths += 1
        child.again_at = now + wait
        _say(f"{child.name} died ({_cause(child.process.returncode)}). Nothing stored is lost.")

    def _ask_to_stop(self, *_: Any) -> None:
        self.asked += 1
        if self.asked > 1:
            for child in self.children:
                child.process.kill()

    def stop(self) -> int:
        """End all children: asked nicely, after a while not."""
        alive = [child for child in self.children if child.process.poll() is None]
        for child in alive:
            child.process.terminate()
        until = time.monotonic() + STOP_WITHIN
        for child in alive:
            try:
                child.process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
        for child in self.children:
            if child.process.stdin:
                child.process.stdin.close()
        return 0


def _spawn(words: Sequence[str]) -> "subprocess.Popen[bytes]":
    """One arena for glibc's malloc: the threads take turns anyway, and each arena keeps megabytes."""
    return subprocess.Popen(  # noqa: S603 (ourselves)
        words,
        stdin=subprocess.PIPE,
        start_new_session=True,
        env={"MALLOC_ARENA_MAX": "1", **os.environ},
    )


def _cause(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"status {status}"


def _say(words: str) -> None:
    with suppress(OSError):  # a full disk under the log, a closed terminal: the watch goes on
        print(words, file=sys.stderr, flush=True)  # noqa: T201 (a command speaks)
