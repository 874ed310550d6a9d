"""Sealing: secrets at rest are unreadable without the key file outside the database.

The key file holds one Fernet key a line, newest first (AES-128-CBC with HMAC-SHA256, see the
`cryptography` documentation, "MultiFernet"). A new first line rotates; old lines still open.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from secrets import token_hex

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SealBrokenError(Exception):
    """A sealed value cannot be opened: the key that closed it is not in the key file."""


def seal(plain: bytes) -> bytes:
    """Encrypt with the newest key."""
    return _keys(settings.KEY_FILE).encrypt(plain)


def unseal(sealed: bytes) -> bytes:
    """Decrypt with whichever key closed it; raises `SealBrokenError` when none fits."""
    with _told_plainly():
        return _keys(settings.KEY_FILE).decrypt(bytes(sealed))


def reseal(sealed: bytes) -> bytes:
    """Close again under the newest key, when keys rotate; raises `SealBrokenError`."""
    with _told_plainly():
        return _keys(settings.KEY_FILE).rotate(bytes(sealed))


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except InvalidToken as error:
        message = f"no key in {settings.KEY_FILE} opens this value"
        raise SealBrokenError(message) from error


def make_key_file(path: Path) -> None:
    """Write a first key that only the owner may read; an existing file is left alone."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)  # whole or not at all, also on a full disk; the first of several wins
    except FileExistsError:
        return
    finally:
        part.unlink(missing_ok=True)


def forget_keys() -> None:
    """Read the key file again at the next use, though its time may look the same."""
    _read_keys.cache_clear()


def _keys(path: Path) -> MultiFernet:
    """The keys as the file has them now: a rotation by another process is seen at once."""
    make_key_file(path)
    return _read_keys(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read_keys(path: Path, changed_ns: int) -> MultiFernet:  # noqa: ARG001 (keys the cache)
    lines = [line for line in path.read_bytes().splitlines() if line.strip()]
    return MultiFernet([Fernet(line) for line in lines])
