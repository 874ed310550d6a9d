"""A watched process ends with its watcher, even when the watcher is killed.

The watcher holds the writing end of the child's standard input; when it is gone, the child reads
the end of file and stops as if asked by SIGTERM.
"""

import os
import signal
import sys
from threading import Thread


def stop_with_parent() -> None:
    """Begin to listen for the watcher's end."""
    Thread(target=_wait_for_the_end, name="lifeline", daemon=True).start()


def _wait_for_the_end() -> None:
    while os.read(sys.stdin.fileno(), 64):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
