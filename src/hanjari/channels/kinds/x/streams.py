"""Waiting on the filtered stream: it rings the bell, and pulling fetches what is new.

A stream may drop posts, doubles them, and below Enterprise gives none back after a break
(`backfill_minutes`; X API, Recovery and redundancy). So nothing is taken from it: every post comes
by `since_id`, and no gap can stay. X bills a post once in a UTC day, however often it is read. A
stream that can't be had (no access, or the app's one connection is taken) leaves pulling as it is;
the account's page says so.
"""

import json
import time
from collections.abc import Callable
from typing import Any

import httpx

from hanjari.channels.contract import Access, BrokenError, SpentError
from hanjari.channels.kinds.x import ids, rules, till
from hanjari.channels.kinds.x.api import Api, base
from hanjari.channels.kinds.x.posts import things
from hanjari.channels.kinds.x.sources import sources
from hanjari.kit.http import guarded_client

PATH = "/2/tweets/search/stream"
SILENCE = 25.0
"""Seconds; a heartbeat comes every 20 (X API, Consuming streaming data: keep-alive signals)."""
LAG = 10.0
"""Seconds that search may be behind the stream; the next pull finds what took longer."""
RANG, OVER, NETWORK, HTTP, BUSY = "rang", "over", "network", "http", "busy"
_WAITS = {NETWORK: (0.25, 16.0), HTTP: (5.0, 320.0), BUSY: (60.0, 900.0)}
"""First and longest wait before connecting again (X API, Handling disconnections): growing by
250 ms for the network, doubling from 5 s for HTTP errors and from a minute for 429."""
Rest = Callable[[float], None]


def wait(access: Access, seconds: float, rest: Rest = time.sleep) -> bool:
    """Until a rule of ours matches, or the time is over."""
    end = time.monotonic() + seconds
    if not is_wanted(access) or not _has_rules(access):
        rest(seconds)
        return False
    pause = 0.0
    while (left := end - time.monotonic()) > 0:
        outcome, lag = _listen(access, left)
        if outcome == RANG:
            rest(max(0.0, min(lag, end - time.monotonic())))
            return True
        if outcome == OVER:
            pause = 0.0  # it was a good line; connect again at once
            continue
        pause = after(outcome, pause)
        rest(max(0.0, min(pause, end - time.monotonic())))
    return False


def is_wanted(access: Access) -> bool:
    """Whether this account shall hear of news by the stream."""
    return bool(access.settings.get("streams") and access.secrets.get("bearer_token"))


def after(outcome: str, pause: float) -> float:
    """How long to wait after one more failure of this sort."""
    first, longest = _WAITS[outcome]
    more = pause + first if outcome == NETWORK else max(first, pause * 2)
    return min(longest, more)


def _has_rules(access: Access) -> bool:
    try:
        return rules.keep(access) > 0
    except BrokenError:
        return False


def _listen(access: Access, left: float) -> tuple[str, float]:
    """One connection: how it ended, and after how many seconds search knows what it told."""
    try:
        access.meter.take("stream")
        with guarded_client(seconds=left) as client, _opened(access, client, left) as response:
            if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
                return BUSY, 0.0
            if not response.is_success:
                return HTTP, 0.0
            if is_behind(access):  # what came before the line was open
                return RANG, 0.0
            for line in response.iter_lines():
                if (lag := _lag(access, line)) is not None:
                    return RANG, lag
            return OVER, 0.0
    except SpentError:
        return BUSY, 0.0
    except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError):
        return NETWORK, 0.0


def _opened(access: Access, client: httpx.Client, left: float) -> Any:
    timeout = httpx.Timeout(min(left, 10.0), read=min(left, SILENCE))
    headers = {"Authorization": f"Bearer {access.secrets['bearer_token']}"}
    return client.stream("GET", base(access) + PATH, headers=headers, timeout=timeout)


def _lag(access: Access, line: str) -> float | None:
    """None for a heartbeat, another account's rule, or a message of the stream itself."""
    try:
        told = json.loads(line) if line.strip() else None
    except (ValueError, RecursionError):
        return None
    found = things(told.get("matching_rules") if isinstance(told, dict) else None)
    us, searches = rules.tags(access)
    matching = {one.get("tag") for one in found}
    if us in matching:
        return 0.0
    return LAG if searches in matching else None


def is_behind(access: Access) -> bool:
    """Whether something newer than the last pull is there already; asked once a connection."""
    try:
        return any(_has_news(access, source) for source in sources(access))
    except BrokenError:
        return False


def _has_news(access: Access, source: Any) -> bool:
    state = access.cursor.get(source.key)
    since = state.get("since") if isinstance(state, dict) else ""
    asked: dict[str, Any] = {**source.parameters, "max_results": 10}
    if since:
        asked["since_id"] = since
    till.ask_leave(access)
    with Api(access, is_app=source.is_app) as x:
        body = x.ask(source.name, "GET", source.path, params=asked).body
    till.charge(access, body)
    return bool(ids.posts_of(body))
