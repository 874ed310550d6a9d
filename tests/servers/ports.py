"""Free loopback ports, waiting for a server to answer, and what happens where a server is absent."""

import os
import shutil
import socket
import time
from typing import NoReturn

import pytest


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on; held open together so that they differ."""
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()


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
