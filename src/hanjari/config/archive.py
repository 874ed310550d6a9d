"""The backup file: one tar with a manifest of digests at its end, written whole or not at all."""

import io
import json
import os
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from hanjari.config.trouble import Trouble

MANIFEST = "manifest.json"
FORMAT = "hanjari-backup-1"
_CHUNK = 1 << 20


class Writer:
    """Adds files and remembers their digests."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: dict[str, dict[str, Any]] = {}

    def add(self, path: Path, name: str) -> None:
        """A file as long as it is now; what is appended meanwhile stays out."""
        with path.open("rb") as file:
            self._add(file, name, os.fstat(file.fileno()).st_size)

    def add_bytes(self, content: bytes, name: str) -> None:
        """A file out of memory."""
        self._add(io.BytesIO(content), name, len(content))

    def seal(self, facts: dict[str, Any]) -> None:
        """Write the manifest; nothing is added after it."""
        told = {"format": FORMAT, **facts, "files": self.files}
        self.add_bytes(json.dumps(told, indent=1, ensure_ascii=False).encode(), MANIFEST)

    def _add(self, file: IO[bytes], name: str, size: int) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode, entry.mtime = size, 0o600, int(time.time())
        reader = _Digesting(file)
        self._tar.addfile(entry, reader)
        self.files[name] = {"size": size, "sha256": reader.digest.hexdigest()}


class _Digesting:
    """Reads through and digests what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """A new backup file, readable by its owner alone; it appears under its name when it is whole."""
    part = path.with_name(path.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def checked(path: Path) -> dict[str, Any]:
    """The manifest, once every file in the tar has been compared with it. Raises `Trouble`."""
    try:
        with tarfile.open(path, "r:") as tar:
            found = {entry.name: _digest(tar, entry) for entry in tar if entry.isfile()}
            told: dict[str, Any] = json.loads(_content(tar, MANIFEST))
    except (tarfile.TarError, OSError, KeyError, ValueError) as error:
        raise _spoilt(path, "it is not a whole backup file") from error
    if told.get("format") != FORMAT:
        raise _spoilt(path, "it was written by another version or another program")
    expected = {name: one["sha256"] for name, one in told["files"].items()}
    found.pop(MANIFEST)
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            raise _spoilt(path, f"{name} is missing or was changed")
        if not _is_inside(name):
            raise _spoilt(path, f"{name} would lie outside the home")
    return told


def unpacked(path: Path, folder: Path) -> None:
    """Write the files of a checked backup below a folder, each readable by its owner alone."""
    with tarfile.open(path, "r:") as tar:
        for entry in tar:
            if not entry.isfile() or entry.name == MANIFEST:
                continue
            target = folder / entry.name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                for piece in _pieces(tar, entry):
                    file.write(piece)


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _pieces(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> Iterator[bytes]:
    file = tar.extractfile(entry)
    while file and (piece := file.read(_CHUNK)):
        yield piece


def _digest(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> str:
    digest = sha256()
    for piece in _pieces(tar, entry):
        digest.update(piece)
    return digest.hexdigest()


def _content(tar: tarfile.TarFile, name: str) -> bytes:
    return b"".join(_pieces(tar, tar.getmember(name)))


def _spoilt(path: Path, why: str) -> Trouble:
    return Trouble(
        f"{path} cannot be restored: {why}.",
        safe="Nothing was changed.",
        remedy="Take another backup file.",
    )
