"""A person with a desk and a person who speaks to them, both on the real network."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.channels.bluesky.bench import BlueskyBench, new_bench

from hanjari.channels.contract import Access, Catch
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.bluesky import KIND, hearing


@pytest.fixture(autouse=True)
def _loopback(settings) -> None:
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1", "localhost"]


@pytest.fixture(autouse=True)
def _short_silences(monkeypatch) -> None:
    """A server on this machine needs no long pauses for thought."""
    monkeypatch.setattr(hearing, "QUIET", 0.4)
    monkeypatch.setattr(hearing, "START", 0.6)


@pytest.fixture
def sky() -> Iterator[BlueskyBench]:
    """People of this test's own; no stream."""
    return new_bench()


@pytest.fixture
def open_account(sky) -> Callable[..., Access]:
    """`open_account(cursor, stream="firehose", meter=…)`: settings by name, the rest is all well."""

    def opened(cursor: dict[str, Any] | None = None, **changes: Any) -> Access:
        parts = {
            name: changes.pop(name) for name in ("meter", "past", "own_ids") if name in changes
        }
        access = sky.access(cursor)
        return replace(access, settings={**access.settings, **changes}, **parts)

    return opened


def caught(catches: Iterator[Catch], access: Access) -> tuple[list[Envelope], dict[str, Any]]:
    """All envelopes of a pull, and the cursor behind it."""
    found, cursor = [], dict(access.cursor)
    for catch in catches:
        cursor = catch.cursor
        found += [one for raw in catch.payloads for one in KIND.read(access, raw)]
    return found, cursor


def pulled(access: Access) -> tuple[list[Envelope], dict[str, Any]]:
    """One whole pull."""
    return caught(KIND.pull(access), access)
