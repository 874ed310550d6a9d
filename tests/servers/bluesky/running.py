"""PDS, PLC directory and AppView (`@atproto/dev-env`), with the PostgreSQL and Redis that they need.

`tests/servers/bluesky/install` brings what npm has; PostgreSQL and Redis are Debian's. One network
serves the whole run; every test makes people of its own on it.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.servers.bluesky.people import Person, join
from tests.servers.lasting import lasting
from tests.servers.ports import absent, await_port, free_ports, need

HERE = Path(__file__).parent
PATIENCE = 300.0
"""Seconds for what takes six on an idle machine."""


@dataclass(frozen=True)
class BlueskyNetwork:
    """Where its parts listen."""

    folder: Path
    plc: str
    pds: str
    appview: str

    def join(self, name: str = "", display: str = "") -> Person:
        """Somebody new, with an account at the PDS and, if wished, a shown name."""
        return join(self.pds, name, display)

    @property
    def firehose(self) -> str:
        """The PDS's own event stream."""
        return self.pds.replace("http://", "ws://")


def cache_folder() -> Path:
    """Where the install script puts what it brings."""
    root = os.environ.get("HANJARI_TEST_CACHE") or Path.home() / ".cache" / "hanjari-tests"
    return Path(root) / "bluesky"


@contextmanager
def running_bluesky() -> Iterator[BlueskyNetwork]:
    """The network, started and stopped with the block."""
    there = cache_folder()
    if not (there / "installed").exists():
        absent("Bluesky's development network is not installed (tests/servers/bluesky/install)")
    need("redis-server", "setpriv")
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        absent("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    ports = dict(zip(("PG", "REDIS", "PLC", "PDS", "BSKY", "OZONE"), free_ports(6), strict=True))
    folder = Path(tempfile.mkdtemp(prefix="hjbsky"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        stack.enter_context(_postgresql(programs[-1], folder, ports["PG"]))
        redis = ("--port", str(ports["REDIS"]), "--bind", "127.0.0.1", "--save", "")
        stack.enter_context(_process(folder, ["redis-server", *redis, "--dir", str(folder)]))
        await_port(ports["REDIS"], PATIENCE)
        stack.enter_context(_node(there, folder, ports))
        urls = [f"http://localhost:{ports[name]}" for name in ("PLC", "PDS", "BSKY")]
        yield BlueskyNetwork(folder, *urls)


@cache
def bluesky_network() -> BlueskyNetwork:
    """One network for the whole run, started at its first use and stopped at the run's end."""
    return lasting(running_bluesky())


@contextmanager
def _postgresql(programs: Path, folder: Path, port: int) -> Iterator[None]:
    rows = folder / "rows"
    rows.mkdir()
    owner: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        folder.chmod(0o755)
        shutil.chown(rows, "postgres")
    init = ["-A", "trust", "-U", "pg", "-E", "UTF8", "--locale=C.UTF-8", "-N", "-D", str(rows)]
    subprocess.run([*owner, programs / "initdb", *init], check=True, capture_output=True, cwd=rows)
    options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    command = [*owner, str(programs / "postgres"), "-D", str(rows), "-p", str(port), *settings]
    with _process(folder, command, signal.SIGINT):
        await_port(port, PATIENCE)
        yield


@contextmanager
def _node(there: Path, folder: Path, ports: dict[str, int]) -> Iterator[None]:
    package = there / "node_modules" / "@atproto" / "dev-env" / "dist" / "index.js"
    environment = {
        **os.environ,
        **{f"{name}_PORT": str(port) for name, port in ports.items()},
        "DEV_ENV": package.as_uri(),
        "DB_POSTGRES_URL": f"postgresql://pg@127.0.0.1:{ports['PG']}/postgres",
        "REDIS_HOST": f"127.0.0.1:{ports['REDIS']}",
        "LOG_ENABLED": "false",
        "NODE_ENV": "test",
        "TMPDIR": str(folder),
    }
    command = [str(there / "bin" / "node"), str(HERE / "network.mjs")]
    with _process(folder, command, signal.SIGTERM, environment) as process:
        _await_ready(folder / "node.out", process)
        yield


def _await_ready(out: Path, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(int(PATIENCE * 10)):
        if b"network: open" in out.read_bytes():
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
            break
    message = f"the network did not start: {out.read_text()[-2000:]}"
    raise RuntimeError(message)


@contextmanager
def _process(
    folder: Path,
    command: Sequence[str],
    stop: signal.Signals = signal.SIGTERM,
    environment: dict[str, str] | None = None,
) -> Iterator["subprocess.Popen[bytes]"]:
    """A program whose words go to a file; asked to stop at the end, then made to."""
    name = next(Path(word).name for word in command if Path(word).name in _NAMES)
    with (folder / f"{name}.out").open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=environment, cwd=folder
        )
    try:
        yield process
    finally:
        process.send_signal(stop)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


_NAMES = ("postgres", "redis-server", "node")
