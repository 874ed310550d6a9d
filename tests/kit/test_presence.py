"""Whether a worker lives, known even after kill -9."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from hanjari.kit import presence

SIGN_IN = (
    "import sys, time; from django.conf import settings; settings.configure(HOME=sys.argv[1]);"
    "from hanjari.kit.presence import my_token; print(my_token(), flush=True); time.sleep(60)"
)


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def worker(tmp_path) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-c", SIGN_IN, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_living_worker_is_there_and_a_killed_one_is_gone(worker) -> None:
    token = worker.stdout.readline().strip()
    assert presence.is_gone(token) is False
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert presence.is_gone(token) is True
    assert presence.is_gone(token) is True, "also when asked again"


def test_oneself_is_there() -> None:
    assert presence.is_gone(presence.my_token()) is False


@pytest.mark.parametrize("token", ["elsewhere/1x2", "", "elsewhere/../../etc/passwd"])
def test_what_cannot_be_judged_is_not_judged(token) -> None:
    assert presence.is_gone(token) is None


def test_who_comes_new_sweeps_up_after_the_dead(worker, tmp_path) -> None:
    token = worker.stdout.readline().strip()
    dead = tmp_path / "workers" / "1xdead"
    dead.touch()
    presence._sweep()
    assert not dead.exists()
    assert presence.is_gone(token) is False
