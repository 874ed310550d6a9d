"""Three machines as docs/scale.md sets them up: NATS on each, one PostgreSQL, workers and hands that may be killed."""

import random
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import psycopg
from tests.servers.house import House
from tests.servers.nats import Nats
from tests.servers.postgresql import PostgreSQL

STORY = """
from hanjari.channels import actions as channels
from hanjari.channels.models import Account
from hanjari.demo import cast
from hanjari.listening.models import StandingQuery
company = cast.seat_hanbit()
StandingQuery.objects.create(organisation=company.organisation, name="한빛", expression="한빛")
account = Account.objects.create(
    organisation=company.organisation, kind="bluesky", name="한빛", owner=company.members["yuna"],
    settings={{"did": "did:plc:us", "stream": "jetstream", "stream_url": "{url}"}},
)
channels.ask_stream(account, by=company.members["yuna"])
Account.objects.update(next_pull_at="2100-01-01T00:00:00Z")
"""


class Machines:
    """The homes share the database and the keys, and nothing else."""

    def __init__(self, folder: Path, database: PostgreSQL, servers: Nats) -> None:
        self.database, self.servers = database, servers
        self.houses = [House(folder / name) for name in ("a", "b", "c")]
        for house in self.houses:
            house.environment |= {
                "DATABASE_URL": database.url,
                "NATS_URL": servers.url,
                "HANJARI_ALLOW_PRIVATE_HOSTS": "127.0.0.1,localhost",
            }
        self.hands: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []

    def set_up(self, stream_url: str) -> None:
        """The first machine makes the database; its keys go to the others."""
        first, *others = self.houses
        done = first.run("migrate")
        assert done.returncode == 0, done.stderr
        for other in others:
            other.home.mkdir()
            subprocess.run(["cp", "-r", first.home / "keys", other.home / "keys"], check=True)
        first.tell(STORY.format(url=stream_url))

    def start(self, stack: ExitStack) -> None:
        """One worker, and a hand on each machine."""
        stack.callback(self.close)
        self.workers.append(self._spawn(self.houses[0], "worker"))
        self.hands += [self._spawn(house, "ingest") for house in self.houses]

    def kill_a_hand(self, chance: random.Random) -> None:
        """One dies at once, whatever it holds; another is started in its place."""
        place = chance.randrange(len(self.hands))
        self.hands[place].send_signal(signal.SIGKILL)
        self.hands[place].wait()
        self.hands[place] = self._spawn(self.houses[place], "ingest")

    def kill_the_worker(self) -> None:
        self.workers[-1].send_signal(signal.SIGKILL)
        self.workers[-1].wait()
        self.workers[-1] = self._spawn(self.houses[0], "worker")

    def ask(self, question: str) -> list[tuple]:
        with psycopg.connect(self.database.url, autocommit=True) as line:
            return line.execute(question).fetchall()

    def close(self) -> None:
        for one in [*self.hands, *self.workers]:
            one.kill()
            one.wait()

    def said(self) -> str:
        return "\n".join(house.said()[-3000:] for house in self.houses)

    @staticmethod
    def _spawn(house: House, word: str) -> "subprocess.Popen[bytes]":
        with house.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "hanjari", word],
                env=house.environment,
                stdout=log,
                stderr=log,
            )
