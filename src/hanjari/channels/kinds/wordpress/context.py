"""What a comment does not say of itself: its post's title, and the first comment of its thread."""

from collections.abc import Iterable, Mapping
from typing import Any

from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.wordpress.api import COMMENTS, Site, is_number, part, rows
from hanjari.channels.kinds.wordpress.pages import SIZE, by_number
from hanjari.channels.kinds.wordpress.prose import line
from hanjari.channels.kinds.wordpress.sight import Sight

MOST_TITLES = 200
_DEEPEST = 12
"""Levels that are climbed; WordPress itself nests ten at most (Settings, Discussion)."""


def titles(
    site: Site, sight: Sight, known: dict[str, str], comments: Iterable[Mapping[str, Any]]
) -> dict[str, str]:
    """Titles by post, of whatever type; a title that can't be had is no reason to hold a comment back."""
    lacking = {
        str(one["post"]): int(one["id"])
        for one in comments
        if is_number(one.get("post")) and str(one["post"]) not in known
    }
    found = dict(known)
    if lacking:
        try:
            found |= _embedded(site, sight, list(lacking.values())[:SIZE])
        except BrokenError:
            return found
    return dict(list(found.items())[-MOST_TITLES:])


def _embedded(site: Site, sight: Sight, numbers: list[int]) -> dict[str, str]:
    """By way of each comment's link `up` (REST API Handbook, Linking and Embedding)."""
    told = by_number(site, sight, numbers, _fields="id,post,_links,_embedded", _embed="up")
    found = {}
    for one in told:
        up = part(one, "_embedded").get("up")
        post = up[0] if isinstance(up, list) and up else None
        title = part(post, "title").get("rendered")
        if isinstance(title, str):
            found[str(one.get("post"))] = line(title)[:300]
    return found


def roots(
    site: Site, sight: Sight, known: dict[int, int], comments: Iterable[Mapping[str, Any]]
) -> dict[int, int]:
    """The first comment of each one's thread, 0 for those that are first. Raises `BrokenError`.

    `known` holds those that were found before in the same errand, and is added to.
    """
    page = list(comments)
    parents = {int(one["id"]): _parent(one) for one in page}
    for _level in range(_DEEPEST):
        open_ends = {end for one in page if (end := _end(int(one["id"]), parents, known))}
        if not open_ends:
            break
        for one in by_number(site, sight, sorted(open_ends)[:SIZE], _fields="id,parent"):
            parents[int(one["id"])] = _parent(one)
        for end in open_ends - parents.keys():
            known[end] = 0  # deleted: its answers begin the thread
    known |= {number: _root(number, parents, known) for number in parents}
    return {int(one["id"]): known[int(one["id"])] for one in page}


def _end(number: int, parents: Mapping[int, int], known: Mapping[int, int]) -> int:
    """The ancestor of whom nothing is known yet; 0 when the climb came to a top."""
    for _level in range(_DEEPEST * 2):
        if number in parents:
            number = parents[number]
        else:
            return 0 if number in known else number
        if number == 0:
            return 0
    return 0


def _root(number: int, parents: Mapping[int, int], known: Mapping[int, int]) -> int:
    top, now = 0, number
    for _level in range(_DEEPEST * 2):
        above = parents.get(now)
        if above is None:
            return known.get(now, 0) or (now if now != number else 0)
        if above == 0:
            break
        top = now = above
    return top


def _parent(comment: Mapping[str, Any]) -> int:
    told = comment.get("parent")
    return told if isinstance(told, int) and is_number(told) and told != comment["id"] else 0


def comment_of(site: Site, sight: Sight, number: int) -> Mapping[str, Any]:
    """One comment as it stands now. Raises `BrokenError`."""
    told = site.ask(f"{COMMENTS}/{number}", **sight.question).body
    return rows([told])[0] if isinstance(told, Mapping) and is_number(told.get("id")) else {}
