"""What was handed over lately: kept in the cursor, so that nothing is doubled and deletions are known.

Each entry is `did/rkey`, newest first. What falls off the end is still known to the house, which
drops doubles by their name; only its deletion is then no longer heard of.
"""

from collections.abc import Iterable
from typing import Any

from hanjari.channels.kinds.bluesky import uris

MOST = 600
Cursor = dict[str, Any]


def names(cursor: Cursor) -> list[str]:
    """All posts that are remembered, newest first."""
    found = cursor.get("known")
    pairs = [str(one).partition("/") for one in found] if isinstance(found, list) else []
    return [uris.uri(did, rkey) for did, _, rkey in pairs]


def remember(cursor: Cursor, fresh: Iterable[str]) -> None:
    """Put posts in front."""
    short = [_short(name) for name in fresh]
    before = cursor.get("known") or []
    cursor["known"] = list(dict.fromkeys([*(one for one in short if one), *before]))[:MOST]


def forget(cursor: Cursor, gone: Iterable[str]) -> None:
    """A deleted post is told once."""
    short = {_short(name) for name in gone}
    cursor["known"] = [one for one in cursor.get("known") or [] if one not in short]


def _short(name: str) -> str:
    found = uris.split(name)
    return "/".join(found) if found else ""
