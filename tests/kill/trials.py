"""The trials: a desk that never rests, a worker that is killed over and over, a count at the end.

`python -m tests.kill.trials SERVER_JSON` prints one JSON line: seed, counts, faults. It runs in a
process and a HANJARI_HOME of its own. The parent imports everything once and forks a worker per
trial, which runs `hanjari worker`'s own loop; each kill is the kernel's SIGKILL.
"""

import json
import os
import select
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from random import Random

import django
from django.db import connections

TRIALS = int(os.environ.get("HANJARI_KILL_TRIALS", "200"))
SEED = int(os.environ.get("HANJARI_KILL_SEED") or time.time_ns() % 1_000_000)
PATIENCE = 3.0
"""Paces in which a place is reached, or the clock kills after all. A pace is what an unkilled worker
needs for its first mails, so that a busy machine tries the same places as an idle one."""
LAST = 60.0
"""Seconds without any progress after which the last, unkilled worker has failed."""
HASTE = 0.2
"""Seconds between looks for what may have gone out, which a worker otherwise takes every three."""

django.setup()

from tests.kill.failpoints import Plan, arm  # noqa: E402 (rooms need Django set up)
from tests.kill.story import Story  # noqa: E402
from tests.servers.mail import MailServer  # noqa: E402

from hanjari.config.worker import work  # noqa: E402
from hanjari.kit import errands  # noqa: E402


class Worker:
    """A forked worker, with or without a place at which it dies."""

    def __init__(self, log: Path, plan: Plan | None = None) -> None:
        connections.close_all()
        hears, tells = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._live(log, plan, tells)
        os.close(tells)
        self._hears = hears

    def kill(self, after: float, is_idle: Callable[[], bool]) -> bool:
        """Wait so long or until it has nothing to do, then kill; True when it died at its place."""
        until = time.monotonic() + after
        died_there = False
        while not died_there and (left := until - time.monotonic()) > 0:
            ready, _, _ = select.select([self._hears], [], [], min(0.2, left))
            died_there = bool(ready and os.read(self._hears, 1))
            if left > 0.2 and is_idle():
                break
        os.kill(self.pid, signal.SIGKILL)
        self._bury()
        return died_there

    def stop(self) -> None:
        """A clean end."""
        os.kill(self.pid, signal.SIGTERM)
        self._bury()

    def _bury(self) -> None:
        os.waitpid(self.pid, 0)
        os.close(self._hears)

    @staticmethod
    def _live(log: Path, plan: Plan | None, tells: int) -> None:
        try:
            out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(out, 1)
            os.dup2(out, 2)
            _hasten()
            if plan:
                arm(plan, tells)
            work()
        finally:
            os._exit(0)


def _hasten() -> None:
    for name, one in errands._rounds.items():
        if name.endswith("read_back_unknown_deliveries"):
            errands._rounds[name] = replace(one, every=HASTE)


def run(server: MailServer) -> dict[str, object]:
    """All trials; what was carried through and every fault found.

    In three of ten the mail is taken but not delivered, as on a bad day at a provider.
    """
    chance = Random(SEED)  # noqa: S311 (a printed seed, so that a fault can be met again)
    story = Story(server, chance)
    log = Path(os.environ["HANJARI_HOME"]) / "workers.log"
    pace = settle(story, log, 3) or LAST
    places: Counter[str] = Counter()
    lies: list[str] = []
    stuck = ExitStack()
    for number in range(TRIALS):
        if number % 10 == 3:
            stuck.enter_context(server.stuck())
        if number % 10 == 6:
            stuck.close()
        story.plant()
        story.answer()
        plan = Plan.drawn(chance) if chance.random() < 0.6 else None
        worker = Worker(log, plan)
        lives = pace * (PATIENCE if plan else chance.uniform(0, 1))
        died_there = worker.kill(lives, story.is_told)
        places[plan.place if plan and died_there else "the clock"] += 1
        story.hurry()
        if number % 10 == 9:
            lies += [f"trial {number}: {lie}" for lie in story.lies()]
    stuck.close()
    is_told = settle(story, log, 0) > 0
    faults = lies + ([] if is_told else ["the last worker did not finish"]) + story.faults()
    return {
        "seed": SEED,
        "trials": TRIALS,
        "pace": round(pace, 2),
        "places": places,
        **story.figures(),
        "faults": faults,
    }


def settle(story: Story, log: Path, planted: int) -> float:
    """Unkilled workers until everything is told; the seconds it took, 0 when it never was.

    The copy of our own last mail comes back to the mailbox after that mail is told of. A worker that is
    stopped between taking the copy in and reading it leaves it to the next, as it must.
    """
    for _ in range(planted):
        story.plant()
    took = 0.0
    while not took or not story.is_told():
        if not (more := _live_out(story, log)):
            return 0.0
        took += more
    return took


def _live_out(story: Story, log: Path) -> float:
    """One worker until everything is told; the seconds it took, 0 when it never was."""
    worker = Worker(log)
    began = moved = time.monotonic()
    left = story.left()
    while not (is_told := story.is_told()) and time.monotonic() < moved + LAST:
        story.hurry()
        if story.left() != left:
            left, moved = story.left(), time.monotonic()
        time.sleep(0.1)
    took = time.monotonic() - began
    worker.stop()
    return took if is_told else 0.0


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    print(json.dumps(run(MailServer(**{**told, "folder": Path(told["folder"])}))))  # noqa: T201 (the verdict)
