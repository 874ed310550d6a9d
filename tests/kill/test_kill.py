"""`kill -9` at random points of ingest and send, between a real Dovecot and a real Postfix."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

pytestmark = [pytest.mark.real_server, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]


def test_whatever_is_killed_when_nothing_is_lost_and_nothing_is_twice(mail_server, tmp_path):
    told = json.dumps(asdict(mail_server) | {"folder": str(mail_server.folder)})
    ran = subprocess.run(
        [sys.executable, "-m", "tests.kill.trials", told],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "hanjari.config.settings",
            "HANJARI_HOME": str(tmp_path),
            "HANJARI_ALLOW_PRIVATE_HOSTS": "127.0.0.1",
            "DATABASE_URL": "",
            "HANJARI_MEANING": "off",
        },
        capture_output=True,
        text=True,
        timeout=1800,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    verdict = json.loads(ran.stdout.splitlines()[-1])
    print(json.dumps(verdict, ensure_ascii=False))  # noqa: T201 (the seed and the counts)
    assert verdict["faults"] == []
    assert verdict["planted"] >= verdict["trials"]
