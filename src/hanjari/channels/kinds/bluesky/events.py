"""What the event streams tell, in one shape, and which of it concerns us."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hanjari.channels.contract import Access
from hanjari.channels.kinds.bluesky import facets, uris
from hanjari.channels.kinds.bluesky.posts import quotes
from hanjari.channels.kinds.bluesky.shapes import Thing, part, word
from hanjari.channels.kinds.bluesky.sources import searches

CREATE, UPDATE, DELETE = "create", "update", "delete"
CLOSED, BEHIND, GAP, RESET, OTHER = "closed", "behind", "gap", "reset", "other"
STEP_BACK = 60_000_000
"""A minute where places are microseconds; numbers of a relay never step back so far."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `at` is its place in the stream.

    `kind`: a post's create, update or delete; `closed` (the account is gone); `behind` (its
    repository told something that the stream could not carry); `gap` (the stream itself left
    something out); `reset` (our place is not in this stream); `other`.
    """

    kind: str
    at: int | None
    did: str = ""
    name: str = ""
    cid: str = ""
    record: Thing = field(default_factory=dict)
    time: str = ""

    def view(self, author: Mapping[str, Any] | None) -> dict[str, Any]:
        """The post as the AppView would show it (`app.bsky.feed.defs#postView`)."""
        return {
            "uri": self.name,
            "cid": self.cid,
            "author": author or {"did": self.did},
            "record": self.record,
            "indexedAt": self.time,
            "op": self.kind,
        }


def place_after(places: Sequence[int | None], before: int | None = None) -> int | None:
    """How far a stream was heard: the furthest place, unless the last lies more than `STEP_BACK` behind it.

    A stream tells nearly in order, so what lies so far ahead was written by a clock that was wrong, the
    network's or ours. Kept, it would be asked for again and again, which Jetstream hears as "from now
    on": all that is said between two visits would be lost until that time has come.
    """
    told = [one for one in places if one is not None]
    if not told:
        return before
    furthest = max(told if before is None else [*told, before])
    return told[-1] if furthest - told[-1] > STEP_BACK else furthest


@dataclass(frozen=True, slots=True)
class Interest:
    """What of the whole network is for this account."""

    did: str
    words: tuple[tuple[str, ...], ...]
    own_posts: bool

    @classmethod
    def of(cls, access: Access) -> "Interest":
        """Names of us, answers to us, quotes of us, and the standing searches."""
        lines = tuple(tuple(folded(line).split()) for line in searches(access.settings))
        own = bool(access.settings.get("own_posts"))
        return cls(str(access.settings.get("did") or ""), lines, own)

    def wants(self, event: Event) -> bool:
        """Whether this new or changed post is one of them."""
        if event.did == self.did:
            return self.own_posts
        return self.did in _named(event.record) or self._is_searched(word(event.record, "text"))

    def _is_searched(self, text: str) -> bool:
        if not self.words:
            return False
        said = folded(text)
        return any(all(one in said for one in line) for line in self.words)


def folded(text: str) -> str:
    """Text for comparing: composed, without case, quotation marks left out."""
    return unicodedata.normalize("NFC", text).casefold().replace('"', "")


def _named(record: Thing) -> set[str]:
    """Whom a post names, answers or quotes."""
    reply = part(record, "reply")
    above = {uris.author(part(reply, one).get("uri")) for one in ("parent", "root")}
    return {*facets.mentions(record), *above, uris.author(quotes(record))}
