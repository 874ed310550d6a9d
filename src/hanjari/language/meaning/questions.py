"""The same question asked in many ways: groups of texts that one answer would serve.

Groups are joined by the mean likeness of all their pairs (average linkage), nearest first, until
none is as like as `SAME`: one odd pair neither joins two groups nor keeps a text out.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hanjari.language.meaning.encoder import Vectors
from hanjari.language.meaning.space import placed

SAME = 0.5
"""Mean likeness from which two groups are one; the best pair F1 on half of ParaKQC (CC BY-SA 4.0)."""
AT_ONCE = 4_000
"""Texts that are compared pair by pair (64 MB); later ones join these groups, or begin the next batch."""


def same_question(texts: Sequence[str], least: float = SAME) -> list[list[int]]:
    """Groups of two and more places that ask the same, the largest first.

    About a second for 1,000 texts, most of it the encoder's.
    """
    groups = _grouped(placed(texts), least)
    groups = [group for group in groups if len(group) > 1]
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _grouped(rows: Vectors, least: float) -> list[list[int]]:
    """All groups, batch after batch; a later group joins the one before it that it is most like."""
    groups: list[list[int]] = []
    for first in range(0, len(rows), AT_ONCE):
        part = rows[first : first + AT_ONCE]
        here = [[first + place for place in group] for group in linked(part @ part.T, least)]
        if not groups:
            groups = here
            continue
        likeness = _centres(rows, here) @ _centres(rows, groups).T
        for group, best, how in zip(here, likeness.argmax(1), likeness.max(1), strict=True):
            if how >= least:
                groups[best] += group
            else:
                groups.append(group)
    return groups


def _centres(rows: Vectors, groups: list[list[int]]) -> Vectors:
    return np.stack([rows[group].mean(axis=0) for group in groups])


def linked(likeness: Vectors, least: float) -> list[list[int]]:
    """Average linkage over a matrix (n, n) of likenesses, by chains of nearest neighbours.

    Murtagh, "A survey of recent advances in hierarchical clustering", 1983: a pair that are each
    other's nearest can be joined at once, so n steps of one row each are enough.
    """
    matrix = likeness.astype(np.float32)
    np.fill_diagonal(matrix, -np.inf)
    members = [[place] for place in range(len(matrix))]
    open_: NDArray[np.bool_] = np.ones(len(matrix), dtype=bool)
    chain: list[int] = []
    while open_.any():
        if not chain:
            chain.append(int(np.flatnonzero(open_)[0]))
        last = chain[-1]
        nearest = int(matrix[last].argmax())
        if matrix[last, nearest] < least:
            open_[chain.pop()] = False
        elif len(chain) > 1 and matrix[last, chain[-2]] >= matrix[last, nearest]:
            _join(matrix, members, open_, chain.pop(), chain.pop())
        else:
            chain.append(nearest)
    return [group for group in members if group]


def _join(
    matrix: Vectors, members: list[list[int]], open_: NDArray[np.bool_], gone: int, kept: int
) -> None:
    """One group of two; its likeness to any other is the mean over pairs (Lance and Williams, 1967)."""
    a, b = len(members[kept]), len(members[gone])
    row = (a * matrix[kept] + b * matrix[gone]) / (a + b)
    row[[kept, gone]] = -np.inf
    matrix[kept] = matrix[:, kept] = row
    matrix[gone] = matrix[:, gone] = -np.inf
    members[kept] += members[gone]
    members[gone] = []
    open_[gone] = False
    open_[kept] = True
