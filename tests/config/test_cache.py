"""The cache that all workers share comes with the migrations."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("migrate", verbosity=0)
from django.core.cache import cache
print(cache.add("attempts", 1), cache.incr("attempts"))
"""


@pytest.mark.slow
def test_a_migrated_database_counts_attempts(tmp_path):
    environment = {**os.environ, "HANJARI_HOME": str(tmp_path), "PYTHONPATH": "src"}
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "True 2"
