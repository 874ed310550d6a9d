"""Waiting on the stream: it rings the bell, and pulling fetches what is new.

A stream gives nothing back after a break, so nothing is taken from it: a broken line loses nothing.
Where none can be had, pulling goes on as it is; the account's page says so.
"""

import time
from collections.abc import Callable

from hanjari.channels.contract import Access, BrokenError
from hanjari.channels.kinds.mastodon import limits, pulling, state
from hanjari.channels.kinds.mastodon.api import Api
from hanjari.channels.kinds.mastodon.events import rings
from hanjari.channels.kinds.mastodon.lines import BROKEN, Opener, ways

RANG, OVER, FAILED = "rang", "over", "failed"
_FIRST, _LONGEST = 1.0, 120.0
"""Seconds before connecting again, doubling with each failure."""
Rest = Callable[[float], None]


def wait(access: Access, seconds: float, rest: Rest = time.sleep) -> bool:
    """Until something concerns us, or the time is over."""
    end = time.monotonic() + seconds
    left, pause = seconds, 0.0
    known = _known(access) if access.settings.get("streams", True) else []
    while known and left > 0:
        outcome, known = _heard(access, known, left)
        if outcome == RANG:
            return True
        pause = _FIRST if outcome == OVER else min(max(_FIRST, pause * 2), _LONGEST)
        rest(max(0.0, min(pause, end - time.monotonic())))
        left = end - time.monotonic()
    rest(max(0.0, end - time.monotonic()))
    return False


def probe(access: Access, streaming: str) -> str:
    """The name of the first way that opens; '' when none does."""
    for way in ways(access, streaming):
        try:
            with way.events(access, 5.0):
                return way.name
        except BROKEN:
            continue
    return ""


def _known(access: Access) -> list[Opener]:
    try:
        with Api(access) as api:
            return ways(access, limits.of(api).streaming)
    except BrokenError:
        return []


def _heard(access: Access, known: list[Opener], seconds: float) -> tuple[str, list[Opener]]:
    """One connection on the first way that opens, which is then the first to be tried again."""
    end = time.monotonic() + seconds
    for way in known:
        left = end - time.monotonic()
        if left <= 0:
            break
        outcome = _listen(access, way, left)
        if outcome != FAILED:
            return outcome, [way, *(one for one in known if one != way)]
    return FAILED, known


def _listen(access: Access, way: Opener, seconds: float) -> str:
    is_open = False
    watched = {str(one[0]) for one in access.cursor.get("watch", []) if one}
    try:
        with way.events(access, seconds) as events:
            is_open = True
            if _is_behind(access):  # what came before the line was open
                return RANG
            for event in events:
                if event and rings(access, event, watched):
                    return RANG
    except BROKEN:
        pass
    return OVER if is_open else FAILED


def _is_behind(access: Access) -> bool:
    try:
        with Api(access) as api:
            return pulling.is_behind(api, state.opened(access, access.cursor))
    except BrokenError:
        return False
