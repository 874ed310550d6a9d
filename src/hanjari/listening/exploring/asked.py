"""Asked: one search, whole in its address, so that every number can be a link to what is behind it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from hanjari.listening.expressions import printed
from hanjari.listening.expressions.nodes import All, Leaf, Node

MINUTES = "%Y-%m-%dT%H:%M"
"""A moment as addresses and date fields write it, in the reader's zone."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; `since` and `until` in the reader's zone, the end not included."""

    node: Node | None = None
    """None: everything that was said."""
    since: datetime | None = None
    until: datetime | None = None
    account: int | None = None
    hour: int | None = None
    """An hour of the day, 0 to 23, in the reader's zone."""
    with_noise: bool = False
    with_ours: bool = False

    @property
    def words(self) -> str:
        """The expression's text."""
        return printed(self.node) if self.node else ""

    def pairs(self) -> dict[str, str]:
        """The address's own pairs; what is not asked is not there."""
        values: dict[str, Any] = {
            "q": self.words,
            "since": self.since and self.since.strftime(MINUTES),
            "until": self.until and self.until.strftime(MINUTES),
            "account": self.account,
            "hour": self.hour,
            "noise": "1" if self.with_noise else None,
            "ours": "1" if self.with_ours else None,
        }
        return {name: str(value) for name, value in values.items() if value not in (None, "")}

    def link(self, **changes: Any) -> str:
        """The address of this search with some of it changed."""
        return "?" + urlencode(replace(self, **changes).pairs())

    def toggled(self, leaf: Leaf) -> str:
        """The address of this search with one condition more, or without it where it stands already."""
        return self.link(node=toggled(self.node, leaf))

    def has(self, leaf: Leaf) -> bool:
        """Whether this condition stands, for the whole of the search."""
        return leaf in _parts(self.node)


def toggled(node: Node | None, leaf: Leaf) -> Node | None:
    """The tree with a condition that everything must fit, or without it where it stands already."""
    parts = _parts(node)
    kept = [part for part in parts if part != leaf] if leaf in parts else [*parts, leaf]
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else All(tuple(kept))


def _parts(node: Node | None) -> list[Node]:
    if node is None:
        return []
    return list(node.parts) if isinstance(node, All) else [node]
