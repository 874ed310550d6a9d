"""Weighing: how far each word of a text pulled it towards a label that a table gave."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hanjari.language.grams import Batch, Table


class Weighing:
    """One table over the texts of one voice; `columns` names for each label its column and its sign.

    A column for `positive` pulls to `mood:positive` as it is and to `mood:negative` turned round.
    """

    def __init__(
        self,
        table: Table,
        batch: Batch,
        texts: NDArray[np.intp],
        columns: Mapping[str, tuple[str, int]],
    ) -> None:
        self.columns = columns
        self._table, self._batch, self._texts = table, batch, texts
        self._sums: dict[str, list[float]] = {}

    def pulls(
        self, text: int, label: str, words: Sequence[tuple[int, int]]
    ) -> list[tuple[float, int, int]]:
        """For each word (its place in the text's form, in their order) its pull in log-odds and that place.

        Characters beyond what the kernel reads, or shortened away by it, pull nothing; a text of
        another voice has no words here.
        """
        place = self._rows.get(text)
        if place is None:
            return []
        column, sign = self.columns[label]
        sums, places = self._sums_of(column), self._places
        low, high = self._edges[place] + 1, self._edges[place + 1]
        found = []
        for start, end in words:
            first = bisect_left(places, start, low, high)
            low = bisect_left(places, end, first, high)
            found.append((sign * (sums[low] - sums[first]), start, end))
        return found

    def _sums_of(self, column: str) -> list[float]:
        """What all codes before each one pull, over the whole batch."""
        if column not in self._sums:
            pulls = self._table.pulls(self._batch, column).astype(np.float64)
            self._sums[column] = [0.0, *np.cumsum(pulls).tolist()]
        return self._sums[column]

    @cached_property
    def _rows(self) -> dict[int, int]:
        return {text: row for row, text in enumerate(self._texts.tolist())}

    @cached_property
    def _edges(self) -> list[int]:
        edges: list[int] = self._batch.edges.tolist()
        return edges

    @cached_property
    def _places(self) -> list[int]:
        places: list[int] = self._batch.places.tolist()
        return places
