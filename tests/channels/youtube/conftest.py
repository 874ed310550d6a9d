"""The simulated YouTube, and a channel on it whose settings a test may change."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.channels.youtube.bench import YouTubeBench, bench
from tests.channels.youtube.simulator import YouTubeSimulator

from hanjari.channels.contract import Access


@pytest.fixture
def youtube_bench(settings) -> Iterator[YouTubeBench]:
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with bench() as opened:
        yield opened


@pytest.fixture
def sim(youtube_bench) -> YouTubeSimulator:
    return youtube_bench.sim


@pytest.fixture
def open_account(youtube_bench) -> Callable[..., Access]:
    """`open_account(cursor, held=True, past=…)`: settings by name, the rest is all well."""

    def opened(cursor: dict[str, Any] | None = None, **changes: Any) -> Access:
        access = youtube_bench.access(cursor)
        parts = {name: changes.pop(name) for name in ("meter", "past", "scopes") if name in changes}
        secrets = {**access.secrets, **changes.pop("secrets", {})}
        return replace(access, settings={**access.settings, **changes}, secrets=secrets, **parts)

    return opened
