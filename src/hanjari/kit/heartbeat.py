"""Heartbeats: a running process says in HANJARI_HOME/run that it lives, for `doctor` and the desk."""

import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from hanjari.kit.clock import now

EVERY = 2.0
"""Seconds between two beats."""
BLOCKS = 16_384
"""Bytes of every beat, filled up with blanks: on a full disk the next one is written over it."""
STALE = timedelta(seconds=15)
"""A process that has not beaten for so long is not alive."""


@dataclass(frozen=True)
class Beat:
    """What a process last said of itself."""

    name: str
    pid: int
    at: datetime
    facts: dict[str, Any]

    @property
    def is_fresh(self) -> bool:
        """Whether it was heard lately."""
        return now() - self.at < STALE


def beat(name: str, **facts: Any) -> None:
    """Say that this process lives; `facts` are small and JSON."""
    path = _path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = {"name": name, "pid": os.getpid(), "at": now().isoformat(), "facts": facts}
    text, part = json.dumps(line).ljust(BLOCKS), path.with_suffix(".part")
    try:
        part.write_text(text)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        if not path.exists():
            raise
        _write_over(path, text)


def _write_over(path: Path, text: str) -> None:
    """Into the blocks that are there; whoever reads meanwhile passes a torn beat over."""
    with path.open("r+") as file:
        file.write(text)


def fall_silent(name: str) -> None:
    """Leave no beat behind after a clean stop."""
    _path(name).unlink(missing_ok=True)


def beats(name: str) -> list[Beat]:
    """All beats under this name, newest first; a torn file is passed over."""
    found = []
    for path in _folder().glob(f"{name}-*.json"):
        try:
            line = json.loads(path.read_text())
            at = datetime.fromisoformat(line["at"])
            found.append(Beat(line["name"], line["pid"], at, line["facts"]))
        except (OSError, ValueError, KeyError):
            continue
    return sorted(found, key=lambda one: one.at, reverse=True)


def is_alive(name: str) -> bool:
    """Whether a process of this name was heard lately."""
    return any(one.is_fresh for one in beats(name))


def sweep(name: str) -> None:
    """Take away what killed processes of this name left behind."""
    for one in beats(name):
        if not one.is_fresh:
            (_folder() / f"{name}-{one.pid}.json").unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.HOME) / "run"


def _path(name: str) -> Path:
    return _folder() / f"{name}-{os.getpid()}.json"
