"""The real WordPress, empty at the beginning of each test, and an account on it whose settings a test may change."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.channels.wordpress.bench import WordPressBench, bench
from tests.servers.wordpress import Site

from hanjari.channels.contract import Access, Catch, Raw
from hanjari.channels.envelope import Envelope


@pytest.fixture
def wordpress_bench(settings) -> Iterator[WordPressBench]:
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with bench() as opened:
        yield opened


@pytest.fixture
def site(wordpress_bench) -> Site:
    return wordpress_bench.site


@pytest.fixture
def open_account(wordpress_bench) -> Callable[..., Access]:
    """`open_account(cursor, who="writer", approve=False)`: the user, and settings by name."""

    def opened(
        cursor: dict[str, Any] | None = None, *, who: str = "desk", **changes: Any
    ) -> Access:
        access = wordpress_bench.access(cursor)
        past = changes.pop("past", {})
        password = str(wordpress_bench.site.people[who]["password"])
        settings = {**access.settings, "username": who, **changes}
        return replace(access, settings=settings, secrets={"password": password}, past=past)

    return opened


@pytest.fixture
def pulled(wordpress_bench, open_account) -> Callable[..., tuple[list[Envelope], dict[str, Any]]]:
    """One whole pull: its envelopes, and the cursor behind it after a trip to JSON."""

    def pull(
        cursor: dict[str, Any] | None = None, **changes: Any
    ) -> tuple[list[Envelope], dict[str, Any]]:
        access = open_account(cursor, **changes)
        return taken(wordpress_bench, access, list(wordpress_bench.kind.pull(access)))

    return pull


def taken(
    bench: WordPressBench, access: Access, catches: list[Catch]
) -> tuple[list[Envelope], dict[str, Any]]:
    """What lies in these catches, read as the house reads it."""
    raws = [raw for catch in catches for raw in catch.payloads]
    told = [one for raw in raws for one in bench.kind.read(access, Raw(raw.body, raw.hints))]
    last = catches[-1].cursor if catches else dict(access.cursor)
    return told, json.loads(json.dumps(last))
