"""Parsing: an expression's text becomes its tree. OR binds loosest, then AND, then NOT, then NEAR.

    any   = all (OR all)*
    all   = part ([AND] part)*
    part  = NOT* (leaf [NEAR leaf] | "(" any ")")

Trees come out canonical: no group of one, no AND within AND, no OR within OR, no NOT of NOT.
"""

from dataclasses import replace

from hanjari.listening.expressions.cutting import Piece, pieces
from hanjari.listening.expressions.flaws import DEEPEST, LONGEST, MOST_LEAVES, ExpressionError
from hanjari.listening.expressions.nodes import All, Any, Leaf, Near, Node, Not, Term


def parsed(text: str) -> Node:
    """The tree of an expression; raises `ExpressionError` that points at the place."""
    if len(text) > LONGEST:
        raise ExpressionError("too_long", LONGEST, len(text), most=LONGEST)
    node = _Reader(text).whole()
    _refuse_not_alone(node)
    return node


_DEEPER = {"open": 1, "close": -1}


class _Reader:
    """Reads pieces from left to right; depth is counted, so no text can exhaust the stack."""

    def __init__(self, text: str) -> None:
        self.pieces = _bounded(text)
        self.end = len(text)
        self.roles = [*(piece.role for piece in self.pieces), "end"]
        self.place = 0
        self.role = self.roles[0]

    def next(self) -> Piece:
        self.place += 1
        self.role = self.roles[self.place]
        return self.pieces[self.place - 1]

    def whole(self) -> Node:
        node = self.any()
        if self.role == "close":
            raise _error("group_close", self.next())
        return node

    def any(self) -> Node:
        parts = [self.all()]
        while self.role == "or":
            self.next()
            parts.append(self.all())
        return _joined(Any, parts)

    def all(self) -> Node:
        parts = [self.part()]
        while self.role not in ("or", "close", "end"):
            if self.role == "and":
                self.next()
            parts.append(self.part())
        return _joined(All, parts)

    def part(self) -> Node:
        nots = []
        while self.role == "not":
            nots.append(self.next())
        node = self.group() if self.role == "open" else self.near()
        if len(nots) % 2 == 0:
            return node
        return node.part if isinstance(node, Not) else Not(node, (nots[0].start, node.span[1]))

    def group(self) -> Node:
        opened = self.next()
        if self.role == "close":
            raise ExpressionError("group_empty", opened.start, self.next().end)
        if self.role == "end":
            raise _error("group_open", opened)
        node = self.any()
        if self.role != "close":
            raise _error("group_open", opened)
        span = opened.start, self.next().end
        return replace(node, span=span) if isinstance(node, All | Any | Not) else node

    def near(self) -> Node:
        left = self.leaf()
        if self.role != "near":
            return left
        near = self.next()
        right = self.next().leaf if self.role == "leaf" else None
        if isinstance(left, Term) and isinstance(right, Term):
            return Near(left, right, near.distance, (left.span[0], right.span[1]))
        raise _error("near_neighbours", near)

    def leaf(self) -> Leaf:
        leaf = self.next().leaf if self.role == "leaf" else None
        if leaf is None:
            raise self.missing()
        return leaf

    def missing(self) -> ExpressionError:
        """Why no word stands here."""
        before = self.pieces[self.place - 1] if self.place else None
        if before and before.role in ("and", "or", "not"):
            return _error("nothing_behind", before, operator=before.text)
        if self.role == "end":
            return ExpressionError("empty", 0, self.end)
        here = self.next()
        if here.role == "near":
            return _error("near_neighbours", here)
        if here.role == "close":
            return _error("group_close", here)
        return _error("nothing_before", here, operator=here.text)


def _bounded(text: str) -> list[Piece]:
    """The pieces; what goes beyond a bound is refused before the rest is looked at."""
    found: list[Piece] = []
    depth = leaves = 0
    for piece in pieces(text):
        leaves += piece.role == "leaf"
        depth += _DEEPER.get(piece.role, 0)
        if depth > DEEPEST:
            raise _error("too_deep", piece, most=DEEPEST)
        if leaves > MOST_LEAVES or len(found) > 4 * MOST_LEAVES:
            raise ExpressionError("too_many", piece.start, len(text), most=MOST_LEAVES)
        found.append(piece)
    return found


def _error(flaw: str, piece: Piece, **told: object) -> ExpressionError:
    return ExpressionError(flaw, piece.start, piece.end, **told)


def _joined(kind: type[All] | type[Any], parts: list[Node]) -> Node:
    if len(parts) == 1:
        return parts[0]
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else [part]
    return kind(tuple(flat), (parts[0].span[0], parts[-1].span[1]))


def _refuse_not_alone(node: Node) -> None:
    """Every way through the tree must ask for something that is there."""
    part = _excluding(node)
    if part is not None:
        flaw = "not_alone" if part is node else "not_beside_or"
        raise ExpressionError(flaw, *part.span)


def _excluding(node: Node) -> Node | None:
    if isinstance(node, Not):
        return node
    if isinstance(node, Any):
        return next((part for part in map(_excluding, node.parts) if part), None)
    if isinstance(node, All):
        return node if all(map(_excluding, node.parts)) else None
    return None
