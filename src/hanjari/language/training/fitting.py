"""Fitting: a logistic regression whose offset is what the base says, so that it learns corrections only.

Minimises sum(c * loss(y, offset + x w)) + strength / 2 * |w|^2 over hashed grams; y may lie between 0
and 1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hanjari.language.grams import Batch
from hanjari.language.optimiser import minimum
from hanjari.language.training.tables import BITS, forms, lengths

STRENGTH = 0.15
"""Of the pull towards "as the base says"; chosen once, on other data than any company's (docs/models/site-tables.md)."""
_STEPS = 120

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Grams:
    """Texts as sparse rows: entry i says that text `rows[i]` has the gram `columns[i]`, so heavy.

    `slots` are the table slots that the columns stand for, `rarity` how much each weighs (0 to 1).
    """

    count: int
    rows: Places
    columns: Places
    values: Floats
    slots: Places
    rarity: Floats

    @classmethod
    def of(cls, texts: list[str]) -> "Grams":
        """Cut texts and weigh each gram by its rarity among them."""
        batch = Batch(forms(texts))
        rows, slots = _entries(batch)
        size = 1 << BITS
        names, counts = np.unique(rows * size + slots, return_counts=True)
        rows, slots = np.divmod(names, size)
        known, columns = np.unique(slots, return_inverse=True)
        seen = np.bincount(columns, minlength=len(known))
        rarity = np.log((1 + len(texts)) / (1 + seen)) / np.log(1 + len(texts))
        values = counts * rarity[columns] / lengths(batch)[rows]
        return cls(len(texts), rows, columns, values, known, rarity)

    def times(self, weights: Floats) -> Floats:
        """One number a text."""
        each = self.values * weights[self.columns]
        return np.bincount(self.rows, weights=each, minlength=self.count).astype(np.float64)

    def back(self, numbers: Floats) -> Floats:
        """One number a column."""
        size = len(self.slots)
        each = self.values * numbers[self.rows]
        return np.bincount(self.columns, weights=each, minlength=size).astype(np.float64)


def _entries(batch: Batch) -> tuple[Places, Places]:
    """(text, slot) of every gram of two characters or more that lies within a text."""
    owner = np.searchsorted(batch.edges, np.arange(len(batch.codes) - 1), side="right") - 1
    rows, slots = [], []
    for found in batch.slots_of(BITS)[1:]:  # single characters say little, and stand everywhere
        kept = found > 0
        rows.append(owner[kept])
        slots.append(found[kept])
    return np.concatenate(rows).astype(np.int64), np.concatenate(slots).astype(np.int64)


def fit(grams: Grams, offset: Floats, target: Floats, care: Floats) -> Floats:
    """Weights of the columns, in log-odds; `care` 0 leaves a text out."""

    def objective(weights: Floats) -> tuple[float, Floats]:
        odds = np.clip(offset + grams.times(weights), -30, 30)
        loss = care @ (np.logaddexp(0, odds) - target * odds)
        wrong = care * (1 / (1 + np.exp(-odds)) - target)
        slope = grams.back(wrong) + STRENGTH * weights
        return float(loss + STRENGTH / 2 * (weights @ weights)), slope

    return minimum(objective, np.zeros(len(grams.slots)), steps=_STEPS)
