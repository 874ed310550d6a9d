"""Spherical k-means: rows of length 1 gathered around k directions (Dhillon and Modha, 2001)."""

import numpy as np
from numpy.typing import NDArray

from hanjari.language.meaning.encoder import Vectors

Numbers = NDArray[np.intp]


def gathered(
    rows: Vectors, count: int, *, seed: int = 4, tries: int = 3, rounds: int = 30
) -> tuple[Numbers, Vectors]:
    """For each row the number of its centre, and the centres (count, width) of length 1.

    The best of some tries, each from other first centres: the one whose rows are nearest home.
    """
    rng = np.random.default_rng(seed)
    found = [_gathered(rows, _spread(rows, count, rng), rounds) for _ in range(tries)]
    return max(found, key=lambda one: float((rows * one[1][one[0]]).sum()))


def _gathered(rows: Vectors, centres: Vectors, rounds: int) -> tuple[Numbers, Vectors]:
    homes = np.full(len(rows), -1, dtype=np.intp)
    for _ in range(rounds):
        likeness = rows @ centres.T
        moved = likeness.argmax(axis=1)
        if np.array_equal(moved, homes):
            break
        homes = moved
        centres = _means(rows, homes, len(centres), likeness)
    return homes, centres


def _spread(rows: Vectors, count: int, rng: np.random.Generator) -> Vectors:
    """First centres far from each other: k-means++ (Arthur and Vassilvitskii, 2007)."""
    chosen = [int(rng.integers(len(rows)))]
    nearest = rows @ rows[chosen[0]]
    while len(chosen) < count:
        far = np.maximum(1 - nearest, 0) + 1e-9
        chosen.append(int(rng.choice(len(rows), p=far / far.sum())))
        nearest = np.maximum(nearest, rows @ rows[chosen[-1]])
    return rows[chosen].copy()


def _means(rows: Vectors, homes: Numbers, count: int, likeness: Vectors) -> Vectors:
    """Mean directions; a centre that lost all its rows takes the row that is worst at home."""
    centres = np.zeros((count, rows.shape[1]), dtype=np.float32)
    np.add.at(centres, homes, rows)
    lonely = np.argsort(likeness[np.arange(len(rows)), homes])
    for empty, row in zip(np.flatnonzero(~centres.any(axis=1)), lonely, strict=False):
        centres[empty] = rows[row]
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-6)
    return centres
