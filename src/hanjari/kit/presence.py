"""Presence: whether the worker that claimed something still lives, known even after `kill -9`.

Each worker holds a lock on a file of its own in HANJARI_HOME; the kernel lets go of it when the
process dies, however it dies. A worker on another machine can't be judged this way.
"""

import fcntl
import os
import platform
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings


def my_token() -> str:
    """The name of this process as `machine/random`; the first call takes the lock."""
    return _sign_in(os.getpid())


def is_gone(token: str, *, mine: str | None = None) -> bool | None:
    """True when that worker has surely died, False when it surely lives, None when it can't be told."""
    machine, _, name = token.partition("/")
    if machine != platform.node() or not name.isalnum():
        return None
    if token == (my_token() if mine is None else mine):
        return False
    try:
        descriptor = os.open(_folder() / name, os.O_RDWR)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        (_folder() / name).unlink(missing_ok=True)
        return True
    finally:
        os.close(descriptor)


@lru_cache(maxsize=1)
def _sign_in(pid: int) -> str:  # the pid keys the cache, so that a fork signs in anew
    _sweep()
    name = f"{pid}x{secrets.token_hex(8)}"
    signing = _folder() / f".{name}"
    descriptor = os.open(signing, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    signing.rename(_folder() / name)  # whoever sees the name sees it locked
    return f"{platform.node()}/{name}"


def _sweep() -> None:
    """Files of the dead go when somebody new comes; a name half signed in begins with a dot."""
    for left in _folder().iterdir():
        if left.name.isalnum():
            is_gone(f"{platform.node()}/{left.name}", mine="")


def _folder() -> Path:
    folder = Path(settings.HOME) / "workers"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
