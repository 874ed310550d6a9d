"""Found: a message as counting looks at it, and as expressions see it."""

import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

from hanjari.language import SURE
from hanjari.listening.expressions import Known
from hanjari.listening.expressions.names import value_named
from hanjari.listening.ids import HASH_BITS
from hanjari.listening.matching.post import Post

_ADDRESS = re.compile(r"https?://[^\s/?#]+")
_MOODS = {-1: "negative", 0: "neutral", 1: "positive"}


class Found(NamedTuple):
    """A message's columns, in the order of `COLUMNS`."""

    id: int
    account_id: int
    kind: str
    author_id: int
    handle: str
    name: str
    external_id: str
    person_id: int
    followers: int | None
    subject: str
    text: str
    url: str
    media: list[dict[str, Any]]
    language: str
    intent: str
    sentiment: int | None
    reading: dict[str, Any]
    is_ours: bool = False

    @property
    def said(self) -> str:
        """Its words, as they are searched."""
        return f"{self.subject}\n{self.text}" if self.subject else self.text

    @property
    def at(self) -> datetime:
        """When it was said: ids are made from that."""
        return datetime.fromtimestamp((self.id >> HASH_BITS) / 1_000, UTC)

    @property
    def mood(self) -> str:
        """negative, neutral, positive; empty: nobody could tell."""
        return "" if self.sentiment is None else _MOODS[self.sentiment]

    @property
    def intents(self) -> list[str]:
        """Every intent that is sure, or the one that stands for none."""
        sure = [name for name, p in self.reading.get("intents", {}).items() if p >= SURE]
        return sure or ([self.intent] if self.intent else [])

    @property
    def speaker(self) -> str:
        """By what an expression names the author."""
        return self.handle.removeprefix("@") or self.name or self.external_id

    @property
    def links(self) -> list[str]:
        """Addresses beside those in the text."""
        beside = [self.url, *(str(medium.get("url", "")) for medium in self.media)]
        return [link for link in beside if link]

    @property
    def domains(self) -> set[str]:
        """Where its links lead, by host."""
        addresses = [*_ADDRESS.findall(self.said), *self.links]
        return {host for one in addresses if (host := value_named("domain", one))}

    @property
    def post(self) -> Post:
        """As expressions see it."""
        authors = (self.handle, self.name, self.external_id)
        return Post(self.said, tuple(filter(None, authors)), tuple(self.links), self.kind)

    @property
    def known(self) -> Known:
        """What was read of it."""
        return Known(self.language, self.mood, tuple(self.intents))


COLUMNS = (
    "pk", "account_id", "account__kind", "author_id", "author__handle", "author__name", "author__external_id",
    "author__person_id", "author__followers",
    "subject", "text", "url", "media", "language", "intent", "sentiment", "reading", "is_ours",
)  # fmt: skip
"""Where the store keeps the columns of `Found`."""
