"""The machine and the home: Python, permissions, room on the disk, keys, settings."""

import os
import platform
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings

from hanjari.config.examinations.sign import Sign, care, ill, well
from hanjari.kit import disk


def look_at_home() -> Iterator[Sign]:
    """Python, home, disk and keys."""
    yield _python()
    yield _permissions(Path(settings.HOME))
    yield _room()
    yield _keys(Path(settings.KEY_FILE))
    if settings.DEBUG:
        yield ill(
            "Settings",
            "HANJARI_DEBUG is on: errors show their insides to everybody.",
            "Unset HANJARI_DEBUG.",
        )


def _python() -> Sign:
    return well("Python", f"{platform.python_version()} at {sys.executable}")


def _permissions(home: Path) -> Sign:
    if not os.access(home, os.W_OK | os.X_OK):
        return ill("Home", f"{home} cannot be written by this user.", "Start as its owner.")
    if mode := stat.S_IMODE(home.stat().st_mode) & 0o077:
        words = f"{home} is open to other users of this machine (…{mode:03o})."
        return ill("Home", words, f"chmod 700 {home}")
    return well("Home", str(home))


def _room() -> Sign:
    free, state = disk.free(), disk.state()
    words = f"{free / 1e9:,.1f} GB free"
    if state == "full":
        words = "is full. Nothing stored is lost, but nothing new can be stored."
        return ill("Disk", words, "Make room now; then all goes on by itself.")
    if state == "short":
        return ill("Disk", words, "Make room now: messages can soon no longer be stored.")
    if free < disk.LITTLE:
        return care("Disk", words, "Make room, or move HANJARI_HOME to a larger disk.")
    return well("Disk", words)


def _keys(path: Path) -> Sign:
    if not path.exists():
        return ill("Keys", f"{path} is missing.", "Put it back from your copy, or restore.")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return ill("Keys", f"{path} is open to other users.", f"chmod 600 {path}")
    try:
        lines = [Fernet(line) for line in path.read_bytes().splitlines() if line.strip()]
    except ValueError:
        lines = []
    if not lines:
        return ill("Keys", f"{path} holds no key.", "Put it back from your copy, or restore.")
    return well("Keys", f"{len(lines)} in {path}")
