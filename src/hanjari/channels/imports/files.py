"""The files of imports: where an upload lies, where bad rows go, and what can't be entered in the middle."""

import codecs
import json
import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.models import Import

_HEAD = 1 << 16
_CHUNK = 1 << 20
_LINE_SAFE = ("utf-8", "cp949", "cp1252")
"""Encodings in which the byte of a line end is never part of another letter."""


def folder() -> Path:
    """HANJARI_HOME/imports, readable by its owner alone: archives hold what people wrote."""
    path = Path(settings.HOME) / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def upload_path(name: str) -> Path:
    """Where an uploaded file is kept until it has been read in."""
    return folder() / name


def bad_path(archive: Import) -> Path:
    """The rows that could not be read in, each with its reason."""
    return folder() / f"{archive.pk}.bad.jsonl"


def save(chunks: Iterable[bytes], path: Path) -> int:
    """Write an upload through to the disk; returns its size."""
    with _opened(path) as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def is_enterable(plan: Plan) -> bool:
    """Whether lines can be told apart as bytes; else a copy in UTF-8 is needed."""
    return plan.encoding in _LINE_SAFE[: 1 if plan.form == "wxr" else None]


def copy_as_utf8(source: Path, encoding: str, target: Path) -> None:
    """A copy whose lines can be told apart. Letters that are none become the replacement sign."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    with source.open("rb") as file:
        save((text.encode("utf-8", "replace") for text in _decoded(file, decoder)), target)


def _decoded(file: BinaryIO, decoder: codecs.IncrementalDecoder) -> Iterator[str]:
    while chunk := file.read(_CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def digest_of(path: Path) -> str:
    """Of the file's head and size: enough to notice that it is another one."""
    with path.open("rb") as file:
        return sha256(file.read(_HEAD) + str(path.stat().st_size).encode()).hexdigest()


def set_aside(archive: Import, rows: Iterable[dict[str, object]]) -> int:
    """Add bad rows behind what is surely whole; returns the new whole size, on the disk already."""
    path = bad_path(archive)
    with _opened(path, keep=True) as file:
        file.truncate(archive.bad_size)
        file.seek(archive.bad_size)
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def first_bad(archive: Import, count: int = 5) -> list[dict[str, object]]:
    """The first bad rows, to show."""
    path = bad_path(archive)
    if not archive.bad_size or not path.exists():
        return []
    with path.open("rb") as file:
        lines = [file.readline() for _ in range(count)]
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def remove(archive: Import, *, with_bad: bool) -> None:
    """Delete our copy of the file; one that the operator keeps elsewhere is never touched."""
    path = Path(archive.path)
    if path.parent == folder():
        path.unlink(missing_ok=True)
    if with_bad:
        bad_path(archive).unlink(missing_ok=True)


def _opened(path: Path, *, keep: bool = False) -> BinaryIO:
    """Readable by its owner alone."""
    flags = os.O_RDWR | os.O_CREAT | (0 if keep else os.O_TRUNC)
    return os.fdopen(os.open(path, flags, 0o600), "r+b")
