"""What a stream of texts is about: topics with names, and new texts put into them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hanjari.language.meaning.encoder import Vectors, embed
from hanjari.language.meaning.kmeans import gathered
from hanjari.language.meaning.space import evened
from hanjari.language.meaning.terms import named

_MOST = 60


@dataclass(frozen=True, eq=False)
class Topic:
    """A topic: its terms, its members (places in the stream, the most typical first) and its centre."""

    terms: tuple[str, ...]
    members: tuple[int, ...]
    centre: Vectors
    cohesion: float
    """Mean likeness of its members to its centre, 0 … 1: low means that the topic is a rest."""

    @property
    def name(self) -> str:
        """The first three terms."""
        return " · ".join(self.terms[:3])


def topics(texts: Sequence[str], count: int | None = None) -> list[Topic]:
    """The topics of a stream, the largest first; without `count` about the root of half the texts.

    Empty texts are in none. Most of the time is the encoder's: about 1,000 texts a second and core.
    """
    rows = evened(embed(texts))
    told = np.flatnonzero(rows.any(axis=1))
    if not len(told):
        return []
    wanted = count or min(_MOST, max(1, round(math.sqrt(len(told) / 2))))
    homes, centres = gathered(rows[told], min(wanted, len(told)))
    groups = [told[homes == home] for home in range(len(centres))]
    pairs = [(group, centre) for group, centre in zip(groups, centres, strict=True) if len(group)]
    terms = named([[texts[place] for place in group] for group, _ in pairs])
    found = [_topic(*pair, rows, term) for pair, term in zip(pairs, terms, strict=True)]
    return sorted(found, key=lambda topic: -len(topic.members))


def assigned(texts: Sequence[str], known: Sequence[Topic], least: float = 0.3) -> list[int | None]:
    """For each new text the place of its topic among the known, None when it is like none of them."""
    if not known or not texts:
        return [None] * len(texts)
    likeness = evened(embed(texts)) @ np.stack([topic.centre for topic in known]).T
    best, how = likeness.argmax(axis=1), likeness.max(axis=1)
    return [int(place) if near >= least else None for place, near in zip(best, how, strict=True)]


def _topic(group: Vectors, centre: Vectors, rows: Vectors, terms: tuple[str, ...]) -> Topic:
    likeness = rows[group] @ centre
    order = group[np.argsort(-likeness, kind="stable")]
    return Topic(terms, tuple(order.tolist()), centre, float(likeness.mean()))
