"""Key files: made once, for their owner alone, whole or not at all."""

import errno
import os

import pytest

from hanjari.kit.secrets import make_key_file


def refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_key_file_is_whole_or_not_there(tmp_path, monkeypatch):
    path = tmp_path / "keys" / "seal.key"
    with monkeypatch.context() as narrow:
        narrow.setattr(os, "fsync", refuse)  # as a full disk does
        with pytest.raises(OSError, match="No space"):
            make_key_file(path)
    assert list(path.parent.iterdir()) == []
    make_key_file(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_key_file_that_is_there_is_left_alone(tmp_path):
    path = tmp_path / "seal.key"
    make_key_file(path)
    before = path.read_bytes()
    make_key_file(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["seal.key"]
