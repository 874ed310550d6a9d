"""Clauses: the plans of all queries as columns of numbers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hanjari.listening.matching.plans import Numbers, Plan
from hanjari.listening.matching.table import Marks, Places, spread_out


class Clauses:
    """A row a clause: whose it is, how many leaves it has, and whether one of them must or none may be there.

    Rows lie by query. A query with a clause that nothing can satisfy has none, and is `hopeless`.
    """

    def __init__(self, plans: Sequence[Plan]) -> None:
        rows: list[tuple[int, bool, Numbers]] = []
        for number, plan in enumerate(plans):
            if all(plan.clauses):
                rows += [(number, True, clause) for clause in plan.clauses]
                if plan.barred:
                    rows.append((number, False, plan.barred))
        self.query_count = len(plans)
        self.hopeless = {number for number, plan in enumerate(plans) if not all(plan.clauses)}
        self.queries: Places = np.array([row[0] for row in rows], dtype=np.int64)
        self.is_wanted: Marks = np.array([row[1] for row in rows], dtype=bool)
        self.counts: Places = np.array([len(row[2]) for row in rows], dtype=np.int64)
        self.first: Places = self.counts.cumsum() - self.counts
        flat = [leaf for row in rows for leaf in row[2]]
        self.leaves: Places = np.array(flat, dtype=np.int64)

    def cost(self, often: NDArray[np.float64]) -> NDArray[np.float64]:
        """How often each clause is met; what bars cannot be looked for."""
        if not len(self.queries):
            return np.zeros(0)
        found = np.add.reduceat(often[self.leaves], self.first)
        return np.where(self.is_wanted, found, np.inf)

    def leaves_of(self, rows: Places) -> Places:
        """The leaves of these rows, one row behind the other."""
        return self.leaves[spread_out(self.first[rows], self.counts[rows])]
