"""A bench: what a kind's tests provide so that the contract suite can try the kind on a real or simulated server.

`tests/channels/<slug>/bench.py` has a function `bench()`: a context manager that starts the
server, gives a `Bench` and stops the server. Everything that the kind's capabilities promise must
be provided; the suite fails where a promised part is missing.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from hanjari.channels.contract import Access, Kind, Outgoing


class Bench:
    """One kind on its bench. `plant` and `sent` look at the server itself, never through the kind."""

    kind: Kind

    def access(self, cursor: dict[str, Any] | None = None) -> Access:
        """The account as it is when all is well, with this cursor (none: the very first pull)."""
        raise NotImplementedError

    def plant(self, text: str) -> None:
        """Somebody writes this text at the network."""
        raise NotImplementedError

    def outgoing(self, key: str, text: str) -> Outgoing:
        """An answer that the network takes; kinds that need a thread or an address add them."""
        return Outgoing(key=key, text=text)

    def sent(self, outgoing: Outgoing) -> int:
        """How many times it really lies at the network."""
        raise NotImplementedError

    def posted(self, text: str) -> int:
        """How many posts of ours that answer nobody say this; kinds that can post look at the network."""
        raise NotImplementedError

    def push(self, text: str) -> HttpRequest:
        """A true push from the network that brings this text."""
        raise NotImplementedError

    def forgeries(self) -> Mapping[str, HttpRequest]:
        """Pushes that must be refused, by what is wrong with each."""
        raise NotImplementedError

    def break_line(self) -> None:
        """From now on the network is not reached."""
        raise NotImplementedError

    def break_login(self) -> bool:
        """From now on the login is refused; False when the kind has none."""
        return False
