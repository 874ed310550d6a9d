"""Likeness: which texts say the same. It loads what reads by meaning, so only the worker asks.

Where meaning is switched off (`HANJARI_MEANING=off`) copies are told by their wording alone, and
nothing is said to be alike in other words.
"""

from collections.abc import Callable, Sequence

from django.conf import settings

from hanjari import language

MOST = 500
"""Texts that are compared with each other at a time: half a second of one core."""


def alike(texts: Sequence[str]) -> list[list[int]]:
    """Groups of places of texts that say the same; of more than `MOST` the last ones are looked at."""
    begin = max(0, len(texts) - MOST)
    some = texts[begin:]
    groups = language.same_question(some) if settings.MEANING else language.near_duplicates(some)
    return [[begin + place for place in group] for group in groups]


def remembering() -> Callable[[Sequence[str]], list[list[int]]]:
    """`alike` that groups the same texts once; for whoever lays them side by side again and again."""
    known: dict[tuple[str, ...], list[list[int]]] = {}

    def groups(texts: Sequence[str]) -> list[list[int]]:
        key = tuple(texts)
        if key not in known:
            known[key] = alike(key)
        return known[key]

    return groups


def likest(texts: Sequence[str], known: Sequence[str]) -> list[float]:
    """For each text its likeness to the nearest of the known ones, 0 to 1; zeros where nothing is known."""
    if not (texts and known and settings.MEANING):
        return [0.0] * len(texts)
    nearest = (language.placed(texts) @ language.placed(known).T).max(axis=1)
    return [min(1.0, max(0.0, float(one))) for one in nearest]


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How like two sets of texts are: the mean of what each finds nearest in the other, 0 to 1."""
    if not (one and other):
        return 0.0
    both = likest(one, other) + likest(other, one)
    return sum(both) / len(both)
