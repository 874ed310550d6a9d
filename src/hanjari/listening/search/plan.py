"""Plan: what of an expression the index answers, what the columns, and what is left to read."""

from dataclasses import dataclass

from hanjari.listening.expressions.nodes import All, Node, Not
from hanjari.listening.search.asking import Asked, question
from hanjari.listening.search.conditions import ANY, condition
from hanjari.listening.search.places import Places


@dataclass(frozen=True, slots=True)
class Plan:
    """The question to the index, conditions with their values, and what candidates are read for."""

    asked: Asked | None
    where: tuple[str, ...]
    values: tuple[object, ...]
    rest: Node | None


def planned(node: Node, places: Places) -> Plan:
    """Split an expression; together the index, the columns and the reading find just what fits.

    Columns are asked only for the parts that the index cannot narrow.
    """
    parts = node.parts if isinstance(node, All) else (node,)
    asked = question(All(parts)).asked
    conditions, rest = [], []
    for part in parts:
        known = question(part)
        if known.is_exact or (asked and _is_excluded_exactly(part)):
            continue
        told = ANY if known.asked else condition(part, places)
        conditions.append(told)
        if not told.is_exact:
            rest.append(part)
    return Plan(
        asked,
        tuple(one.sql for one in conditions if one.sql),
        tuple(value for one in conditions for value in one.values),
        All(tuple(rest)) if rest else None,
    )


def _is_excluded_exactly(part: Node) -> bool:
    return isinstance(part, Not) and question(part.part).is_exact
