"""Conditions: an expression on the columns of messages, for what the index does not know.

Like the index they find never fewer, sometimes more. Words are looked for by LIKE where the stored
text is plain (`language.normal.SAME`); whatever is not plain is read.
"""

from dataclasses import dataclass
from functools import reduce

from hanjari.listening.expressions.fitting import form_of
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
from hanjari.listening.models.counting import MOODS
from hanjari.listening.search.places import Places
from hanjari.listening.search.stores import among, has, is_odd
from hanjari.listening.stories import letter_of

MOST = 200
"""Leaves that become conditions: SQLite's own limit is 1,000 in a row."""

_WORDS, _LINKS = ("m.subject", "m.text"), ("m.url", "CAST(m.media AS text)")


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL with its parameters; empty: it narrows nothing. `is_exact`: it lets nothing else through."""

    sql: str = ""
    values: tuple[object, ...] = ()
    is_exact: bool = False


ANY = Condition()


def condition(node: Node, places: Places) -> Condition:
    """The narrowest condition that lets through everything which the node fits."""
    if _size(node) > MOST:
        return ANY
    return _condition(node, places)


def _condition(node: Node, places: Places) -> Condition:
    match node:
        case All():
            return _every([_condition(part, places) for part in node.parts])
        case Any():
            return _some([_condition(part, places) for part in node.parts])
        case Not():
            return _without(_condition(node.part, places))
        case Near():
            return _every([_said(node.left.text), _said(node.right.text)])
        case Field():
            return _FIELDS[node.name](node.value, places)
        case Hashtag():
            return _said(f"#{node.text}")
        case Mention():
            return _said(f"@{node.text}")
        case Term():
            return _said(node.text)


def _every(parts: list[Condition]) -> Condition:
    known = [part for part in parts if part.sql]
    return _joined(" AND ", known, is_exact=all(part.is_exact for part in parts)) if known else ANY


def _some(parts: list[Condition]) -> Condition:
    if not all(part.sql for part in parts):
        return ANY
    return _joined(" OR ", parts, is_exact=all(part.is_exact for part in parts))


def _joined(word: str, parts: list[Condition], *, is_exact: bool) -> Condition:
    sql = word.join(part.sql for part in parts)
    return Condition(f"({sql})", tuple(one for part in parts for one in part.values), is_exact)


def _without(part: Condition) -> Condition:
    if not part.is_exact:
        return ANY
    return Condition(f"(NOT {part.sql})", part.values, is_exact=True)


def _said(words: str) -> Condition:
    longest = max(form_of(words).split(), key=len, default="")
    return _has(longest, _WORDS) if longest else ANY


def _has(piece: str, columns: tuple[str, ...]) -> Condition:
    """The piece stands in one of the columns, or one of them is not plain."""
    parts = [Condition(*has(column, piece)) for column in columns]
    parts += [Condition(*is_odd(column)) for column in columns]
    return _joined(" OR ", parts, is_exact=False)


def _author(value: str, places: Places) -> Condition:
    return Condition(*among("m.author_id", places.authors(value)), is_exact=True)


def _domain(value: str, _places: Places) -> Condition:
    """JSON may hold a host beyond ASCII in another form: such a one is looked for by reading."""
    return _has(value, _WORDS + _LINKS) if value.isascii() else ANY


def _language(value: str, _places: Places) -> Condition:
    return Condition("m.language = %s", (value,), is_exact=True)


def _channel(value: str, places: Places) -> Condition:
    accounts = [pk for pk, kind in places.kinds.items() if kind == value]
    return Condition(*among("m.account_id", accounts), is_exact=True)


def _sentiment(value: str, _places: Places) -> Condition:
    """A message whose sentiment nobody could tell has none of them: NULL must be no answer."""
    number = next((number for number, mood in MOODS.items() if mood == value), None)
    return Condition("COALESCE(m.sentiment, 9) = %s", (-9 if number is None else number,), True)  # noqa: FBT003 (a field)


def _intent(value: str, _places: Places) -> Condition:
    """Named in a whole story, or by its letter in a packed one, which begins with a quotation mark."""
    story = "CAST(m.reading AS text)"
    told, values = has(story, f'"{value}":')
    letter = letter_of(value)
    packed = f" OR {story} LIKE %s" if letter else ""
    return Condition(
        f"(m.intent = %s OR {told}{packed})",
        (value, *values, *([f'"%{letter}%'] if letter else [])),
    )


_FIELDS = {
    "author": _author,
    "domain": _domain,
    "language": _language,
    "channel": _channel,
    "sentiment": _sentiment,
    "intent": _intent,
}


def _size(node: Node) -> int:
    match node:
        case All() | Any():
            return reduce(lambda count, part: count + _size(part), node.parts, 0)
        case Not():
            return _size(node.part)
    return 1
