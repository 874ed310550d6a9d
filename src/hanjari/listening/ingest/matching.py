"""Matching at ingest: each arrival learns which of its company's standing queries found it.

Queries are compiled once and looked after: twice a second at most, one small question asks whether
any changed. So a query is live within a second in every process, and nothing is restarted. Where
compiling takes a moment it is done aside, and the old ones go on matching meanwhile.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from hanjari.channels.contract import Frame
from hanjari.kit.collector import settle
from hanjari.language import SURE
from hanjari.listening import matching
from hanjari.listening.expressions import ExpressionError, Known, parsed
from hanjari.listening.expressions.nodes import Node
from hanjari.listening.ingest.arrival import Arrival
from hanjari.listening.matching.post import Post
from hanjari.listening.models import StandingQuery

if TYPE_CHECKING:  # reading and matching load numpy, which a page worker has no room for
    from hanjari.language import Reading
    from hanjari.listening.matching import Matcher

ASKED_EVERY = 0.5
"""Seconds between two questions whether queries have changed."""
COMPILED_AT_ONCE = 500
"""So many queries are compiled in a few milliseconds; more are compiled aside."""

TRIED_AGAIN = 30.0
"""Seconds until queries that could not be compiled are tried again: it takes a second of a core."""
log = logging.getLogger(__name__)

Stamp = tuple[int, datetime | None]
Row = tuple[int, str, bool]


@dataclass(frozen=True, slots=True)
class Compiled:
    """An organisation's standing queries, ready to match."""

    ids: tuple[int, ...] = ()
    matcher: "Matcher | None" = None
    opening: frozenset[int] = frozenset()
    """Those whose finds in a network's stream come to the inbox."""

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Compiled":
        """From rows of id, expression and whether it opens conversations."""
        read = [(pk, node) for pk, text, _opens in rows if (node := _node(text))]
        ids, nodes = zip(*read, strict=True) if read else ((), ())
        matcher = matching.Matcher(nodes) if nodes else None
        return cls(ids, matcher, frozenset(pk for pk, _text, opens in rows if opens))

    def match(
        self, posts: Sequence[Post], known: Sequence[Known] | None = None
    ) -> list[tuple[int, ...]]:
        """For each post the ids of the queries that it fits; it is read where a query asks, unless it is known."""
        if self.matcher is None:
            return [()] * len(posts)
        return self._named(self.matcher.match_posts(posts, known=known))

    def match_frames(self, frames: Sequence[Frame], channel: str) -> list[tuple[int, ...]]:
        """The same for what a stream tells; nothing but its words is looked at where no query asks for more."""
        if self.matcher is None:
            return [()] * len(frames)
        if not self.matcher.asks_beside:
            return self._named(self.matcher.match([one.text for one in frames]))
        return self.match(
            [Post(one.text, (one.author, *one.names), one.links, channel) for one in frames]
        )

    def _named(self, found: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
        return [tuple([self.ids[number] for number in some]) if some else () for some in found]


@dataclass(slots=True)
class _Watched:
    stamp: Stamp = (0, None)
    asked_at: float = float("-inf")
    compiled: Compiled = field(default_factory=Compiled)
    wanted: Stamp = (0, None)
    """What is being compiled aside."""
    failed_at: float = float("-inf")
    """When compiling aside failed last."""


_watched: defaultdict[int, _Watched] = defaultdict(_Watched)
_swap = Lock()


def matched(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The same arrivals with `query_ids`; what was matched on its way out of a stream stays so."""
    by_company: defaultdict[int, list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        if not arrival.deletes and not arrival.query_ids:
            by_company[arrival.place.organisation_id].append(arrival)
    for organisation_id, some in by_company.items():
        queries = compiled(organisation_id)
        if queries.ids:
            found = queries.match(
                [post_of(one) for one in some], [known(one.reading) for one in some]
            )
            for arrival, ids in zip(some, found, strict=True):
                arrival.query_ids = ids
    return list(arrivals)


def compiled(organisation_id: int) -> Compiled:
    """The organisation's queries as they are now, or were half a second ago."""
    watched = _watched[organisation_id]
    if monotonic() - watched.asked_at >= ASKED_EVERY:
        watched.asked_at = monotonic()
        _refresh(organisation_id, watched)
    return watched.compiled


def forget() -> None:
    """Ask and compile anew the next time."""
    _watched.clear()


def post_of(arrival: Arrival) -> Post:
    """What queries look at in an arrival."""
    sender = arrival.sender
    text = f"{arrival.subject}\n{arrival.text}" if arrival.subject else arrival.text
    links = [arrival.url, *(str(medium.get("url", "")) for medium in arrival.media)]
    authors = (sender.handle, sender.name, sender.external_id)
    return Post(text, tuple(filter(None, authors)), tuple(filter(None, links)), arrival.place.kind)


def known(reading: "Reading | None") -> Known:
    """What was read of it, as queries ask for it."""
    if reading is None:
        return Known()
    sure = tuple(name for name, p in reading.intents.items() if p >= SURE)
    return Known(reading.language, reading.sentiment.label or "", sure or (reading.intent,))


def _refresh(organisation_id: int, watched: _Watched) -> None:
    rows = StandingQuery.objects.filter(organisation=organisation_id, is_on=True).order_by("pk")
    counted = rows.order_by().aggregate(count=Count("pk"), latest=Max("changed_at"))
    stamp = counted["count"], counted["latest"]
    if stamp in (watched.stamp, watched.wanted) or monotonic() - watched.failed_at < TRIED_AGAIN:
        return
    told = list(rows.values_list("pk", "expression", "opens_conversations"))
    watched.wanted = stamp
    if len(told) <= COMPILED_AT_ONCE or not watched.compiled.ids:
        _compile(watched, stamp, told)
    else:
        Thread(target=_compile_aside, args=(watched, stamp, told), daemon=True).start()


def _compile_aside(watched: _Watched, stamp: Stamp, rows: Sequence[Row]) -> None:
    """In a thread, where nobody hears of a failure: the old queries go on, and it is tried again."""
    try:
        _compile(watched, stamp, rows)
    except Exception:
        watched.failed_at = monotonic()
        log.exception("%s standing queries could not be compiled; the old ones go on", len(rows))


def _compile(watched: _Watched, stamp: Stamp, rows: Sequence[Row]) -> None:
    try:
        fresh = Compiled.of(rows)
    except BaseException:
        with _swap:
            if watched.wanted == stamp:
                watched.wanted = watched.stamp  # so that it is wanted anew
        raise
    with _swap:
        if watched.wanted == stamp:
            watched.compiled, watched.stamp = fresh, stamp
    if len(rows) > COMPILED_AT_ONCE:
        settle()


@lru_cache(maxsize=10_000)
def _node(text: str) -> Node | None:
    """None for an expression that this version can't read any more; its page says so.

    Where one query of thousands was changed, the others are not parsed again.
    """
    try:
        return parsed(text)
    except ExpressionError:
        return None
