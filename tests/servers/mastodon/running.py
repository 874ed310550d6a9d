"""`mastodon-mock` in a process of its own; `tests/servers/mastodon/install` brings it.

One server serves the whole run; `reset` gives a test an empty one with three people on it.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from tests.servers.lasting import lasting
from tests.servers.ports import absent, await_port, free_ports

US, HANEUL, STRANGER = "hanbit", "haneul", "garam"
_CONFIG = """
title = "한빛 마을"
[auth]
permissive = false
[streaming]
heartbeat_seconds = 0.5
"""
_PERSON = """
[[seed.accounts]]
username = "{name}"
display_name = "{shown}"
access_token = "token-{name}"
"""


@dataclass(frozen=True)
class MockServer:
    """Where it listens, and what people do there as with any client."""

    url: str

    def call(self, person: str, method: str, path: str, **options: Any) -> Any:
        """One request as this person; its JSON."""
        headers = {"Authorization": f"Bearer token-{person}"}
        answer = httpx.request(
            method, self.url + path, headers=headers, timeout=20, trust_env=False, **options
        )
        answer.raise_for_status()
        return answer.json()

    def write(self, person: str, text: str, **more: Any) -> dict[str, Any]:
        """A post; `more` as the API names it (in_reply_to_id, visibility, spoiler_text …)."""
        return dict(self.call(person, "POST", "/api/v1/statuses", json={"status": text, **more}))

    def number(self, person: str) -> str:
        """Somebody's id."""
        return str(self.call(person, "GET", "/api/v1/accounts/verify_credentials")["id"])

    def posts(self, person: str) -> list[dict[str, Any]]:
        """Somebody's own posts, newest first, as they see them."""
        path = f"/api/v1/accounts/{self.number(person)}/statuses"
        return list(self.call(person, "GET", path, params={"limit": 40}))

    def reset(self) -> None:
        """Nothing was ever said here."""
        httpx.post(f"{self.url}/api/v1/_mock/reset", timeout=20, trust_env=False).raise_for_status()


def cache_folder() -> Path:
    """Where the install script puts what it brings."""
    root = os.environ.get("HANJARI_TEST_CACHE") or Path.home() / ".cache" / "hanjari-tests"
    return Path(root) / "mastodon"


@contextmanager
def running_mastodon() -> Iterator[MockServer]:
    """The server, started and stopped with the block."""
    there = cache_folder()
    if not (there / "installed").exists():
        absent("mastodon-mock is not installed (tests/servers/mastodon/install)")
    (port,) = free_ports(1)
    folder = Path(tempfile.mkdtemp(prefix="hjmastodon"))
    people = ((US, "한빛정수"), (HANEUL, "하늘"), (STRANGER, "가람"))
    seeds = "".join(_PERSON.format(name=name, shown=shown) for name, shown in people)
    config = folder / "mock.toml"
    config.write_text(_CONFIG + seeds)
    program = there / "venv" / "bin" / "python"
    options = ("--config", str(config), "--in-memory", "--log-level", "warning")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [program, "-m", "mastodon_mock", "serve", "--port", str(port), *options],
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    try:
        await_port(port, 60)
        yield MockServer(f"http://127.0.0.1:{port}")
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


@cache
def mastodon_server() -> MockServer:
    """One server for the whole run, started at its first use and stopped at the run's end."""
    return lasting(running_mastodon())
