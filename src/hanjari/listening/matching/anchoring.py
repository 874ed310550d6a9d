"""Anchoring: which queries a post may fit, looked up only through the rarest thing that each must have.

What else a query asks is first compared by signature (Faloutsos and Christodoulakis, 1984): 64 bits
for what a post has and for one more thing that the query needs; no bit in common, no match. Then
every clause is looked at.
"""

import numpy as np
from numpy.typing import NDArray

from hanjari.listening.matching.clauses import Clauses
from hanjari.listening.matching.hits import Hits
from hanjari.listening.matching.table import Marks, Places, first_marks, in_order, spread_out

_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_TOP = np.uint64(58)


class Anchors:
    """Queries by the leaves through which they are looked up; `often` says how often each leaf is found."""

    def __init__(self, clauses: Clauses, often: NDArray[np.float64]) -> None:
        self._clauses = clauses
        size = clauses.query_count
        order = np.lexsort((clauses.cost(often), clauses.queries))
        queries = clauses.queries[order]
        is_first = np.diff(queries, prepend=-1) > 0
        is_anchor = is_first & clauses.is_wanted[order]
        self._anchor(order[is_anchor], len(often))
        self._rest = order[~is_anchor]
        rest_queries = clauses.queries[self._rest]
        self._rest_counts = np.bincount(rest_queries, minlength=size)
        self._rest_first = self._rest_counts.cumsum() - self._rest_counts
        self._bits = _bits_of(np.arange(len(often)))
        self._needs = self._needed(np.flatnonzero(np.diff(rest_queries, prepend=-1) > 0), size)
        is_looked_up = np.zeros(size, dtype=bool)
        is_looked_up[clauses.queries[order[is_anchor]]] = True
        is_looked_up[[*clauses.hopeless]] = True
        self._always = np.flatnonzero(~is_looked_up)

    def _anchor(self, rows: Places, leaf_count: int) -> None:
        clauses = self._clauses
        leaves = clauses.leaves_of(rows)
        order = np.argsort(leaves, kind="stable")
        self._queries = clauses.queries[rows].repeat(clauses.counts[rows])[order]
        self._counts = np.bincount(leaves, minlength=leaf_count)
        self._first = self._counts.cumsum() - self._counts

    def _needed(self, seconds: Places, size: int) -> NDArray[np.uint64]:
        """The signature of the rarest clause that is left of each query, where it must be met."""
        needs = np.full(size, _ALL)
        rows = self._rest[seconds]
        rows = rows[self._clauses.is_wanted[rows]]
        if len(rows):
            counts = self._clauses.counts[rows]
            bits = self._bits[self._clauses.leaves_of(rows)]
            needs[self._clauses.queries[rows]] = np.bitwise_or.reduceat(
                bits, counts.cumsum() - counts
            )
        return needs

    def candidates(self, hits: Hits, count: int) -> tuple[Places, Places]:
        """The texts and queries that fit as far as clauses go, side by side, ascending by both."""
        leaves, size = hits.leaves, self._clauses.query_count
        counts = self._counts.take(leaves)
        queries = self._queries.take(spread_out(self._first.take(leaves), counts))
        texts = hits.texts.repeat(counts)
        signs = self._signatures(hits, count)
        likely = (signs.take(texts) & self._needs.take(queries)).nonzero()[0]
        pairs = texts.take(likely) * size + queries.take(likely)
        if len(self._always):
            pairs = np.concatenate(
                (pairs, (np.arange(count)[:, None] * size + self._always).ravel())
            )
        pairs = in_order(pairs)
        texts = pairs // max(size, 1)
        queries = pairs - texts * size
        fine = self._checked(hits, texts, queries)
        return texts[fine], queries[fine]

    def _checked(self, hits: Hits, texts: Places, queries: Places) -> Marks:
        """Which pairs also meet every clause but the one by which they were found."""
        counts = self._rest_counts.take(queries)
        rows = self._rest.take(spread_out(self._rest_first.take(queries), counts))
        clauses = self._clauses
        fine = np.ones(len(texts), dtype=bool)
        if not len(rows):
            return fine
        sizes = clauses.counts.take(rows)
        leaves = clauses.leaves.take(spread_out(clauses.first.take(rows), sizes))
        is_there = hits.have(texts.repeat(counts).repeat(sizes), leaves)
        met = np.logical_or.reduceat(is_there, sizes.cumsum() - sizes)
        failed = met != clauses.is_wanted.take(rows)
        fine[np.arange(len(texts)).repeat(counts)[failed]] = False
        return fine

    def _signatures(self, hits: Hits, count: int) -> NDArray[np.uint64]:
        signs = np.zeros(count, dtype=np.uint64)
        begins = first_marks(hits.texts).nonzero()[0]
        if len(begins):
            signs[hits.texts[begins]] = np.bitwise_or.reduceat(self._bits[hits.leaves], begins)
        return signs


def _bits_of(leaves: Places) -> NDArray[np.uint64]:
    return np.uint64(1) << ((leaves.astype(np.uint64) * _SPREAD) >> _TOP)
