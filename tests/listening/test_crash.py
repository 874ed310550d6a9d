"""kill -9 of the listening worker: nothing lost, nothing doubled (more kills: `bench/crash.py`)."""

import os
import subprocess
import sys

import pytest
from tests.conftest import ROOT


@pytest.mark.slow
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the driver forks over a file of its own")
def test_a_killed_worker_loses_nothing_and_doubles_nothing(tmp_path):
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, ROOT / "bench" / "crash.py", "20"],
        env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0]) >= 10  # a child may have read all before its moment came
