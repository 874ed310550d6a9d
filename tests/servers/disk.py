"""A small disk of our own: a real file system that a test can fill to its last byte."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.servers.ports import absent

PIECE = 1 << 16


class SmallDisk:
    """A mounted tmpfs and the one file that fills it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    @property
    def free(self) -> int:
        """Bytes left."""
        state = os.statvfs(self.folder)
        return state.f_bavail * state.f_frsize

    def fill(self, *, but: int = 0) -> None:
        """Write until nothing more goes in, but for so many bytes."""
        with self._filler.open("ab", buffering=0) as filler, suppress(OSError):
            while left := self.free - but:
                filler.write(bytes(min(PIECE, max(left, 1))))

    def empty(self) -> None:
        """Give the room back."""
        self._filler.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """The disk for the length of a test; only root may mount one."""
    folder.mkdir()
    size = f"size={megabytes}m,mode=700"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], capture_output=True, text=True
    )
    if mounted.returncode:
        absent(f"no file system can be mounted here: {mounted.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
