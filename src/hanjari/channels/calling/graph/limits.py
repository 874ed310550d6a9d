"""How much of Meta's limits is used: percent in a header of every answer.

Graph API, Rate limits: `X-App-Usage` for the app, `X-Business-Use-Case-Usage` for the Page or the
Instagram account; the highest of calls, time and processor time counts. Over 100 everything fails
until the hour has slid on, or `estimated_time_to_regain_access` (minutes) is over.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import httpx
from django.utils.translation import gettext_lazy

from hanjari.channels.contract import Limit, Quota
from hanjari.kit.clock import now

USAGE = "usage"
"""What Meta counts, in percent. One call is no percent, so nothing is drawn; it is asked whether any is left."""
USE = Quota(USAGE, 100, 3600, words=gettext_lazy("Meta's limit, in percent"))
APP, BUSINESS = "X-App-Usage", "X-Business-Use-Case-Usage"
WINDOW = 3600.0
"""Seconds; both slide over an hour."""
QUARTER = 900.0
"""Where Meta does not say when: by then a part of the hour has slid on, and one call tells."""
_PARTS = ("call_count", "total_time", "total_cputime")
_FULL = 100


def limits(headers: httpx.Headers) -> Iterator[Limit]:
    """What is left, in percent, of the one that is used most."""
    used = max(
        (found for one in _usages(headers) if (found := _used(one)) is not None), default=None
    )
    if used is None:
        return
    pause = wait(headers) or (WINDOW if used < _FULL else QUARTER)
    yield Limit(USAGE, max(0, _FULL - used), _FULL, now() + timedelta(seconds=pause))


def wait(headers: httpx.Headers) -> float | None:
    """Seconds until Meta lets us in again, where it says so."""
    told = [_whole(one.get("estimated_time_to_regain_access")) or 0 for one in _usages(headers)]
    minutes = max(told, default=0)
    return minutes * 60.0 if minutes else None


def _usages(headers: httpx.Headers) -> list[Mapping[str, Any]]:
    app, business = _json(headers.get(APP)), _json(headers.get(BUSINESS))
    found = [app] if app else []
    for uses in business.values():
        found += [one for one in uses if isinstance(one, Mapping)] if isinstance(uses, list) else []
    return found


def _used(usage: Mapping[str, Any]) -> int | None:
    return max(
        (used for one in _PARTS if (used := _whole(usage.get(one))) is not None), default=None
    )


def _whole(value: Any) -> int | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if is_number and 0 <= value < 1e6 else None


def _json(value: str | None) -> Mapping[str, Any]:
    try:
        found = json.loads(value) if value else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}
