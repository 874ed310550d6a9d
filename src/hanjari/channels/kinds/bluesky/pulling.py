"""Pulling: each source is walked newest first, down to where the last walk began, and a little below.

The AppView orders by the time that authors give, and indexes late when it is behind; so a post may
appear below one that was seen already. Therefore a walk goes some minutes deeper than needed, once
an hour a whole day, and what was handed over is known by its name. The mark (`since`) moves only
when a walk is complete: a kill in the middle lets the next one go all the way down again.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError, Catch
from hanjari.channels.kinds.bluesky import hearing, known, parents, rechecking
from hanjari.channels.kinds.bluesky.api import Api
from hanjari.channels.kinds.bluesky.known import Cursor
from hanjari.channels.kinds.bluesky.posts import posted_at
from hanjari.channels.kinds.bluesky.reading import payload
from hanjari.channels.kinds.bluesky.shapes import Thing, time_of
from hanjari.channels.kinds.bluesky.sources import Source, page_token, sources
from hanjari.kit.clock import now

FIRST_PAGE, PAGE = 50, 100
"""A first pull reads one small page of each source; what is older is left to the backfill."""
_MOST_PAGES = 500
_OVERLAP, _DEEP = timedelta(minutes=10), timedelta(days=1)
_HOUR = timedelta(hours=1)
POLL = timedelta(seconds=60)
"""Where a stream tells what is new, the sources are only asked so often, for what it left out."""
_VISIT = 230.0


def pull(access: Access) -> Iterator[Catch]:
    """Sources, stream, and once an hour what was deleted. Raises `BrokenError`."""
    cursor: Cursor = {**access.cursor}
    asked = sources(access)
    is_polled = not hearing.is_wanted(access) or _is_due(cursor.get("polled_at"), POLL)
    if is_polled:
        yield from _poll(access, cursor, asked)
    if hearing.is_wanted(access):
        is_heard = yield from hearing.catches(access, cursor)
        if not is_heard and not is_polled:
            yield from _poll(access, cursor, asked)
    yield from rechecking.catches(access, cursor)


def backfill(access: Access) -> Iterator[Catch]:
    """What was said before the first pull, from where its page ended."""
    past: Cursor = {**access.past}
    with Api(access, _VISIT) as bluesky:
        for source in sources(access):
            state = _state(past, source.key)
            token = str(state.get("next") or _state(access.cursor, source.key).get("floor") or "")
            while token and not state.get("done"):
                body = bluesky.ask(source.name, **source.parameters, limit=PAGE, cursor=token).body
                views, following = source.views(body), page_token(body)
                token = following if following != token else ""
                state = {"next": token} if token else {"done": True}
                past[source.key] = state
                raws = (payload(views),) if views else ()
                yield Catch(raws, dict(past), is_last=False)
    yield Catch((), past)


def _poll(access: Access, cursor: Cursor, asked: list[Source]) -> Iterator[Catch]:
    is_deep = _is_due(cursor.get("deep_at"), _HOUR)
    with Api(access, _VISIT) as bluesky:
        for source in asked:
            yield from _news(bluesky, cursor, source, _DEEP if is_deep else _OVERLAP)
    if is_deep:
        cursor["deep_at"] = now().isoformat()
    if is_deep or hearing.is_wanted(access):
        cursor["polled_at"] = now().isoformat()
        yield Catch((), dict(cursor))


def _news(bluesky: Api, cursor: Cursor, source: Source, below: timedelta) -> Iterator[Catch]:
    since = time_of(_state(cursor, source.key).get("since"))
    until, newest = since - below if since else None, since
    told, token = {*known.names(cursor), *known.gone(cursor)}, ""
    for _page in range(_MOST_PAGES):
        asked = {**source.parameters, "limit": PAGE if since else FIRST_PAGE}
        body = bluesky.ask(source.name, **asked, **({"cursor": token} if token else {})).body
        if not isinstance(body, Mapping) or (token and page_token(body) == token):
            raise BrokenError("garbled", _("Bluesky sent something broken."))
        views, token = source.views(body), page_token(body)
        times = [posted_at(one) for one in views]
        newest = max([*times, *([newest] if newest else [])], default=None)
        is_over = not token or until is None or (bool(times) and min(times) < until)
        if is_over:
            began = {"since": (newest or now()).isoformat()}
            floor = token if since is None else _state(cursor, source.key).get("floor", "")
            cursor[source.key] = {**began, "floor": floor}
        yield from _handed_over(bluesky, cursor, _fresh(views, told), is_over=is_over)
        if is_over:
            return


def _handed_over(
    bluesky: Api, cursor: Cursor, fresh: list[Thing], *, is_over: bool
) -> Iterator[Catch]:
    """The new ones of a page with what they answer; and the mark, once the walk is complete."""
    if fresh:
        beside = parents.above(bluesky, fresh, known.names(cursor))
        known.remember(cursor, [str(one["uri"]) for one in fresh])
        yield Catch((payload(fresh, beside=beside),), dict(cursor))
    elif is_over:
        yield Catch((), dict(cursor))


def _fresh(views: list[Thing], told: set[str]) -> list[Thing]:
    found = {str(one["uri"]): one for one in views if one["uri"] not in told}
    told.update(found)
    return list(found.values())


def _is_due(at: Any, every: timedelta) -> bool:
    last = time_of(at)
    return last is None or now() - last >= every


def _state(cursor: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = cursor.get(key)
    return dict(found) if isinstance(found, Mapping) else {}
