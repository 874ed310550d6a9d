"""The disk under HANJARI_HOME: how much room is left, and whether a failure comes of having none."""

import errno
import shutil
from pathlib import Path

from django.conf import settings

LITTLE, TOO_LITTLE = 2_000_000_000, 200_000_000
"""Bytes free below which somebody should look, and below which writing will soon fail."""
NONE = 1_000_000
"""Bytes free below which a failed write is put down to the full disk, whatever it calls itself."""
FULL = "The disk is full. Nothing stored is lost; it goes on by itself once there is room."

_NUMBERS = {errno.ENOSPC, errno.EDQUOT}
_WORDS = ("disk is full", "No space left", "Disk quota exceeded")
_PERHAPS = ("disk I/O error", "unable to open database file")
"""What SQLite says when one of the files beside the database finds no room."""


def free() -> int:
    """Bytes that this user may still write below HANJARI_HOME."""
    return shutil.disk_usage(Path(settings.HOME)).free


def state() -> str:
    """`full`, `short` (will be soon) or empty: there is room. A few microseconds."""
    room = free()
    return "full" if room < NONE else "short" if room < TOO_LITTLE else ""


def means_full(error: BaseException | None) -> bool:
    """Whether this error, or one that caused it, says that the disk is full."""
    while error is not None:
        words = str(error)
        if isinstance(error, OSError) and error.errno in _NUMBERS:
            return True
        if any(said in words for said in _WORDS):
            return True
        if any(said in words for said in _PERHAPS) and free() < NONE:
            return True
        error = error.__cause__
    return False
