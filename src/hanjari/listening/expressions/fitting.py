"""Fitting: whether one post fits an expression, told plainly. The reference for whatever is faster.

Everything is compared in normal form with blanks run together (`form_of`). A word is ASCII signs
bounded by none of `[A-Za-z0-9_]`, or any other signs wherever they stand. Sources: NFKC and casefold,
Unicode annex 15 and chapter 3.13 (`language.normal`).
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hanjari.language.normal import normal
from hanjari.listening.expressions.names import value_named
from hanjari.listening.expressions.nodes import (
    All,
    Any,
    Field,
    Hashtag,
    Mention,
    Near,
    Node,
    Not,
    Span,
    Term,
)
from hanjari.listening.matching.post import Post

_WORD = "[a-z0-9_]"
_ADDRESS = re.compile(r"https?://[^\s/?#]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of a post: fields whose values nobody knows fit nothing."""

    language: str = ""
    sentiment: str = ""
    intents: tuple[str, ...] = ()


def fits(node: Node, post: Post, known: Known | None = None) -> bool:
    """Whether the post fits."""
    return _fits(node, _Seen(post, form_of(post.text), known or Known()))


def form_of(text: str) -> str:
    """The form in which posts and terms are compared."""
    return " ".join(normal(text).split())


def pattern_of(leaf: Term | Hashtag | Mention) -> re.Pattern[str]:
    """What finds a leaf in a form, or in a normal form whose blanks still stand as they were typed."""
    if isinstance(leaf, Term):
        return _pattern("", form_of(leaf.text), is_prefix=leaf.is_prefix)
    sign = "#" if isinstance(leaf, Hashtag) else "@"
    return _pattern(sign, form_of(leaf.text), is_prefix=False)


@dataclass(frozen=True, slots=True)
class _Seen:
    post: Post
    form: str
    known: Known


@lru_cache(maxsize=50_000)
def _pattern(sign: str, form: str, *, is_prefix: bool) -> re.Pattern[str]:
    signs = re.escape(form).replace(r"\ ", r"\s+")
    if sign == "#":
        return re.compile(rf"#{signs}(?!\w)")
    if sign == "@":
        behind = rf"(?![.-]?{_WORD})" if form.isascii() else r"(?!\w)"
        return re.compile(rf"(?<!{_WORD})@{signs}{behind}")
    if not form.isascii():
        return re.compile(signs)
    return re.compile(rf"(?<!{_WORD}){signs}" + ("" if is_prefix else rf"(?!{_WORD})"))


def _fits(node: Node, seen: _Seen) -> bool:
    match node:
        case All():
            return all(_fits(part, seen) for part in node.parts)
        case Any():
            return any(_fits(part, seen) for part in node.parts)
        case Not():
            return not _fits(node.part, seen)
        case Near():
            return _is_near(node, seen.form)
        case Field():
            return _FIELDS[node.name](node.value, seen)
        case _:
            return pattern_of(node).search(seen.form) is not None


def _is_near(near: Near, form: str) -> bool:
    """Two places that share no sign; of two words with n blanks between them n - 1 words stand between."""
    blanks = [place for place, sign in enumerate(form) if sign == " "]
    left, right = _places(near.left, form), _places(near.right, form)
    return _follows(left, right, blanks, near.distance) or _follows(
        right, left, blanks, near.distance
    )


def _follows(first: Sequence[Span], then: Sequence[Span], blanks: list[int], most: int) -> bool:
    starts = [start for start, _end in then]
    for _start, end in first:
        place = bisect_left(starts, end)
        if place == len(starts):
            return False
        if bisect_left(blanks, starts[place]) - bisect_left(blanks, end) <= most:
            return True
    return False


def _places(term: Term, form: str) -> list[Span]:
    """Every place of a term, those that overlap too."""
    search, found = pattern_of(term).search, []
    match = search(form) if form_of(term.text) else None
    while match:
        found.append(match.span())
        match = search(form, match.start() + 1)
    return found


def _is_by(value: str, seen: _Seen) -> bool:
    wanted = form_of(value)
    return any(form_of(author).removeprefix("@") == wanted for author in seen.post.authors)


def _leads_to(value: str, seen: _Seen) -> bool:
    addresses = (*_ADDRESS.findall(seen.form), *seen.post.links)
    hosts = [value_named("domain", address) or "" for address in addresses]
    return any(host == value or host.endswith("." + value) for host in hosts)


_FIELDS: dict[str, Callable[[str, _Seen], bool]] = {
    "author": _is_by,
    "domain": _leads_to,
    "language": lambda value, seen: seen.known.language == value,
    "channel": lambda value, seen: seen.post.channel == value,
    "sentiment": lambda value, seen: seen.known.sentiment == value,
    "intent": lambda value, seen: value in seen.known.intents,
}
