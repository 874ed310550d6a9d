"""Stories and citations: what the press told once however often it was copied, and who names whom."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from hanjari.listening.folding import WINDOW, copies

CITED_WITHIN = timedelta(days=7)
"""An article quotes what was said lately; the same words a month apart are chance."""
LEAST_QUOTE, LONGEST_QUOTE = 12, 200
"""Letters of words between quotation marks that two people would not write by chance."""
_ADDRESS = re.compile(r"https?://[^\s<>\"'”’)\]]+")
_QUOTED = re.compile(rf"[“\"‘]([^“”\"‘’\n]{{{LEAST_QUOTE},{LONGEST_QUOTE}}})[”\"’]")
_BLANKS = re.compile(r"\s+")
_TRACKS = re.compile(r"^(utm_\w+|fbclid|gclid|igshid|ref|cmpid)$")
_MOST_QUOTES = 400


class Said(NamedTuple):
    """A message as influence looks at it; `author` is whatever tells two speakers apart."""

    id: int
    at: datetime
    author: int
    is_news: bool
    text: str
    url: str
    links: tuple[str, ...] = ()
    """Whole addresses beside those in the text."""


class Citation(NamedTuple):
    """One names another, by its address (`link`) or its words (`quote`): places in what was said."""

    source: int
    citing: int
    how: str


def stories(said: Sequence[Said]) -> list[list[int]]:
    """Places of news, copies of one wire text within a day together; each group's first is its story."""
    places = [place for place, one in enumerate(said) if one.is_news]
    alike = [[places[one] for one in group] for group in copies([said[p].text for p in places])]
    grouped = {place for group in alike for place in group}
    found = [[place] for place in places if place not in grouped]
    for group in alike:
        found.extend(_within_a_day(said, sorted(group, key=lambda place: said[place].at)))
    return sorted(found, key=lambda group: said[group[0]].at)


def _within_a_day(said: Sequence[Said], places: Sequence[int]) -> Iterable[list[int]]:
    group: list[int] = []
    for place in places:
        if group and said[place].at - said[group[0]].at > WINDOW:
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def citations(said: Sequence[Said]) -> list[Citation]:
    """Who names whom across the two sides, the earliest source first; each pair once, links before quotes."""
    found = {(one.source, one.citing): one for one in [*_quotes(said), *_links(said)]}
    return sorted(found.values(), key=lambda one: (said[one.source].at, said[one.citing].at))


def _links(said: Sequence[Said]) -> Iterable[Citation]:
    known: dict[str, int] = {}
    for place, one in enumerate(said):
        if one.url:
            known.setdefault(plain_address(one.url), place)
    for place, one in enumerate(said):
        for address in dict.fromkeys([*_ADDRESS.findall(one.text), *one.links]):
            source = known.get(plain_address(address))
            if source is not None and _can_name(said[source], one):
                yield Citation(source, place, "link")


def _quotes(said: Sequence[Said]) -> Iterable[Citation]:
    posts = [(place, _flat(one.text)) for place, one in enumerate(said) if not one.is_news]
    quotes = [
        (place, _flat(quote))
        for place, one in enumerate(said)
        if one.is_news
        for quote in _QUOTED.findall(one.text)
    ]
    for citing, quote in quotes[-_MOST_QUOTES:]:
        for source, text in posts:
            if quote in text and _can_name(said[source], said[citing]):
                yield Citation(source, citing, "quote")


def _can_name(source: Said, citing: Said) -> bool:
    """Across the sides, later, and not much later."""
    since = citing.at - source.at
    return source.is_news != citing.is_news and timedelta(0) < since <= CITED_WITHIN


def plain_address(address: str) -> str:
    """Without scheme, www, tracking, fragment and last slash, so that two spellings are one."""
    try:
        parts = urlsplit(address.rstrip(".,;:!?…"))
    except ValueError:
        return address
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.")
    kept = [(key, value) for key, value in parse_qsl(parts.query) if not _TRACKS.match(key)]
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def _flat(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
