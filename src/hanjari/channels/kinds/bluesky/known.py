"""What was handed over lately: kept in the cursor, so that nothing is doubled and deletions are known.

Each entry is `did/rkey`, newest first. What falls off the end is still known to the house, which
drops doubles by their name; only its deletion is then no longer heard of.
"""

from collections.abc import Iterable
from typing import Any

from hanjari.channels.kinds.bluesky import uris

MOST, MOST_GONE = 600, 200
Cursor = dict[str, Any]


def names(cursor: Cursor) -> list[str]:
    """All posts that are remembered, newest first."""
    return _written_out(cursor.get("known"))


def remember(cursor: Cursor, fresh: Iterable[str]) -> None:
    """Put posts in front."""
    short = [_short(name) for name in fresh]
    before = cursor.get("known") or []
    cursor["known"] = list(dict.fromkeys([*(one for one in short if one), *before]))[:MOST]


def forget(cursor: Cursor, lost: Iterable[str]) -> None:
    """A deleted post is told once; its beginning, heard again, is no news."""
    short = list(dict.fromkeys(_short(name) for name in lost))
    cursor["known"] = [one for one in cursor.get("known") or [] if one not in short]
    cursor["gone"] = list(dict.fromkeys([*short, *(cursor.get("gone") or [])]))[:MOST_GONE]


def gone(cursor: Cursor) -> list[str]:
    """Posts whose deletion was told lately."""
    return _written_out(cursor.get("gone"))


def _written_out(found: Any) -> list[str]:
    pairs = [str(one).partition("/") for one in found] if isinstance(found, list) else []
    return [uris.uri(did, rkey) for did, _, rkey in pairs]


def _short(name: str) -> str:
    found = uris.split(name)
    return "/".join(found) if found else ""
