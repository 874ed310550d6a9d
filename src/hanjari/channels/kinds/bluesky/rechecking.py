"""An hourly look whether posts that we keep are still there: nobody tells us of deletions without the stream.

`app.bsky.feed.getPosts` leaves out what is deleted, but also what its author hid from us (a block)
or the AppView does not have at the moment. So a missing post is asked for once more, as a record
(`com.atproto.repo.getRecord`); only what its repository does not have either is taken down here.
"""

from collections.abc import Iterator
from datetime import timedelta

from hanjari.channels.contract import Access, BrokenError, Catch
from hanjari.channels.kinds.bluesky import known, uris
from hanjari.channels.kinds.bluesky.api import Api
from hanjari.channels.kinds.bluesky.known import Cursor
from hanjari.channels.kinds.bluesky.manners import MISSING
from hanjari.channels.kinds.bluesky.reading import payload
from hanjari.channels.kinds.bluesky.shapes import things, time_of, word
from hanjari.kit.clock import now

EVERY = timedelta(hours=1)
_AT_ONCE = 25
"""Posts of one question (lexicon `app.bsky.feed.getPosts`)."""
SOON = "recheck_soon"
"""Set in the cursor when the stream told that something may be gone."""


def catches(access: Access, cursor: Cursor) -> Iterator[Catch]:
    """The looks that are due. Raises `BrokenError`."""
    watched = known.names(cursor)
    looked_at = time_of(cursor.get("looked_at"))
    if looked_at is None:
        if watched:
            cursor["looked_at"] = now().isoformat()
            yield Catch((), dict(cursor))
        return
    if not watched or (now() - looked_at < EVERY and not cursor.get(SOON)):
        return
    with Api(access, 230.0) as bluesky:
        for start in range(0, len(watched), _AT_ONCE):
            if gone := _gone(bluesky, watched[start : start + _AT_ONCE]):
                known.forget(cursor, gone)
                raw = payload([], gone=gone, at=now().isoformat())
                yield Catch((raw,), dict(cursor))
    cursor["looked_at"] = now().isoformat()
    cursor.pop(SOON, None)
    yield Catch((), dict(cursor))


def _gone(bluesky: Api, names: list[str]) -> list[str]:
    body = bluesky.ask("app.bsky.feed.getPosts", uris=names).body
    if not isinstance(body, dict) or not isinstance(body.get("posts"), list):
        return []
    shown = {word(one, "uri") for one in things(body["posts"])}
    return [name for name in names if name not in shown and is_gone(bluesky, name)]


def is_gone(bluesky: Api, name: str) -> bool:
    """Whether the record itself is surely no longer there. Raises `BrokenError` when that can't be asked."""
    found = uris.split(name)
    if found is None:
        return True
    try:
        asked = {"repo": found[0], "collection": uris.POST, "rkey": found[1]}
        bluesky.ask("com.atproto.repo.getRecord", **asked)
    except BrokenError as error:
        if error.code == MISSING:
            return True
        if error.code in {"invalid", "closed"}:  # the repository itself is gone or closed
            return False
        raise
    return False
