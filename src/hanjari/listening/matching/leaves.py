"""Leaves: what all queries look for, each numbered once, and how a post tells it."""

from collections import defaultdict
from enum import IntEnum

from hanjari.listening.expressions.fitting import form_of
from hanjari.listening.expressions.nodes import Field, Hashtag, Leaf, Mention, Near, Term

READ_FIELDS = ("language", "sentiment", "intent")
"""What nobody knows before the text is read."""


class Edge(IntEnum):
    """What may not stand beside a place; `expressions.fitting` says the same as patterns."""

    FREE = 0
    WORD = 1
    PREFIX = 2
    TAG = 3
    MENTION = 4
    WIDE_MENTION = 5


class Leaves:
    """Every different leaf with its number.

    `spots` has for each string to look for the edge and the number of every leaf that means it;
    `facts` for each field that a post tells unread its values and their numbers; the others are
    `waiting` until a query fits but for them.
    """

    def __init__(self) -> None:
        self.spots: dict[str, list[tuple[Edge, int]]] = defaultdict(list)
        self.facts: dict[str, dict[str, int]] = defaultdict(dict)
        self.waiting: dict[int, Leaf] = {}
        self.forms: list[str] = []
        self._numbers: dict[tuple[object, ...], int] = {}
        self._known: dict[Leaf, int] = {}

    def __len__(self) -> int:
        return len(self.forms)

    def number(self, leaf: Leaf) -> int:
        """The number of a leaf; those that mean the same share it."""
        known = self._known.get(leaf)
        if known is None:
            known = self._known[leaf] = self._number(leaf)
        return known

    def _number(self, leaf: Leaf) -> int:
        if isinstance(leaf, Near):
            return self._wait(leaf)
        if isinstance(leaf, Field):
            if leaf.name in READ_FIELDS:
                return self._wait(leaf)
            value = form_of(leaf.value) if leaf.name == "author" else leaf.value
            return self._fresh((leaf.name, value), value, self.facts[leaf.name], value)
        spot = _spot(leaf)
        if spot is None:
            return self._wait(leaf)
        form, edge = spot
        number = self._numbers.get(spot)
        if number is None:
            number = self._numbers[spot] = self._next(form)
            self.spots[form].append((edge, number))
        return number

    def _fresh(self, key: tuple[object, ...], form: str, into: dict[str, int], value: str) -> int:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = into[value] = self._next(form)
        return number

    def _wait(self, leaf: Leaf) -> int:
        number = self._next("")
        self.waiting[number] = leaf
        return number

    def _next(self, form: str) -> int:
        self.forms.append(form)
        return len(self.forms) - 1


def _spot(leaf: Term | Hashtag | Mention) -> tuple[str, Edge] | None:
    """The signs to look for and their edge; None for what has no signs."""
    form = form_of(leaf.text)
    if not form:
        return None
    if isinstance(leaf, Hashtag):
        return f"#{form}", Edge.TAG
    if isinstance(leaf, Mention):
        return f"@{form}", Edge.MENTION if form.isascii() else Edge.WIDE_MENTION
    if not form.isascii():
        return form, Edge.FREE
    return form, Edge.PREFIX if leaf.is_prefix else Edge.WORD
