"""What was said before the first pull, newest first; and a whole thread."""

from collections.abc import Iterator

from hanjari.channels.contract import Access, BrokenError, Catch
from hanjari.channels.kinds.mastodon import ids, state, threads
from hanjari.channels.kinds.mastodon.api import Api, base, is_refused, me
from hanjari.channels.kinds.mastodon.pages import pages
from hanjari.channels.kinds.mastodon.payloads import packed
from hanjari.channels.kinds.mastodon.sources import sources

MOST_PAGES = 20
"""Of each source: 800 statuses, as far as Mastodon keeps a timeline."""


def backfill(access: Access) -> Iterator[Catch]:
    """Each source from where the first pull began. Raises `BrokenError`."""
    past = state.opened(access, access.past)
    past["server"] = base(access)
    with Api(access, 240.0) as api:
        me(api, past)
        for source in sources(api, past):
            part, floor = (
                state.of(past, source.key),
                state.of(access.cursor, source.key).get("floor"),
            )
            if not floor or part.get("done") or source.every:
                continue
            left = MOST_PAGES - int(part.get("pages") or 0)
            until = str(part.get("until") or floor)
            try:
                for page in pages(api, source, max_id=until, most=left):
                    part["pages"] = int(part.get("pages") or 0) + 1
                    if page.items:
                        part["until"] = min(map(ids.of, page.items), key=ids.rank)
                        past[source.key] = dict(part)
                        yield Catch((packed(page.items, past),), dict(past), is_last=False)
            except BrokenError as error:
                if not (source.is_optional and is_refused(error)):
                    raise
            past[source.key] = {"done": True}
            yield Catch((), dict(past), is_last=False)
    yield Catch((), past)


def thread(access: Access, root_id: str) -> Iterator[Catch]:
    """Everything around one status. Raises `BrokenError`."""
    number = ids.checked(root_id)
    if not number:
        return
    with Api(access, 120.0) as api:
        cursor = state.opened(access, access.cursor)
        me(api, cursor)
        yield Catch((threads.context(api, cursor, number),), dict(access.cursor))
