"""MariaDB of our own: a folder, a socket, no port; never as root."""

import os
import pwd
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SMALL = (
    "--innodb-log-file-size=8M",
    "--innodb-buffer-pool-size=48M",
    "--innodb-flush-log-at-trx-commit=0",
    "--skip-name-resolve",
)


@dataclass(frozen=True)
class Database:
    """A running MariaDB."""

    socket: Path

    def tell(self, sql: str, name: str = "wordpress") -> str:
        """Run statements; gives the rows, tab-separated, without headings."""
        command = ["mariadb", "--no-defaults", f"--socket={self.socket}", "-uroot", "-N", "-B"]
        done = subprocess.run(
            [*command, "--default-character-set=utf8mb4", name],
            input=sql, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        return done.stdout.rstrip("\n")


@contextmanager
def running_database(folder: Path) -> Iterator[Database]:
    """MariaDB in this folder; it is gone afterwards."""
    owner = "mysql" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    data, socket = folder / "data", folder / "db.sock"
    data.mkdir()
    if os.geteuid() == 0:
        os.chown(data, pwd.getpwnam(owner).pw_uid, pwd.getpwnam(owner).pw_gid)
        os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)
    with (folder / "database.log").open("wb") as log:
        subprocess.run(
            [
                "mariadb-install-db", "--no-defaults", f"--user={owner}", f"--datadir={data}",
                "--auth-root-authentication-method=normal", "--skip-test-db", *_SMALL,
            ],
            stdout=log, stderr=log, check=True, timeout=60,
        )  # fmt: skip
        server = subprocess.Popen(
            [
                "/usr/sbin/mariadbd", "--no-defaults", f"--user={owner}", f"--datadir={data}",
                f"--socket={socket}", f"--pid-file={folder / 'db.pid'}", "--skip-networking",
                *_SMALL,
            ],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    try:
        opened = Database(socket)
        _await(opened)
        yield opened
    finally:
        server.terminate()
        server.wait(timeout=30)


def _await(database: Database) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            database.tell("CREATE DATABASE IF NOT EXISTS wordpress", "mysql")
        except subprocess.CalledProcessError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
