"""`hanjari serve`: pages, live updates and worker as one command, on one address."""

import os
import socket
import sys
import time
from argparse import ArgumentParser, Namespace

from hanjari.config import environment
from hanjari.config.speech import say
from hanjari.config.trouble import Trouble
from hanjari.config.watch import Child, Watch


def arguments(parser: ArgumentParser) -> None:
    """Where to listen, and with how many page workers."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=1, help="page workers, one a core (1)")


def run(options: Namespace) -> int:
    """Open the first page worker, which prepares the database; then the rest; then watch."""
    _name_the_address(options)
    _find_the_port_free(options.host, options.port)
    hanjari = [sys.executable, "-m", "hanjari"]
    pages = [*hanjari, "pages", "--host", options.host, "--port", str(options.port)]
    watch = Watch()
    first = watch.start("pages-1", pages, at_first=["--prepare"])
    if not _opens(options, watch, first):
        return watch.stop() or first.process.returncode or 0
    say(f"Hanjari is open at {os.environ[environment.URL.name]} · Ctrl-C closes it")
    watch.start("worker", [*hanjari, "worker", "--watched"])
    if environment.NATS_URL.text():
        watch.start("ingest", [*hanjari, "ingest", "--watched"])
    for number in range(2, options.workers + 1):
        watch.start(f"pages-{number}", pages)
    return watch.until_stopped()


def _name_the_address(options: Namespace) -> None:
    """Links begin with HANJARI_URL; where it is not set, with the address served here."""
    shown = "127.0.0.1" if options.host in {"0.0.0.0", "::"} else options.host  # noqa: S104 (compared, not bound)
    os.environ.setdefault(environment.URL.name, f"http://{shown}:{options.port}")


def _find_the_port_free(host: str, port: int) -> None:
    """Page workers share the port between them, so only here is another program noticed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
            door.listen()
        except OSError as error:
            raise Trouble(
                f"{host}:{port} cannot be used: {error.strerror}.",
                safe="Nothing was started or changed.",
                remedy="Stop the program that uses the port, or choose another: hanjari serve --port 8001"
                " (of the demo: PORT=8001 ./bin/demo)",
            ) from error


def _opens(options: Namespace, watch: Watch, first: Child) -> bool:
    """Wait until the port answers, however long the database takes; False when it never will."""
    host = "127.0.0.1" if options.host == "0.0.0.0" else options.host  # noqa: S104 (compared, not bound)
    while not watch.is_stopping and first.process.poll() is None:
        try:
            socket.create_connection((host, options.port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return True
    return False
