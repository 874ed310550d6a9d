"""Printing: a tree as text, always in the same way, so that `parsed(printed(n)) == n`.

Holds for trees as `parsed` makes them; of any other tree the text means the same.
"""

import re

from hanjari.listening.expressions.nodes import (
    All,
    Any,
    Field,
    Hashtag,
    Mention,
    Near,
    Node,
    Not,
    Term,
)

_PLAIN_VALUE = re.compile('[^\\s"“”„‟＂()（）|]*[^\\s"“”„‟＂()（）|,;、，；]').fullmatch


def printed(node: Node) -> str:
    """The text of a tree."""
    if isinstance(node, Any):
        return " OR ".join(map(printed, node.parts))
    if isinstance(node, All):
        return " ".join(_within(part, Any) for part in node.parts)
    if isinstance(node, Not):
        sign = "NOT " if isinstance(node.part, Near) else "-"
        return sign + _within(node.part, Any, All)
    return _leaf(node)


def _within(node: Node, *wrapped: type[Node]) -> str:
    text = printed(node)
    return f"({text})" if isinstance(node, wrapped) else text


def _leaf(leaf: Term | Hashtag | Mention | Field | Near) -> str:
    match leaf:
        case Hashtag():
            return f"#{leaf.text}"
        case Mention():
            return f"@{leaf.text}"
        case Field():
            is_plain = _PLAIN_VALUE(leaf.value)
            return f"{leaf.name}:{leaf.value}" if is_plain else f'{leaf.name}:"{leaf.value}"'
        case Near():
            return f"{_leaf(leaf.left)} NEAR/{leaf.distance} {_leaf(leaf.right)}"
        case Term():
            text = f'"{leaf.text}"' if leaf.is_phrase else leaf.text
            return text + "*" * leaf.is_prefix
