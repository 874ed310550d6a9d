"""Paying for what was read: X bills by what came back, so it is counted after the answer.

Before anything is read the meter is asked whether there is anything left, of the month's posts and
of the month's money; so the budget is passed by one page at most.
"""

from typing import Any

from hanjari.channels.contract import Access, BrokenError, SpentError
from hanjari.channels.kinds.x import prices

Cursor = dict[str, Any]


def ask_leave(access: Access) -> None:
    """Whether anything may be read. Raises `BrokenError` while the meter is empty."""
    try:
        access.meter.take("posts", 0)
    except SpentError as error:
        raise BrokenError(error.code, error.words, retry_after=error.retry_after) from error


def charge(access: Access, body: Any) -> None:
    """Count an answer's posts and users."""
    posts, cost = prices.read(body)
    if posts or cost:
        access.meter.settle("posts", posts, microcents=cost)


def charge_messages(access: Access, count: int) -> None:
    """Count what direct messages that were read cost; the call itself was counted before."""
    if count:
        access.meter.settle("dm", 0, microcents=count * prices.DM_READ)
