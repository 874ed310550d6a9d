"""The simulated X, and an account on it whose settings a test may change."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.channels.x.bench import XBench, bench
from tests.channels.x.simulator import XSimulator

from hanjari.channels.contract import Access, FreeMeter, SpentError


class Purse(FreeMeter):
    """A meter that remembers what was taken and said, and stops at a budget (microcents).

    Like the house's: asking for nothing stops once the budget is reached, settling never stops.
    """

    def __init__(self, budget: int | None = None) -> None:
        self.budget, self.spent = budget, 0
        self.taken: list[str] = []
        self.noted: dict[str, Any] = {}

    def take(self, name: str, count: int = 1, *, microcents: int = 0) -> None:
        is_stoppable = self.budget is not None and (microcents or not count)
        if is_stoppable and self.spent + max(microcents, 1) > self.budget:
            raise SpentError("budget", "이번 달 예산을 다 썼습니다.", 3600.0)
        self.settle(name, count, microcents=microcents)

    def settle(self, name: str, count: int, *, microcents: int = 0) -> None:
        self.spent += microcents
        self.taken += [name] * count

    def note(self, limit) -> None:
        self.noted[limit.name] = limit


@pytest.fixture
def x_bench(settings) -> Iterator[XBench]:
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with bench() as opened:
        yield opened


@pytest.fixture
def sim(x_bench) -> XSimulator:
    return x_bench.sim


@pytest.fixture
def open_account(x_bench) -> Callable[..., Access]:
    """`open_account(cursor, meter=…, streams=False)`: settings by name, the rest is all well."""

    def opened(cursor: dict[str, Any] | None = None, **changes: Any) -> Access:
        access = x_bench.access(cursor)
        parts = {
            name: changes.pop(name)
            for name in ("meter", "past", "scopes", "secrets", "own_ids")
            if name in changes
        }
        secrets = {**access.secrets, **parts.pop("secrets", {})}
        return replace(access, settings={**access.settings, **changes}, secrets=secrets, **parts)

    return opened
