"""What the cursor remembers of a source: how far it was read, what was seen, which holes a break left."""

from collections.abc import Iterable, Mapping
from typing import Any

from hanjari.channels.contract import Access
from hanjari.channels.kinds.mastodon import ids
from hanjari.channels.kinds.mastodon.api import base

SEEN = 120
"""Newest ids remembered of each source: what arrives late from other servers is put between them."""
Cursor = dict[str, Any]


def opened(access: Access, told: Mapping[str, Any]) -> Cursor:
    """The cursor to go on from; a fresh one where the account moved to another server."""
    here = base(access)
    return {**told} if told.get("server", here) == here else {}


def of(cursor: Mapping[str, Any], key: str) -> dict[str, Any]:
    """A source's own part."""
    found = cursor.get(key)
    return dict(found) if isinstance(found, Mapping) else {}


def words(told: Any) -> list[str]:
    """A list of ids."""
    return [one for one in map(ids.checked, told) if one] if isinstance(told, list) else []


def holes(part: Mapping[str, Any]) -> list[list[str]]:
    """Stretches (since, until) that are still to be read."""
    found = part.get("holes")
    pairs = [words(one) for one in found] if isinstance(found, list) else []
    return [one for one in pairs if len(one) == 2]


def newest(numbers: Iterable[str], most: int = SEEN) -> list[str]:
    """Newest first, each once."""
    return sorted(set(numbers), key=ids.rank, reverse=True)[:most]
