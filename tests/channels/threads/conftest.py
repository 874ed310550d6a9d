"""The simulated Threads, and a profile on it whose settings a test may change."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.channels.threads.bench import ThreadsBench, bench
from tests.channels.threads.simulator import ThreadsSimulator

from hanjari.channels.contract import Access
from hanjari.channels.kinds.threads import KIND, publishing


@pytest.fixture
def threads(settings, monkeypatch) -> Iterator[ThreadsBench]:
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr(publishing, "PAUSES", (0.0, 0.01))
    with bench() as opened:
        yield opened


@pytest.fixture
def sim(threads) -> ThreadsSimulator:
    return threads.sim


@pytest.fixture
def open_account(threads) -> Callable[..., Access]:
    """`open_account(cursor, own_posts=True, secrets=…)`: settings by name, the rest is all well."""

    def opened(cursor: dict[str, Any] | None = None, **changes: Any) -> Access:
        access = threads.access(cursor)
        parts = {
            name: changes.pop(name) for name in ("meter", "scopes", "pushed_at") if name in changes
        }
        secrets = {**access.secrets, **changes.pop("secrets", {})}
        return replace(access, settings={**access.settings, **changes}, secrets=secrets, **parts)

    return opened


def pulled(access: Access):
    """Envelopes of one pull, and the cursor behind them."""
    catches = list(KIND.pull(access))
    found = [one for catch in catches for raw in catch.payloads for one in KIND.read(access, raw)]
    return found, catches[-1].cursor if catches else access.cursor
