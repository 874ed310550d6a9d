"""Ids of statuses and notifications: opaque words that grow (numbers at Mastodon, ULIDs at GoToSocial, FlakeIds at Pleroma)."""

import re
from collections.abc import Mapping
from typing import Any

_SAFE = re.compile(r"[A-Za-z0-9_-]{1,64}")


def rank(told: str) -> tuple[int, str]:
    """What orders them: the longer is newer, then the greater; never a number (Mastodon API, Guidelines: sorting by ids)."""
    return len(told), told


def is_newer(one: str, other: str) -> bool:
    """Whether the first was made after the second."""
    return rank(one) > rank(other)


def of(item: Any) -> str:
    """A status' or notification's id; '' where there is none."""
    told = item.get("id") if isinstance(item, Mapping) else None
    return checked(told)


def checked(told: Any) -> str:
    """An id as we may put it into a path, or ''. Some servers send numbers."""
    word = str(told) if isinstance(told, str | int) and not isinstance(told, bool) else ""
    return word if _SAFE.fullmatch(word) else ""


def status_of(item: Any) -> Mapping[str, Any] | None:
    """The status inside a notification, or the item itself where it is one."""
    if not isinstance(item, Mapping):
        return None
    if is_notification(item):
        inner = item.get("status")
        return inner if isinstance(inner, Mapping) and of(inner) else None
    return item if of(item) else None


def is_notification(item: Mapping[str, Any]) -> bool:
    """Statuses have no `type`."""
    return isinstance(item.get("type"), str) and "content" not in item
