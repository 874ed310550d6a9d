"""Walking: what stands in a tree, for those who draw it, narrow a search or mark what was found."""

from collections.abc import Iterator

from hanjari.listening.expressions.nodes import All, Any, Leaf, Near, Node, Not


def leaves(node: Node, *, is_asked: bool = True) -> Iterator[tuple[Leaf, bool]]:
    """Every leaf with whether it is asked for (True) or excluded, from left to right."""
    if isinstance(node, Not):
        yield from leaves(node.part, is_asked=not is_asked)
    elif isinstance(node, All | Any):
        for part in node.parts:
            yield from leaves(part, is_asked=is_asked)
    else:
        yield node, is_asked


def asked_leaves(node: Node) -> list[Leaf]:
    """What is asked for, without what is excluded; NEAR counts as its two terms."""
    found: list[Leaf] = []
    for leaf, is_asked in leaves(node):
        if is_asked:
            found += (leaf.left, leaf.right) if isinstance(leaf, Near) else (leaf,)
    return found
