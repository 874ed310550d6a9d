"""Looking again at what we keep: what was edited is brought anew, what is gone at its server goes here too.

The stream tells some of it, to those who listen at that moment; so every status is remembered for
some days and looked up: twenty at a time where the server can (Mastodon 4.3, "View multiple
statuses"), else singly, some each visit. What a batch leaves out is asked for singly before it is
called gone.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from hanjari.channels.contract import Access, BrokenError, Catch
from hanjari.channels.kinds.mastodon import ids, reading
from hanjari.channels.kinds.mastodon.api import Api, is_refused
from hanjari.channels.kinds.mastodon.hearsay import HEARSAY
from hanjari.channels.kinds.mastodon.payloads import packed
from hanjari.channels.kinds.mastodon.state import Cursor
from hanjari.kit.clock import now

MOST = 300
"""Statuses remembered; a place with more in those days is looked up in part, the newest first."""
EVERY = timedelta(minutes=15)
_AT_ONCE = 20
_SINGLY = 15
"""Single look-ups a visit: a quarter of the five minutes' quota when pulled every minute."""
_GONE = {"http_404", "http_410"}


def remember(access: Access, cursor: Cursor, items: list[dict[str, Any]]) -> None:
    """Keep ids and what was last edited, for the looks of the coming days."""
    if not _days(access):
        return
    fresh = [_mark(one) for one in map(ids.status_of, items) if one]
    if fresh:
        merged = {str(one[0]): one for one in [*fresh, *_watched(cursor)][::-1]}
        kept = sorted(merged.values(), key=lambda one: ids.rank(str(one[0])), reverse=True)
        cursor["watch"] = kept[:MOST]
        cursor.setdefault("looked_at", now().isoformat())


def is_edited(cursor: Mapping[str, Any], item: Any) -> bool:
    """Whether it was edited since it was handed over."""
    status = ids.status_of(item)
    return status is not None and any(
        str(number) == ids.of(status) and mark != _edited(status)
        for number, mark, _seen in _watched(cursor)
    )


def catches(api: Api, cursor: Cursor) -> Iterator[Catch]:
    """The looks that are due. Raises `BrokenError`."""
    watched = [str(one[0]) for one in _watched(cursor)]
    told = [one for one in HEARSAY.take(api.access.account_id) if one in watched]
    if told:
        yield from _looked(api, cursor, told[:_SINGLY], {})
    if not watched or not _days(api.access) or not _is_due(cursor):
        return
    left = cursor["looking"] = [one for one in cursor.get("looking", watched) if one in watched]
    singly = _SINGLY
    while left and singly > 0:
        part, left = left[:_AT_ONCE], left[_AT_ONCE:]
        found = _batch(api, cursor, part)
        missing = [one for one in part if one not in found]
        asked = missing[:singly]
        left = [*missing[singly:], *left]
        singly -= len(asked)
        cursor["looking"] = left
        yield from _looked(api, cursor, asked, found)
    if not left:
        _done(api.access, cursor)
        yield Catch((), dict(cursor))


def _done(access: Access, cursor: Cursor) -> None:
    oldest = (now() - timedelta(days=_days(access))).timestamp()
    cursor["watch"] = [one for one in _watched(cursor) if float(one[2]) > oldest]
    cursor["looked_at"] = now().isoformat()
    for name in ("looking", "batch"):
        cursor.pop(name, None)


def _batch(api: Api, cursor: Cursor, numbers: list[str]) -> dict[str, dict[str, Any]]:
    """Nothing where the server has no such request."""
    if cursor.get("batch") is False:
        return {}
    try:
        body = api.ask("GET", "/api/v1/statuses", params={"id[]": numbers}).body
    except BrokenError as error:
        if not is_refused(error):
            raise
        body = None
    items = body if isinstance(body, list) else []
    found = {ids.of(one): one for one in items if isinstance(one, dict) and ids.of(one)}
    if not found:
        cursor["batch"] = False
    return found


def _looked(
    api: Api, cursor: Cursor, singly: list[str], found: dict[str, dict[str, Any]]
) -> Iterator[Catch]:
    gone: list[str] = []
    for number in singly:
        try:
            body = api.ask("GET", f"/api/v1/statuses/{number}").body
        except BrokenError as error:
            if error.code in _GONE:
                gone.append(number)
            elif not is_refused(error):
                raise
            continue
        if ids.of(body) == number:
            found[number] = body
    edited = [one for one in found.values() if is_edited(cursor, one)]
    remember(api.access, cursor, edited)
    cursor["watch"] = [one for one in _watched(cursor) if str(one[0]) not in gone]
    raws = [packed(edited, cursor)] if edited else []
    raws += [packed(gone, cursor, reading.GONE)] if gone else []
    yield Catch(tuple(raws), dict(cursor))


def _mark(status: Mapping[str, Any]) -> list[Any]:
    return [ids.of(status), _edited(status), now().timestamp()]


def _edited(status: Mapping[str, Any]) -> str:
    told = status.get("edited_at")
    return told if isinstance(told, str) else ""


def _watched(cursor: Mapping[str, Any]) -> list[list[Any]]:
    found = cursor.get("watch")
    kept = found if isinstance(found, list) else []
    return [one for one in kept if isinstance(one, list) and len(one) == 3]


def _days(access: Access) -> int:
    told = access.settings.get("recheck_days", 3)
    return told if isinstance(told, int) else 0


def _is_due(cursor: Mapping[str, Any]) -> bool:
    if cursor.get("looking"):
        return True
    try:
        return now() - datetime.fromisoformat(str(cursor.get("looked_at"))) >= EVERY
    except (ValueError, TypeError):
        return True
