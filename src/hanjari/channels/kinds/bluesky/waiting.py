"""Waiting at the stream: it tells that something came, and pulling reads it from where it stopped."""

import time
from collections.abc import Callable

from django.utils.translation import gettext as _
from websockets.exceptions import ConnectionClosed

from hanjari.channels.contract import Access
from hanjari.channels.kinds.bluesky import events, hearing

_FIRST, _LONGEST = 1.0, 60.0
"""Seconds before connecting again, doubling."""
_UNTIL_FIRST = 10.0
"""Seconds; the first pull, which finds the place to listen from, is not long in coming."""
Rest = Callable[[float], None]


def wait(access: Access, seconds: float, rest: Rest = time.sleep) -> bool:
    """Until anything comes after our place, or the time is over.

    On the whole network that is at once, so that bites follow one another; on a small server's
    stream it is silent until somebody there writes.
    """
    end, pause = time.monotonic() + seconds, _FIRST
    stream = hearing.stream_of(access)
    at = hearing.place_of(access.cursor, stream)
    if not hearing.is_wanted(access) or at is None:
        rest(min(seconds, _UNTIL_FIRST) if hearing.is_wanted(access) else seconds)
        return False
    while (left := end - time.monotonic()) > 0:
        try:
            with hearing.opened(stream, at, min(left + 1, 10.0)) as socket:
                while (left := end - time.monotonic()) > 0:
                    if _is_news(stream.events(socket.recv(timeout=left)), at):
                        return True
            return False
        except TimeoutError:
            return False
        except (ConnectionClosed, *hearing.FAULTS):
            rest(max(0.0, min(pause, end - time.monotonic())))
            pause = min(pause * 2, _LONGEST)
    return False


def tried(access: Access) -> tuple[bool, str]:
    """Whether the stream can be opened now, in words."""
    try:
        with hearing.opened(hearing.stream_of(access), None):
            return True, _("The stream is open.")
    except hearing.FAULTS:
        return False, _("The stream was not reached.")


def _is_news(heard: list[events.Event], at: int) -> bool:
    return any(one.kind == events.RESET or (one.at is not None and one.at > at) for one in heard)
