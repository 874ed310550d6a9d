"""Forming: an expression as the rows of a form, and back. What a form can't show stays text.

A block asks for everything in it; several blocks are alternatives (OR). Rows hold what may stand in a
line: words, phrases, tags, mentions, fields. A tree that goes deeper has no blocks: it is None.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hanjari.listening.expressions.cutting import pieces
from hanjari.listening.expressions.flaws import ExpressionError
from hanjari.listening.expressions.names import CHOICES, value_named
from hanjari.listening.expressions.nodes import (
    FIELDS,
    All,
    Any,
    Field,
    Hashtag,
    Leaf,
    Near,
    Node,
    Not,
)
from hanjari.listening.expressions.printing import printed

MOST_BLOCKS = 8
MOST_ROWS = 8
"""Rows of a kind in a block; what needs more is text."""

Bag = tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """All of `every`, one of each of `some`, none of `none`, every `near`, one value of each field."""

    every: Bag = ()
    some: tuple[Bag, ...] = ()
    none: Bag = ()
    near: tuple[Near, ...] = ()
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)


class _DeeperError(Exception):
    """More than rows can show."""


def blocks_of(node: Node) -> tuple[Block, ...] | None:
    """The rows of a tree; None where it is richer than a form."""
    alternatives = node.parts if isinstance(node, Any) and not _is_bag(node) else (node,)
    if len(alternatives) > MOST_BLOCKS:
        return None
    try:
        return tuple(_block(part) for part in alternatives)
    except _DeeperError:
        return None


def node_of(blocks: Iterable[Block]) -> Node | None:
    """The tree that rows mean; None where all are empty. `parsed(printed(…))` makes it canonical."""
    parts = [part for block in blocks if (part := _joined(All, list(_parts(block))))]
    return _joined(Any, parts)


def bag_text(bag: Sequence[Leaf]) -> str:
    """A bag as a row shows it."""
    return " ".join(map(printed, bag))


def bag_of(text: str) -> Bag:
    """The words, phrases, tags and fields of a row; AND and OR between them add nothing."""
    found = []
    for piece in pieces(text):
        if piece.leaf:
            found.append(piece.leaf)
        elif piece.role not in ("and", "or"):
            raise ExpressionError("leaves_only", piece.start, piece.end)
    return tuple(found)


def values_of(name: str, text: str) -> tuple[str, ...]:
    """What somebody typed as values of a field: words or phrases side by side."""
    values = []
    for leaf in bag_of(text):
        if isinstance(leaf, Hashtag | Field | Near):
            raise ExpressionError("leaves_only", *leaf.span)
        value = value_named(name, leaf.text)
        if value is None:
            known = ", ".join(CHOICES.get(name, ("hanbit.example",)))
            raise ExpressionError(
                "value_unknown", *leaf.span, name=name, value=leaf.text, known=known
            )
        values.append(value)
    return tuple(dict.fromkeys(values))


def values_text(values: Iterable[str]) -> str:
    """Values as a row shows them."""
    return " ".join(printed(Field("author", value)).removeprefix("author:") for value in values)


def _is_bag(node: Node) -> bool:
    return isinstance(node, Any) and not any(
        isinstance(one, All | Not | Any | Near) for one in node.parts
    )


def _block(node: Node) -> Block:
    every: list[Leaf] = []
    some: list[Bag] = []
    none: list[Leaf] = []
    near: list[Near] = []
    fields: dict[str, tuple[str, ...]] = {}
    for part in node.parts if isinstance(node, All) else (node,):
        if isinstance(part, Near):
            near.append(part)
        elif isinstance(part, Not):
            none += _excluded(part.part)
        elif asked := _asked(part, fields):
            fields[asked[0]] = asked[1]
        elif isinstance(part, Any):
            some.append(_bag(part))
        elif isinstance(part, All):
            raise _DeeperError
        else:
            every.append(part)
    if max(len(some), len(near)) > MOST_ROWS:
        raise _DeeperError
    return Block(tuple(every), tuple(some), tuple(none), tuple(near), fields)


def _asked(part: Node, taken: Iterable[str]) -> tuple[str, tuple[str, ...]] | None:
    """A field and the values of which one must be there, as far as its row is still free."""
    parts = part.parts if isinstance(part, Any) else (part,)
    names = {one.name for one in parts if isinstance(one, Field)}
    if len(names) != 1 or not all(isinstance(one, Field) for one in parts) or names & set(taken):
        return None
    values = dict.fromkeys(one.value for one in parts if isinstance(one, Field))
    return names.pop(), tuple(values)


def _excluded(part: Node) -> Bag:
    if isinstance(part, Any):
        return _bag(part)
    if isinstance(part, All | Not | Near):
        raise _DeeperError
    return (part,)


def _bag(node: Any) -> Bag:
    if not _is_bag(node):
        raise _DeeperError
    return tuple(node.parts)  # type: ignore[arg-type] # nothing but leaves


def _parts(block: Block) -> Iterable[Node]:
    """What has a row of its own comes before the like of it, so that it keeps its row."""
    rows = [*block.every, *(part for bag in block.some if (part := _joined(Any, list(bag))))]
    yield from (part for part in rows if not _asked(part, ()))
    yield from block.near
    for name in FIELDS:
        values: list[Node] = [Field(name, value) for value in block.fields.get(name, ())]
        if part := _joined(Any, values):
            yield part
    yield from (part for part in rows if _asked(part, ()))
    yield from map(Not, block.none)


def _joined(kind: type[All] | type[Any], parts: list[Node]) -> Node | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return kind(tuple(parts))
