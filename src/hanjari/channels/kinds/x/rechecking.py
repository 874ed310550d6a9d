"""A daily look whether posts that we keep are still there, and still public.

The developer policy ("Public display of posts") wants what is no longer available to be taken
down. For posts of others X tells nobody, so their ids are remembered for some days and looked up,
a hundred at a time; what X no longer shows comes back as an error beside the rest.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from hanjari.channels.contract import Access, Catch, Raw
from hanjari.channels.kinds.x import ids, till
from hanjari.channels.kinds.x.api import Api
from hanjari.kit.clock import now

FORM = "lookup"
"""Hint by which `read` knows that an error here means: it is gone."""
GONE = ("resource-not-found", "not-authorized-for-resource")
"""X API, Error types: deleted, or of an account that is protected, suspended or closed by now."""
MOST = 1000
"""Ids remembered; a place with more posts in those days is looked up in part."""
_AT_ONCE = 100
_DAY = timedelta(days=1)


def remember(access: Access, cursor: till.Cursor, body: Any) -> None:
    """Keep the ids of an answer for the look of the coming days."""
    if not _days(access):
        return
    fresh = [ids.first_of(post) for post in ids.posts_of(body)]
    if fresh:
        cursor["watch"] = list(dict.fromkeys([*fresh, *cursor.get("watch", [])]))[:MOST]
        cursor.setdefault("looked_at", now().isoformat())


def catches(access: Access, cursor: till.Cursor) -> Iterator[Catch]:
    """The looks that are due. Raises `BrokenError`."""
    watched = [str(one) for one in cursor.get("watch", [])]
    if not watched or not _days(access) or not _is_due(cursor.get("looked_at")):
        return
    left = cursor["looked"] = [one for one in cursor.get("looked", watched) if one in watched]
    with Api(access, seconds=240) as x:
        while left:
            part, left = left[:_AT_ONCE], left[_AT_ONCE:]
            till.ask_leave(access)
            page = x.ask("lookup", "GET", "/2/tweets", params={"ids": ",".join(part)})
            cursor["looked"] = left
            till.charge(access, page.body)
            raws = (Raw(page.content, {"form": FORM}),) if gone(page.body) else ()
            yield Catch(raws, dict(cursor))
    oldest = now() - timedelta(days=_days(access))
    cursor["watch"] = [one for one in watched if ids.moment(one) > oldest]
    cursor["looked_at"] = now().isoformat()
    cursor.pop("looked")
    yield Catch((), dict(cursor))


def gone(body: Any) -> list[str]:
    """The ids in a lookup's answer that X no longer shows."""
    found = body.get("errors") if isinstance(body, Mapping) else None
    errors = found if isinstance(found, list) else []
    return [
        str(one["resource_id"])
        for one in errors
        if isinstance(one, Mapping)
        and str(one.get("type") or "").endswith(GONE)
        and ids.number(one.get("resource_id"))
    ]


def _days(access: Access) -> int:
    told = access.settings.get("recheck_days", 1)
    return told if isinstance(told, int) else 0


def _is_due(told: Any) -> bool:
    try:
        return now() - datetime.fromisoformat(str(told)) >= _DAY
    except (ValueError, TypeError):
        return True
