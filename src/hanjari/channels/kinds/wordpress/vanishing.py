"""Comments that were there and are not any more: in the trash, spam, deleted. Never guessed, always asked.

An erased message does not come back, and a site half down may well answer with an empty list. So a
comment is gone only when the site says so of this very one.
"""

from collections.abc import Iterator
from typing import Any

from hanjari.channels.contract import Catch
from hanjari.channels.kinds.wordpress import payloads, watch
from hanjari.channels.kinds.wordpress.api import Site
from hanjari.channels.kinds.wordpress.pages import SIZE, by_number, standing
from hanjari.channels.kinds.wordpress.sight import Sight
from hanjari.kit.clock import now

_ONE_BY_ONE = 20
"""Questions for single comments in one pull; the rest wait for the next."""


def catches(site: Site, eyes: Sight, cursor: dict[str, Any]) -> Iterator[Catch]:
    """What became of the comments noted as missing. Raises `BrokenError`."""
    waiting = [int(one) for one in cursor.get("missing", [])]
    if not waiting:
        cursor.pop("missing", None)
        return
    part, rest = waiting[:SIZE], waiting[SIZE:]
    told = {int(one["id"]): str(one.get("status")) for one in by_number(site, eyes, part)}
    gone = [one for one in part if told.get(one) in watch.GONE]
    silent = [one for one in part if one not in told]
    for number in silent[:_ONE_BY_ONE]:
        status = standing(site, eyes, number)
        if not status or status in watch.GONE:
            gone.append(number)
    cursor["missing"] = silent[_ONE_BY_ONE:] + rest
    lost = set(map(str, gone))
    cursor["watch"] = {one: row for one, row in cursor["watch"].items() if one not in lost}
    if not cursor["missing"]:
        cursor.pop("missing")
    raws = (payloads.gone(gone, now()),) if gone else ()
    yield Catch(raws, {**cursor, "watch": dict(cursor["watch"])})
