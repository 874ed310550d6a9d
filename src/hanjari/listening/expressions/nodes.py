"""Nodes: what an expression asks for, as a tree. Pure values; how they are written is in `parsing`.

All comparing is done on normal forms (`language.normal.normal`, blanks run together). A term of
ASCII signs is found as whole words: no ASCII letter, digit or underscore stands before or behind
it. Any other term is found wherever its signs stand: Korean joins particles to its nouns.
"""

from dataclasses import dataclass, field

Span = tuple[int, int]
"""Where in its text a node was written: the first sign and the one behind the last."""

FIELDS = ("author", "domain", "language", "channel", "sentiment", "intent")
"""What may be asked of a post beside its words."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or in quotation marks a phrase; `is_prefix` (refund*) also finds its longer forms."""

    text: str
    is_phrase: bool = False
    is_prefix: bool = False
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Hashtag:
    r"""#word, whole: #hanbit does not find #hanbitfan. `text` is without the sign.

    No letter, digit or underscore of any script (`\w`) stands behind it: a particle is part of a tag
    at every network. Before it anything may stand: #환불#한빛.
    """

    text: str
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Mention:
    r"""@name in the words, whole. `text` is without the sign.

    No ASCII letter, digit or underscore stands before the @ (an e-mail address is no mention), and
    none behind the name, nor behind one `.` or `-` there (@hanbit is not @hanbit.shop). A name with
    other signs has no `\w` behind it.
    """

    text: str
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Field:
    """name:value, the name one of `FIELDS`.

    Who wrote (the whole handle, name or id, without @), where a link leads (the host without www., or a
    part of it below), the language's code, the kind of channel, negative / neutral / positive, an
    intent that is sure.
    """

    name: str
    value: str
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """Two terms with fewer than `distance` words between them, in either order.

    Their places share no sign. Words are what blanks of the normal form separate: between the end of
    the one and the start of the other stand at most `distance` blanks.
    """

    left: Term
    right: Term
    distance: int = 5
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """A post that the part does not fit."""

    part: "Node"
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """AND: every part fits."""

    parts: "tuple[Node, ...]"
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Any:
    """OR: some part fits."""

    parts: "tuple[Node, ...]"
    span: Span = field(default=(0, 0), compare=False)


Leaf = Term | Hashtag | Mention | Field | Near
Node = Leaf | Not | All | Any
