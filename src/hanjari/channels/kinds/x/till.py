"""Paying for what was read: X bills by what came back, so it is counted after the answer.

What the meter refuses by then has been read all the same. It is handed over, stands as owed in the
cursor, and is paid before anything else is read, so the budget is passed by one page at most.
"""

from typing import Any

from hanjari.channels.contract import Access, BrokenError, SpentError
from hanjari.channels.kinds.x import prices

Cursor = dict[str, Any]


def charge(access: Access, cursor: Cursor, body: Any) -> BrokenError | None:
    """Count an answer's posts and users; the stop to raise once the catch is handed over."""
    posts, cost = prices.read(body)
    if not posts and not cost:
        return None
    try:
        access.meter.take("posts", posts, microcents=cost)
    except SpentError as error:
        cursor["owed"] = [posts, cost]
        return _stop(error)
    return None


def settle(access: Access, cursor: Cursor) -> None:
    """Pay what is owed before anything else is read. Raises `BrokenError` while the meter is empty."""
    owed = cursor.get("owed")
    if not isinstance(owed, list) or len(owed) != 2:
        return
    try:
        access.meter.take("posts", int(owed[0]), microcents=int(owed[1]))
    except SpentError as error:
        raise _stop(error) from error
    cursor.pop("owed")


def _stop(error: SpentError) -> BrokenError:
    stop = BrokenError(error.code, error.words, retry_after=error.retry_after)
    stop.__cause__ = error  # by this the house knows that nothing is broken, only spent
    return stop
