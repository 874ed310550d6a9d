"""Real `hanjari` processes, each with a home and a port of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from tests.servers.ports import free_ports

PATIENCE = 180.0
"""Seconds for what takes one or two on an idle machine; a busy one makes a database in a minute."""
ROOT = Path(__file__).resolve().parents[2]


class House:
    """A HANJARI_HOME and the command run in it."""

    def __init__(self, home: Path) -> None:
        (self.port,) = free_ports(1)
        self.home = home
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "HANJARI_HOME": str(home),
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONWARNINGS": "default",
            "HANJARI_URL": self.url,
            "HANJARI_MEANING": "off",
        }
        self.environment.pop("DATABASE_URL", None)
        self.log = home.parent / f"{home.name}.log"

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """A command that ends by itself."""
        return subprocess.run(
            [sys.executable, "-m", "hanjari", *words],
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def tell(self, story: str) -> str:
        """Python in a process of its own, with the rooms open."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{story}"],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "hanjari.config.settings"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def running(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """A command that runs until it is told to stop."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "hanjari", *words],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    @contextmanager
    def serving(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """`hanjari serve`, once it answers."""
        with self.running("serve", "--port", str(self.port), *words) as process:
            self.wait_until(self.answers, PATIENCE)
            yield process

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/account/login/", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def said(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    def children(self, parent: int, word: str = "") -> list[int]:
        """Process ids of the watch's children whose command holds this word."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                status = (entry / "status").read_text()
                words = (entry / "cmdline").read_text().split("\0")
            except OSError:
                continue
            ours = re.search(rf"^PPid:\s+{parent}$", status, re.MULTILINE)
            if ours and (not word or word in words):
                found.append(int(entry.name))
        return found

    @staticmethod
    def wait_until(is_so, seconds: float = 10) -> None:
        until = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < until, f"not so after {seconds} s"
            time.sleep(0.02)


@pytest.fixture(scope="session")
def prepared_home(tmp_path_factory) -> Path:
    """A migrated home, copied by the tests that need one."""
    house = House(tmp_path_factory.mktemp("prepared") / "home")
    done = house.run("migrate")
    assert done.returncode == 0, done.stderr
    return house.home


@pytest.fixture
def empty_house(tmp_path) -> House:
    return House(tmp_path / "home")


@pytest.fixture
def house(tmp_path, prepared_home) -> House:
    """A prepared home."""
    subprocess.run(["cp", "-r", prepared_home, tmp_path / "home"], check=True)
    return House(tmp_path / "home")
