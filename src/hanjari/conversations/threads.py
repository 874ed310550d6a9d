"""Which messages belong together: pure, batch in, groups out.

Messages of one account are tied by the ids they carry: parent, root, references. Two messages that
point to the same absent id belong together, whatever arrives first. So threads are the connected
components of "points to", and the order of arrival cannot change them. Only a border that a person
drew (a split), or the 14-day rule, limits this: across such a border a message follows its nearest
link alone.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple


class Said(NamedTuple):
    """A message as threading sees it; `links` nearest first: parent, references newest first, root."""

    id: int
    name: str
    links: tuple[str, ...]


@dataclass(slots=True)
class Group:
    """Messages that belong together, the conversations they touch, and the absent ids they point to."""

    messages: list[Said] = field(default_factory=list)
    conversations: list[int] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def links(parent: str, references: Sequence[str], root: str) -> tuple[str, ...]:
    """All ids a message points to, nearest first, each once."""
    if not references:
        return (
            (parent, root)
            if parent and root and parent != root
            else tuple(filter(None, (parent or root,)))
        )
    ordered = [parent, *reversed(references), root]
    return tuple(dict.fromkeys(name for name in ordered if name))


def group(
    said: Sequence[Said], known: Mapping[str, int], parted: Set[int] = frozenset()
) -> list[Group]:
    """The batch's groups. `known` maps ids already seen to conversations; `parted` are bordered ones."""
    forest = _Forest()
    for message in said:
        forest.find(message.name)
        for name in message.links:
            forest.join(message.name, name)
    for name, conversation in known.items():
        if name in forest:
            forest.join(name, conversation)
    groups = _collect(said, known, forest)
    return [part for whole in groups for part in _cut(whole, known, parted)]


def _collect(said: Sequence[Said], known: Mapping[str, int], forest: "_Forest") -> list[Group]:
    groups: dict[str | int, Group] = {}
    present = {message.name for message in said}
    for message in said:
        part = groups.setdefault(forest.find(message.name), Group())
        part.messages.append(message)
        for name in (message.name, *message.links):
            conversation = known.get(name)
            if conversation is not None:
                if conversation not in part.conversations:
                    part.conversations.append(conversation)
            elif name not in present and name not in part.absent:
                part.absent.append(name)
    return list(groups.values())


def _cut(whole: Group, known: Mapping[str, int], parted: Set[int]) -> list[Group]:
    """Leave a group whole unless it would run over a border; then each message goes to its nearest."""
    if parted.isdisjoint(whole.conversations) or len(whole.conversations) == 1:
        return [whole]
    places: dict[str, int] = {}
    parts: dict[int, Group] = {}
    for message in sorted(whole.messages):
        near = (places.get(name, known.get(name)) for name in (message.name, *message.links))
        place = next((found for found in near if found is not None), whole.conversations[0])
        places[message.name] = place
        part = parts.setdefault(place, Group(conversations=[place]))
        part.messages.append(message)
        part.absent += [name for name in message.links if name in whole.absent]
        whole.absent = [name for name in whole.absent if name not in message.links]
    return list(parts.values())


class _Forest:
    """Disjoint sets with path halving."""

    def __init__(self) -> None:
        self._up: dict[str | int, str | int] = {}

    def __contains__(self, node: str | int) -> bool:
        return node in self._up

    def find(self, node: str | int) -> str | int:
        up = self._up
        parent = up.setdefault(node, node)
        while parent != node:
            up[node] = up[parent]
            node = up[node]
            parent = up[node]
        return node

    def join(self, one: str | int, other: str | int) -> None:
        first, second = self.find(one), self.find(other)
        if first != second:
            self._up[second] = first
