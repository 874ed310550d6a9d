"""Marking: where in a text stands what was asked for, in the text as it was written."""

import re
from collections.abc import Sequence
from functools import lru_cache

from hanjari.language.normal import mapped, original_span
from hanjari.listening.expressions.fitting import pattern_of
from hanjari.listening.expressions.nodes import Hashtag, Mention, Node, Span, Term
from hanjari.listening.expressions.walking import asked_leaves

BEFORE, LENGTH = 60, 280
"""Characters shown before the first mark, and in all."""
MOST_TERMS = 200
"""Terms of an expression that are marked; nobody reads a page with more colours."""

Piece = tuple[str, bool]
"""Some signs, and whether they were asked for."""


def marks(node: Node | None, text: str) -> list[Span]:
    """Spans of the text that fit a term, tag or mention asked for; sorted, none over another."""
    pattern = _pattern(node) if node else None
    if pattern is None:
        return []
    form, offsets = mapped(text)
    found = (original_span(offsets, *match.span()) for match in pattern.finditer(form))
    joined: list[Span] = []
    for start, end in found:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return joined


def excerpt(text: str, spans: Sequence[Span], length: int = LENGTH) -> list[Piece]:
    """The piece of the text around the first span, cut where spans begin and end; … where more stands."""
    start = max(0, spans[0][0] - BEFORE) if spans and spans[0][1] > length - BEFORE else 0
    end = min(len(text), start + length)
    pieces: list[Piece] = [("…", False)] if start else []
    at = start
    for left, right in spans:
        if left >= end:
            break
        pieces += [(text[at:left], False), (text[left:right], True)]
        at = right
    pieces.append((text[at:end] if at < end else "", False))
    if max(at, end) < len(text):
        pieces.append(("…", False))
    return [piece for piece in pieces if piece[0]]


@lru_cache(maxsize=64)
def _pattern(node: Node) -> re.Pattern[str] | None:
    """All of them as one pattern, longer ones first; blanks in a phrase are any blanks."""
    leaves = [one for one in asked_leaves(node) if isinstance(one, Term | Hashtag | Mention)]
    patterns = {pattern_of(one).pattern.replace("\\ ", r"\s+") for one in leaves[:MOST_TERMS]}
    return re.compile("|".join(sorted(patterns, key=len, reverse=True))) if patterns else None
