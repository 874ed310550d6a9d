"""Free loopback ports, waiting for a server to answer, and what happens where a server is absent."""

import os
import shutil
import socket
import time
from contextlib import suppress
from itertools import count, islice
from typing import NoReturn

import pytest

FIRST, EACH, SHARES = 10_000, 350, 64
"""Below the ports that Linux lends to who calls out (32,768 and up, `ip_local_port_range`): one of
those may be lent out again between here and the server's own bind. A process asks in a share of its
own, so that two that ask at once get different ones."""
_asked = count()


def free_ports(number: int) -> list[int]:
    """So many ports on which nobody listens; none is given twice until the process's share is through."""
    start = FIRST + os.getpid() % SHARES * EACH
    free: list[int] = []
    for asked in islice(_asked, EACH):
        if _is_free(port := start + asked % EACH):
            free.append(port)
        if len(free) == number:
            return free
    message = f"fewer than {number} free ports from {start} on"
    raise OSError(message)


def _is_free(port: int) -> bool:
    with socket.socket() as door, suppress(OSError):
        door.bind(("", port))  # every address: a server may listen on all of them
        return True
    return False


def await_port(port: int, seconds: float = 15) -> None:
    """Return once something listens; `TimeoutError` after so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    message = f"nothing listens on port {port}"
    raise TimeoutError(message)


def absent(reason: str) -> NoReturn:
    """Skip on a laptop; fail in CI, where the servers must be there."""
    if os.environ.get("CI") == "true" or os.environ.get("HANJARI_REQUIRE_SERVERS") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def need(*programs: str) -> None:
    """Every program is installed, or the test is `absent`."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    missing = [program for program in programs if not shutil.which(program, path=path)]
    if missing:
        absent(f"not installed: {', '.join(missing)}")
