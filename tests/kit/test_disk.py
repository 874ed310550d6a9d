"""A full disk is known by what its failures say; signs of life are given all the same."""

import errno
import json

import pytest
from django.db import OperationalError

from hanjari.kit import disk, heartbeat

NO_SPACE = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def full(monkeypatch) -> None:
    monkeypatch.setattr(disk, "free", lambda: 0)


def refuse(*_: object, **__: object) -> None:
    raise NO_SPACE


@pytest.mark.parametrize(
    "error",
    [
        NO_SPACE,
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        OperationalError("database or disk is full"),
        OperationalError('could not extend file "base/1/2": No space left on device'),
    ],
)
def test_a_full_disk_is_known_by_its_words(error):
    assert disk.means_full(error)


def test_a_full_disk_is_known_behind_another_error():
    error = RuntimeError("the page failed")
    error.__cause__ = NO_SPACE
    assert disk.means_full(error)


@pytest.mark.parametrize("words", ["disk I/O error", "unable to open database file"])
def test_an_unclear_failure_is_put_down_to_a_full_disk_only_when_it_is_full(words, full, request):
    assert disk.means_full(OperationalError(words))
    request.getfixturevalue("monkeypatch").setattr(disk, "free", lambda: 10**10)
    assert not disk.means_full(OperationalError(words))


@pytest.mark.parametrize("error", [None, ValueError("full of holes"), PermissionError("no")])
def test_other_failures_are_not(error):
    assert not disk.means_full(error)


@pytest.mark.parametrize(("free", "state"), [(0, "full"), (10**8, "short"), (10**10, "")])
def test_the_state_follows_the_room_that_is_left(monkeypatch, free, state):
    monkeypatch.setattr(disk, "free", lambda: free)
    assert disk.state() == state


def test_a_sign_of_life_is_given_on_a_full_disk_too(monkeypatch):
    heartbeat.beat("worker", failing={})
    monkeypatch.setattr("pathlib.Path.write_text", refuse)
    heartbeat.beat("worker", failing={"errand": "x" * 300})
    (beat,) = heartbeat.beats("worker")
    assert beat.facts == {"failing": {"errand": "x" * 300}}


def test_a_first_sign_of_life_that_finds_no_room_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr("pathlib.Path.write_text", refuse)
    with pytest.raises(OSError, match="No space"):
        heartbeat.beat("worker", failing={})
    assert list((tmp_path / "run").iterdir()) == []


def test_a_shorter_beat_leaves_nothing_of_a_longer_one(tmp_path, monkeypatch):
    heartbeat.beat("worker", failing={"errand": "x" * 3000})
    monkeypatch.setattr("pathlib.Path.write_text", refuse)
    heartbeat.beat("worker", failing={})
    (path,) = (tmp_path / "run").iterdir()
    assert json.loads(path.read_text())["facts"] == {"failing": {}}
