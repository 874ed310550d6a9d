"""The past texts most like this one: the answer that was given before, the idea that is already there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hanjari.language.meaning.encoder import Vectors
from hanjari.language.meaning.space import placed

RELATED = 0.35
"""Least likeness that is worth showing to a member; see docs/models/meaning.md for what it keeps and drops."""


@dataclass(frozen=True, slots=True)
class Similar:
    """`place` in the past texts, and how like it is (0 … 1)."""

    place: int
    likeness: float


def similar(
    query: str, past: Sequence[str] | Vectors, limit: int = 5, least: float = RELATED
) -> list[Similar]:
    """At most `limit` past texts that are at least so like the query, the most like first.

    `past` may be the rows that `placed` made of the texts, kept for the next query.
    """
    rows = past if isinstance(past, np.ndarray) else placed(past)
    if not len(rows) or limit < 1:
        return []
    likeness = rows @ placed([query])[0]
    best = np.argsort(-likeness, kind="stable")[:limit]
    return [
        Similar(int(place), float(likeness[place])) for place in best if likeness[place] >= least
    ]
