"""A server of our own for a bench: started, and how much CPU it and its children have used."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TICK = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def start(words: list[str], environment: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    """A server, once it takes connections."""
    lifeline = subprocess.PIPE  # a page worker ends with the process that started it
    server = subprocess.Popen([sys.executable, *words], env=environment, cwd=ROOT, stdin=lifeline)
    for _ in range(200):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    message = f"{words} does not answer"
    raise RuntimeError(message)


def cpu(parent: int) -> float:
    """CPU seconds of a process and its children until now."""
    total = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(path.parent.name) == parent or int(fields[1]) == parent:
            total += int(fields[11]) + int(fields[12])
    return total / TICK
