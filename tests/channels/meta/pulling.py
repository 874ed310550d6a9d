"""Pulling as the house does it: a cursor that went through JSON, and perhaps a kill after some catches."""

import json
from itertools import islice
from typing import Any

from hanjari.channels.contract import Kind, Raw
from hanjari.channels.envelope import Envelope


def stored(raw: Raw) -> Raw:
    """A payload as it comes back from the disk."""
    return Raw(bytes(raw.body), json.loads(json.dumps(raw.hints)))


def pulled(
    kind: Kind, opened: Any, cursor: Any = None, **settings: Any
) -> tuple[list[Envelope], Any]:
    """One whole pull: its envelopes, and the cursor behind them."""
    return some(kind, opened, cursor, None, **settings)


def some(
    kind: Kind, opened: Any, cursor: Any, catches: int | None, **settings: Any
) -> tuple[list[Envelope], Any]:
    """A pull that is killed after so many catches."""
    access = opened(cursor, **settings)
    found: list[Envelope] = []
    last = cursor
    for catch in islice(kind.pull(access), catches):
        found += [one for raw in catch.payloads for one in kind.read(access, stored(raw))]
        last = json.loads(json.dumps(catch.cursor))
    return found, last


def filled(kind: Kind, opened: Any, cursor: Any, **settings: Any) -> list[Envelope]:
    """The whole backfill, started anew after each catch."""
    found: list[Envelope] = []
    past: dict[str, Any] = {}
    while True:
        access = opened(cursor, past=past, **settings)
        catch = next(iter(kind.backfill(access)))  # type: ignore[attr-defined]
        found += [one for raw in catch.payloads for one in kind.read(access, stored(raw))]
        if catch.is_last:
            return found
        past = json.loads(json.dumps(catch.cursor))
