"""Servers that one run shares: started at their first use, stopped when the run ends."""

from contextlib import AbstractContextManager, ExitStack
from typing import TypeVar

T = TypeVar("T")
_running = ExitStack()


def lasting(server: AbstractContextManager[T]) -> T:
    """Start it; it runs until the run ends.

    `atexit` is no end: a process that took a share of the tests leaves without it, and its servers
    stayed behind.
    """
    return _running.enter_context(server)


def stop_all() -> None:
    """Stop what was started, the newest first."""
    _running.close()
