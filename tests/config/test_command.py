"""The command line tells a trouble in words, never by a trace."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("words", [["first-key"], ["journal", "verify"], ["export", "desk.zip"]])
def test_a_command_on_a_home_without_a_desk_says_what_to_do(tmp_path, words):
    told = subprocess.run(
        [sys.executable, "-m", "hanjari", *words],
        cwd=tmp_path,
        env={**os.environ, "HANJARI_HOME": str(tmp_path / "home"), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert told.returncode == 1
    assert "Nothing was changed." in told.stderr
    assert "hanjari migrate" in told.stderr
    assert "Traceback" not in told.stderr
