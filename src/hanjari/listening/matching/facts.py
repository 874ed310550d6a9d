"""Facts: what a post tells without its words: who wrote it, where its links lead, where it came from."""

import re
from collections.abc import Iterator, Sequence

from hanjari.listening.expressions.fitting import form_of
from hanjari.listening.expressions.names import value_named
from hanjari.listening.matching.leaves import Leaves
from hanjari.listening.matching.post import Post

_ADDRESS = re.compile(r"https?://[^\s/?#]+").findall
_SLASHES = "/／"


class Facts:
    """The leaves that posts have by what is known of them unread."""

    def __init__(self, leaves: Leaves) -> None:
        self._authors = leaves.facts["author"]
        self._domains = leaves.facts["domain"]
        self._channels = leaves.facts["channel"]

    def of(self, texts: Sequence[str], posts: Sequence[Post] | None) -> Iterator[tuple[int, int]]:
        """Pairs of a post's number and a leaf; without posts the texts are all there is."""
        if posts is not None and (self._authors or self._channels):
            for number, post in enumerate(posts):
                if post.channel in self._channels:
                    yield number, self._channels[post.channel]
                for author in post.authors if self._authors else ():
                    leaf = self._authors.get(form_of(author).removeprefix("@"))
                    if leaf is not None:
                        yield number, leaf
        if self._domains:
            for number, text in enumerate(texts):
                for leaf in self._led_to(text, posts[number].links if posts is not None else ()):
                    yield number, leaf

    def _led_to(self, text: str, links: Sequence[str]) -> Iterator[int]:
        """A host, and every domain that it lies in."""
        addresses = list(links)
        if any(slash in text for slash in _SLASHES):
            addresses += _ADDRESS(form_of(text))
        for address in addresses:
            host = value_named("domain", address) or ""
            while host:
                if host in self._domains:
                    yield self._domains[host]
                host = host.partition(".")[2]
