"""How far a list was read: the newest time seen, and the ids around it.

Meta's times are whole seconds, and a comment may be listed some minutes late. So what lies within
the overlap is asked for again and known by its id; nothing is passed over, and doubles die in the house.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from hanjari.channels.calling.graph.paging import moment

OVERLAP = timedelta(minutes=10)
MOST = 200
"""Ids remembered; a list with more in ten minutes hands some over twice, which changes nothing."""
Mark = list[Any]
Seen = tuple[str, datetime]


def since(mark: Any) -> datetime | None:
    """From when on a list must be asked; None at the very first."""
    at = moment(mark[0]) if isinstance(mark, list) and len(mark) == 2 else None
    return at - OVERLAP if at else None


def is_new(mark: Any, one: Seen) -> bool:
    """Whether this was not seen yet."""
    start = since(mark)
    return start is None or (one[1] >= start and one[0] not in set(map(str, mark[1])))


def raised(mark: Any, seen: Iterable[Seen]) -> Mark:
    """The mark once these were seen too."""
    found = list(seen)
    start = since(mark)
    before = moment(mark[0]) if start else None
    newest = max([at for _one, at in found] + ([before] if before else []), default=None)
    if newest is None:
        return []
    around = [one for one, at in sorted(found, key=lambda one: one[1]) if at >= newest - OVERLAP]
    is_near = before is not None and before >= newest - OVERLAP
    known = [str(one) for one in mark[1]] if is_near else []
    return [newest.isoformat(), list(dict.fromkeys([*known, *around]))[-MOST:]]


def joined(mark: Any, top: Any) -> Mark:
    """The mark once a finished walk has seen `top` as its newest."""
    at = moment(top[0]) if isinstance(top, list) and len(top) == 2 else None
    if at is None:
        return list(mark) if isinstance(mark, list) else []
    return raised(mark, [(str(one), at) for one in top[1]])
