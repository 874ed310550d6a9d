"""Sealing: secrets at rest are unreadable without the key file outside the database.

The key file holds one Fernet key a line, newest first (AES-128-CBC with HMAC-SHA256, see the
`cryptography` documentation, "MultiFernet"). A new first line rotates; old lines still open.
"""

import os
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SealBrokenError(Exception):
    """A sealed value cannot be opened: the key that closed it is not in the key file."""


def seal(plain: bytes) -> bytes:
    """Encrypt with the newest key."""
    return _keys(settings.KEY_FILE).encrypt(plain)


def unseal(sealed: bytes) -> bytes:
    """Decrypt with whichever key closed it; raises `SealBrokenError` when none fits."""
    try:
        return _keys(settings.KEY_FILE).decrypt(bytes(sealed))
    except InvalidToken as error:
        message = f"no key in {settings.KEY_FILE} opens this value"
        raise SealBrokenError(message) from error


def reseal(sealed: bytes) -> bytes:
    """Close again under the newest key; used when keys rotate."""
    return _keys(settings.KEY_FILE).rotate(bytes(sealed))


def make_key_file(path: Path) -> None:
    """Write a first key that only the owner may read; an existing file is left alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "wb") as file:
        file.write(Fernet.generate_key() + b"\n")


def forget_keys() -> None:
    """Read the key file again at the next use (after a rotation)."""
    _keys.cache_clear()


@lru_cache(maxsize=4)
def _keys(path: Path) -> MultiFernet:
    make_key_file(path)
    lines = [line for line in path.read_bytes().splitlines() if line.strip()]
    return MultiFernet([Fernet(line) for line in lines])
