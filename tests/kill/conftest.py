"""Trials run in a process of their own, so that workers are forked from one that imported everything."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from tests.servers.mail import MailServer

ROOT = Path(__file__).resolve().parents[2]
Tried = Callable[[str], dict[str, Any]]


@pytest.fixture
def tried(mail_server: MailServer, tmp_path: Path) -> Tried:
    """The verdict of a module's trials, in a HANJARI_HOME of their own."""
    told = json.dumps(asdict(mail_server) | {"folder": str(mail_server.folder)})
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "hanjari.config.settings",
        "HANJARI_HOME": str(tmp_path),
        "HANJARI_ALLOW_PRIVATE_HOSTS": "127.0.0.1",
        "HANJARI_ROUNDS_PER_MINUTE": "100000",
        "DATABASE_URL": "",
        "HANJARI_MEANING": "off",
    }

    def run(module: str) -> dict[str, Any]:
        words = [sys.executable, "-m", module, told]
        ran = subprocess.run(
            words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1800
        )
        assert ran.returncode == 0, ran.stderr[-3000:]
        verdict: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
        print(json.dumps(verdict, ensure_ascii=False))  # noqa: T201 (the seed and the counts)
        return verdict

    return run
