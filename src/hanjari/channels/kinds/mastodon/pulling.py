"""Pulling: each source from its newest page down to what was seen; a hole that a break leaves is filled later.

`since_id` and `min_id` mean different things on different servers, and what other servers deliver
late gets an older id. So a page is always asked from the top, and what is new in it is told by the
ids that were seen. As pages come newest first, an end half-way leaves a hole; it stands in the
cursor as (since, until).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from hanjari.channels.contract import Access, BrokenError, Catch
from hanjari.channels.kinds.mastodon import ids, state, threads, watching
from hanjari.channels.kinds.mastodon.api import Api, base, is_refused, me
from hanjari.channels.kinds.mastodon.pages import Page, pages
from hanjari.channels.kinds.mastodon.payloads import packed
from hanjari.channels.kinds.mastodon.sources import Source, sources
from hanjari.channels.kinds.mastodon.state import Cursor
from hanjari.kit.clock import now

_VISIT = 240.0
_ENDS_ALL = {"rate", "budget", "not_reached", "slow", "forbidden_address"}
"""After these nothing else is asked of the server in this visit."""


def pull(access: Access) -> Iterator[Catch]:
    """What is new, newest first; holes; threads; then what was changed or deleted. Raises `BrokenError`."""
    cursor = state.opened(access, access.cursor)
    cursor["server"] = base(access)
    with Api(access, _VISIT) as api:
        me(api, cursor)
        failure: BrokenError | None = None
        for source in sources(api, cursor):
            try:
                yield from _news(api, cursor, source)
                yield from _holes(api, cursor, source)
            except BrokenError as error:
                if error.code in _ENDS_ALL or not source.is_optional:
                    raise
                failure = failure or (None if is_refused(error) else error)
        yield from threads.catches(api, cursor)
        yield from watching.catches(api, cursor)
        if failure:
            raise failure


def is_behind(api: Api, cursor: Cursor) -> bool:
    """Whether something that no pull has seen stands at the top of a source. Raises `BrokenError`."""
    for source in sources(api, cursor):
        part = state.of(cursor, source.key)
        if source.every:
            continue
        for page in pages(api, source, limit=5, most=1):
            if _fresh(page, part, is_top=True):
                return True
    return False


def _news(api: Api, cursor: Cursor, source: Source) -> Iterator[Catch]:
    before = state.of(cursor, source.key)
    if not _is_due(source, before):
        return
    since, holes = str(before.get("since") or ""), state.holes(before)
    most = 1 if source.every or not since else 250
    is_top = True
    for page in pages(api, source, most=most):
        part = state.of(cursor, source.key) | {"at": now().isoformat()}
        fresh = _fresh(page, before, is_top=is_top)
        numbers = [ids.of(one) for one in page.items]
        is_end = not page.has_more or any(not ids.is_newer(one, since) for one in numbers)
        part["seen"] = state.newest([*numbers, *state.words(part.get("seen"))])
        if numbers:
            oldest = min(numbers, key=ids.rank)
            part["since"] = max([str(part.get("since") or ""), *numbers], key=ids.rank)
            part["holes"] = (
                holes if is_end or not since or source.every else [[since, oldest], *holes]
            )
            if not since:
                part["floor"] = oldest if page.has_more else ""
        cursor[source.key] = part
        yield from _handed(api, cursor, page, fresh)
        is_top = False
        if is_end:
            break
    if state.holes(state.of(cursor, source.key)) != holes and since and not source.every:
        cursor[source.key] = {**state.of(cursor, source.key), "holes": holes}
        yield Catch((), dict(cursor))


def _holes(api: Api, cursor: Cursor, source: Source) -> Iterator[Catch]:
    while holes := state.holes(state.of(cursor, source.key)):
        since, until = holes[0]
        for page in pages(api, source, max_id=until):
            fresh = [one for one in page.items if ids.is_newer(ids.of(one), since)]
            if not fresh:
                break
            rest = [[since, min(map(ids.of, fresh), key=ids.rank)], *holes[1:]]
            cursor[source.key] = {**state.of(cursor, source.key), "holes": rest}
            yield from _handed(api, cursor, page, fresh)
            if len(fresh) < len(page.items):
                break
        cursor[source.key] = {**state.of(cursor, source.key), "holes": holes[1:]}
        yield Catch((), dict(cursor))


def _fresh(page: Page, before: Mapping[str, Any], *, is_top: bool) -> list[dict[str, Any]]:
    """What was not seen: newer than the newest, or, at the top, put late between what was."""
    since, seen = str(before.get("since") or ""), state.words(before.get("seen"))
    oldest = min(seen, key=ids.rank) if seen and is_top else since
    return [
        one
        for one in page.items
        if ids.of(one) not in seen and (not since or ids.is_newer(ids.of(one), oldest))
    ]


def _handed(api: Api, cursor: Cursor, page: Page, fresh: list[dict[str, Any]]) -> Iterator[Catch]:
    """What is new, and what was edited since it was handed over."""
    edited = [one for one in page.items if one not in fresh and watching.is_edited(cursor, one)]
    threads.remember(api.access, cursor, fresh)
    watching.remember(api.access, cursor, [*fresh, *edited])
    given = [*fresh, *edited]
    yield Catch((packed(given, cursor),) if given else (), dict(cursor))


def _is_due(source: Source, part: Mapping[str, Any]) -> bool:
    try:
        since = now() - datetime.fromisoformat(str(part.get("at")))
    except (ValueError, TypeError):
        return True
    return since.total_seconds() >= source.every
