"""A PostgreSQL of a test's own, in a folder of its own; stopped, or cut off, by its process id."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.ports import absent, await_port, free_ports

PATIENCE = 60.0


@dataclass
class PostgreSQL:
    """The server; `url` is what DATABASE_URL wants."""

    folder: Path
    words: list[str]
    port: int
    process: "subprocess.Popen[bytes] | None" = field(default=None)

    @property
    def url(self) -> str:
        return f"postgresql://hanjari@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        with (self.folder / "out").open("ab") as out:
            self.process = subprocess.Popen(self.words, stdout=out, stderr=out, cwd=self.folder)
        await_port(self.port, PATIENCE)

    def stop(self) -> None:
        """At once, connections cut (SIGINT: fast shutdown)."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)


@contextmanager
def running_postgresql() -> Iterator[PostgreSQL]:
    """A fresh one, empty."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        absent("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="hjpg"))
    owner: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        shutil.chown(folder, "postgres")
    rows = str(folder / "rows")
    init = ["-A", "trust", "-U", "hanjari", "-E", "UTF8", "--locale=C.UTF-8", "-N", "-D", rows]
    made = [*owner, str(programs[-1] / "initdb"), *init]
    subprocess.run(made, check=True, capture_output=True, cwd=folder)
    [port] = free_ports(1)
    options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    words = [*owner, str(programs[-1] / "postgres"), "-D", rows, "-p", str(port), *settings]
    found = PostgreSQL(folder, words, port)
    try:
        found.start()
        yield found
    finally:
        found.stop()
        shutil.rmtree(folder, ignore_errors=True)
