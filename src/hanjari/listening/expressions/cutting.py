"""Cutting: an expression's text into its pieces, each with its place. One pass, linear in the text."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from hanjari.language.normal import normal
from hanjari.listening.expressions.flaws import FARTHEST, ExpressionError
from hanjari.listening.expressions.names import CHOICES, LOOSE, field_named, value_named
from hanjari.listening.expressions.nodes import FIELDS, Field, Hashtag, Leaf, Mention, Term

QUOTES = '"“”„‟＂'
_BREAKS = rf"\s{QUOTES}()（）|"
_PIECE = re.compile(
    rf"(?P<blank>\s+)|(?P<open>[(（])|(?P<close>[)）])|(?P<or>\|+)|(?P<minus>-)"
    rf"|(?P<phrase>[{QUOTES}](?P<said>[^{QUOTES}]*)(?P<shut>[{QUOTES}]?)(?P<star>\*?))"
    rf"|(?P<field>(?P<name>[^\W\d_]+)[:：](?!//)"
    rf"(?:(?P<quote>[{QUOTES}])(?P<quoted>[^{QUOTES}]*)(?P<end>[{QUOTES}]?)|(?P<bare>[^{_BREAKS}]*)))"
    rf"|(?P<word>[^{_BREAKS}]+)"
)
_NEAR = re.compile(r"NEAR(?:/(.*))?").fullmatch
_TAG = re.compile(r"[#＃](\w+)").fullmatch
_MENTION = re.compile(r"[@＠](\w[\w.\-]*(?:@\w[\w.\-]*)?)").fullmatch
_OPERATORS = {"AND": "and", "OR": "or", "NOT": "not"}


class Piece(NamedTuple):
    """A sign or a word: `role` is open, close, and, or, not, near or leaf."""

    role: str
    text: str
    start: int
    end: int
    leaf: Leaf | None = None
    distance: int = 0


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a text in their order; raises `ExpressionError` where one can't be read."""
    for found in _PIECE.finditer(text.replace("\0", " ")):
        kind = found.lastgroup or ""
        if kind in _CUT:
            yield _CUT[kind](found)
        elif kind != "blank":
            yield Piece(kind, found[0], *found.span())


def _minus(found: re.Match[str]) -> Piece:
    return Piece("not", "-", *found.span())


def _phrase(found: re.Match[str]) -> Piece:
    if not found["shut"]:
        raise ExpressionError("quote_open", found.start(), found.start() + 1)
    if not found["said"].strip():
        raise ExpressionError("phrase_empty", *found.span())
    said = " ".join(found["said"].split())
    return _term(found, said, is_phrase=True, is_prefix=bool(found["star"]))


def _field(found: re.Match[str]) -> Piece:
    name = field_named(found["name"])
    if found["quote"] and not found["end"]:
        raise ExpressionError("quote_open", found.start("quote"), found.start("quote") + 1)
    if name is None:
        raise ExpressionError(
            "field_unknown", *found.span("name"), name=found["name"], known=", ".join(FIELDS)
        )
    group = "quoted" if found["quote"] else "bare"
    said = " ".join(found[group].split()).strip(LOOSE + " ")
    if not said:
        raise ExpressionError("value_missing", *found.span(), name=found["name"])
    value = value_named(name, said)
    if value is None or not normal(value).strip():
        known = ", ".join(CHOICES.get(name, ())) or "hanbit.example"
        raise ExpressionError(
            "value_unknown", *found.span(group), name=found["name"], value=said, known=known
        )
    return _leaf(found, Field(name, value, found.span()))


def _word(found: re.Match[str]) -> Piece:
    word, span = found[0].rstrip(LOOSE) or found[0], found.span()
    if word in _OPERATORS:
        return Piece(_OPERATORS[word], word, *span)
    if near := _NEAR(word):
        return Piece("near", word, *span, distance=_distance(near[1], span))
    if word[0] in "#＃@＠" and len(word) > 1:
        return _leaf(found, _named(word, span))
    text = word.removesuffix("*")
    if not text or "*" in text:
        raise ExpressionError("star", *span)
    return _term(found, text, is_phrase=False, is_prefix=text != word)


def _distance(written: str | None, span: tuple[int, int]) -> int:
    if written is None:
        return 5
    if not (written.isascii() and written.isdigit() and len(written) < 4) or not (
        1 <= int(written) <= FARTHEST
    ):
        raise ExpressionError("near_distance", *span, most=FARTHEST)
    return int(written)


def _named(word: str, span: tuple[int, int]) -> Leaf:
    if word[0] in "#＃":
        if tag := _TAG(word):
            return Hashtag(tag[1], span)
        raise ExpressionError("tag", *span)
    if mention := _MENTION(word.rstrip(".")):
        return Mention(mention[1], span)
    raise ExpressionError("mention", *span)


def _term(found: re.Match[str], text: str, *, is_phrase: bool, is_prefix: bool) -> Piece:
    if not normal(text).strip():
        raise ExpressionError("unseen", *found.span())
    return _leaf(found, Term(text, is_phrase, is_prefix, found.span()))


def _leaf(found: re.Match[str], leaf: Leaf) -> Piece:
    return Piece("leaf", found[0], *found.span(), leaf=leaf)


_CUT: dict[str, Callable[[re.Match[str]], Piece]] = {
    "phrase": _phrase,
    "field": _field,
    "word": _word,
    "minus": _minus,
}
