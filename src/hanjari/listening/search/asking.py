"""Asking: an expression as a question to the index, which finds never fewer, sometimes more.

The index knows tokens: whole words of ASCII, bigrams of everything else. What it finds beyond what
was asked (edges, signs, "영화 화가" for "영화가") is told apart by reading.
"""

import re
from dataclasses import dataclass

from hanjari.language.analyser import tokens_of
from hanjari.listening.expressions.fitting import form_of
from hanjari.listening.expressions.nodes import All, Any, Hashtag, Mention, Near, Node, Not, Term

DEEPEST = 10
"""Groups within groups that FTS5's parser is asked to hold (its stack ends at 100 signs)."""

_WIDE = re.compile(r"[^\W_a-z0-9]").match


@dataclass(frozen=True, slots=True)
class Words:
    """Tokens that stand beside each other; of the last one its beginning is enough if `is_prefix`."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All parts, and none of `without`."""

    parts: "tuple[Asked, ...]"
    without: "tuple[Asked, ...]" = ()


@dataclass(frozen=True, slots=True)
class Some:
    """Any of the parts."""

    parts: "tuple[Asked, ...]"


Asked = Words | Every | Some


@dataclass(frozen=True, slots=True)
class Question:
    """What the index is asked; None: it can't narrow this. `is_exact`: it finds nothing else."""

    asked: Asked | None = None
    is_exact: bool = False


NOTHING = Question()


def question(node: Node, depth: int = 0) -> Question:
    """The narrowest question that finds everything which the node fits."""
    match node:
        case Term():
            return _term(form_of(node.text), is_prefix=node.is_prefix)
        case Hashtag() | Mention():
            return _words(*tokens_of(form_of(node.text)))
        case Near():
            return Question(question(All((node.left, node.right)), depth).asked)
        case All():
            return _every(node, depth + 1)
        case Any():
            return _some(node, depth + 1)
        case _:
            return NOTHING


def _every(node: All, depth: int) -> Question:
    """The parts that the index knows; excluded is only what it knows exactly."""
    if depth > DEEPEST:
        return NOTHING
    asked = [question(part, depth) for part in node.parts if not isinstance(part, Not)]
    parts = tuple(one.asked for one in asked if one.asked)
    if not parts:
        return NOTHING
    excluded = [question(part.part, depth) for part in node.parts if isinstance(part, Not)]
    without = tuple(one.asked for one in excluded if one.asked and one.is_exact)
    is_exact = all(one.is_exact for one in (*asked, *excluded))
    if len(parts) == 1 and not without:
        return Question(parts[0], is_exact)
    return Question(Every(parts, without), is_exact)


def _some(node: Any, depth: int) -> Question:
    asked = [question(part, depth) for part in node.parts]
    parts = tuple(one.asked for one in asked if one.asked)
    if depth > DEEPEST or len(parts) < len(asked):
        return NOTHING
    return Question(Some(parts), all(one.is_exact for one in asked))


def _term(form: str, *, is_prefix: bool) -> Question:
    inside, borders = tokens_of(form)
    if form.isascii():
        return _words(inside, borders, is_prefix=is_prefix and form[-1:].isalnum())
    if inside == [form] and len(form) == 2:
        return Question(Words((form,)), is_exact=True)
    is_cut = _is_cut(form[-1:], form[-2:-1])
    if inside and _is_cut(form[:1], form[1:2]):
        del inside[0]
    return _words(inside, borders, is_prefix=is_cut)


def _is_cut(edge: str, beside: str) -> bool:
    """Whether the token at this edge may be a piece of a longer one: ASCII, or a letter by itself."""
    if edge.isascii():
        return edge.isalnum()
    return bool(_WIDE(edge)) and not (beside and _WIDE(beside))


def _words(inside: list[str], borders: list[str], *, is_prefix: bool = False) -> Question:
    parts: list[Asked] = [Words((one,)) for one in borders]
    if inside:
        parts.append(Words(tuple(inside), is_prefix))
    if not parts:
        return NOTHING
    return Question(parts[0] if len(parts) == 1 else Every(tuple(parts)))
