"""Answers of real Mastodon servers, recorded by others (mastodon.py's cassettes, MIT), as JSON."""

import json
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.servers.mastodon.running import cache_folder
from tests.servers.ports import absent

_READ = """
import json, sys, tarfile, yaml
loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
with tarfile.open(sys.argv[1]) as box:
    for name in sorted(box.getnames()):
        if name.endswith(".yaml"):
            for one in yaml.load(box.extractfile(name), Loader=loader)["interactions"]:
                body = one["response"]["body"].get("string") or ""
                body = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
                asked, said = one["request"], one["response"]
                print(json.dumps([name, asked["method"], asked["uri"], said["status"]["code"], body]))
"""


@dataclass(frozen=True)
class Answer:
    """One answer as it was recorded."""

    name: str
    method: str
    url: str
    status: int
    body: str

    @property
    def path(self) -> str:
        """Without host and query."""
        return urlsplit(self.url).path.rstrip("/")

    @property
    def json(self) -> Any:
        """None for what is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@cache
def answers(box: Path) -> tuple[Answer, ...]:
    """All of them; YAML is read by the mock server's own Python, which knows it."""
    python = cache_folder() / "venv" / "bin" / "python"
    if not python.exists():
        absent("mastodon-mock is not installed (tests/servers/mastodon/install)")
    told = subprocess.run([python, "-c", _READ, box], capture_output=True, check=True, timeout=120)
    return tuple(Answer(*json.loads(line)) for line in told.stdout.splitlines())
