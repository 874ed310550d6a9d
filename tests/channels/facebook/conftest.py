"""The simulated Meta, and an account of Facebook on it whose settings a test may change."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation
from tests.channels.facebook.bench import FacebookBench, bench
from tests.channels.meta.page import PageSimulator

from hanjari.channels.contract import Access


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def meta_bench(settings) -> Iterator[FacebookBench]:
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with bench() as opened:
        yield opened


@pytest.fixture
def sim(meta_bench) -> PageSimulator:
    return meta_bench.sim


@pytest.fixture
def open_account(meta_bench) -> Callable[..., Access]:
    """`open_account(cursor, own_posts=True, past=…)`: settings by name, the rest is all well."""

    def opened(cursor: dict[str, Any] | None = None, **changes: Any) -> Access:
        access = meta_bench.access(cursor)
        names = ("meter", "past", "scopes", "own_ids", "door_url", "pushed_at")
        parts = {name: changes.pop(name) for name in names if name in changes}
        secrets = {**access.secrets, **changes.pop("secrets", {})}
        return replace(access, settings={**access.settings, **changes}, secrets=secrets, **parts)

    return opened
