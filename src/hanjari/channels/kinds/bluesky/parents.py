"""What stands above a reply, where it was not handed over before: so that a reader sees what it is about."""

from collections.abc import Collection, Iterable
from typing import Any

from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.bluesky import uris
from hanjari.channels.kinds.bluesky.api import Api
from hanjari.channels.kinds.bluesky.shapes import Thing, part, word

MOST_THREADS, HEIGHT = 10, 6
"""So many threads are asked for a catch, so many posts up; the rest a reader finds at Bluesky."""


def above(bluesky: Api, fresh: Iterable[Thing], told: Collection[str]) -> dict[str, Any]:
    """Posts by name. Nothing that is missing, blocked or not answered spoils the catch."""
    posts = list(fresh)
    handed = {*told, *(str(one["uri"]) for one in posts)}
    wanted = [one for one in posts if _parent(one) and _parent(one) not in handed]
    found: dict[str, Any] = {}
    for one in wanted[:MOST_THREADS]:
        if uris.author(_parent(one)) == bluesky.access.settings.get("did"):
            continue  # our own words are known
        try:
            asked = {"uri": str(one["uri"]), "depth": 0, "parentHeight": HEIGHT}
            body = bluesky.ask("app.bsky.feed.getPostThread", **asked).body
        except BrokenError:
            continue
        found |= _chain(part(part(body, "thread"), "parent"))
    return found


def _chain(thread: Thing) -> dict[str, Any]:
    """Upwards as far as posts are shown; the end of it may be blocked or gone."""
    found: dict[str, Any] = {}
    while (post := part(thread, "post")) and len(found) < HEIGHT:
        author = {"handle": word(part(post, "author"), "handle")}
        name = word(post, "uri")
        found[name] = {"uri": name, "author": author, "record": part(post, "record")}
        thread = part(thread, "parent")
    return found


def _parent(view: Thing) -> str:
    return word(part(part(part(view, "record"), "reply"), "parent"), "uri")
